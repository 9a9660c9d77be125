"""
Picking packs: the newest in range, or an error that says what there is.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.policy.packs.shelf import Shelf
from tests.pure.policy.samples import pack

SHELF = Shelf([pack("baseline", version) for version in ("1.10.0", "1.9.0", "2.0.0")] + [pack("external-api", "1.0.0")])


def test_the_newest_version_in_range_is_taken():
    """Versions are compared as numbers, and sorted by pack."""
    selected = SHELF.select({"external-api": "", "baseline": "~= 1.2"})

    assert ["baseline 1.10.0", "external-api 1.0.0"] == [each.label for each in selected]


def test_two_domains_may_hold_two_versions():
    """One shelf serves different ranges."""
    assert ["2.0.0", "1.9.0"] == [SHELF.select({"baseline": text})[0].version for text in (">=1", "<1.10")]


def test_no_version_in_range_names_those_there_are():
    """The message lists what could be chosen."""
    with pytest.raises(PackError) as caught:
        SHELF.select({"baseline": "~= 3.0,>=3.1"}, at="platform.toml:12")

    assert (
        "error[PACK-017] no version of baseline is in the range that binds this domain\n"
        "  at   platform.toml:12\n"
        "  got  ~= 3.0,>=3.1\n"
        "  fix  pick a range that holds one of 1.9.0, 1.10.0, 2.0.0\n"
        "  more `paved explain PACK-017`"
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("assignments", "code", "fix"),
    [
        ({"basline": "~=1.0"}, "PACK-016", "did you mean baseline?"),
        ({"zzz": "~=1.0"}, "PACK-016", "assign one of baseline, external-api"),
        ({"baseline": "latest"}, "PACK-018", "write it like ~= 1.0"),
        ({"baseline": ">=1," * 1_000}, "PACK-018", "write it like ~= 1.0"),
    ],
)
def test_what_cannot_be_picked_is_refused(assignments, code, fix):
    """A pack nobody released, and a range that is none."""
    with pytest.raises(PackError) as caught:
        SHELF.select(assignments)

    assert (code, fix) == (caught.value.code, caught.value.fix)


@pytest.mark.parametrize(
    ("name", "text", "newest"),
    [("baseline", "~= 1.2", "1.10.0"), ("baseline", "", "2.0.0"), ("baseline", ">3", ""), ("nobody", "", "")],
)
def test_the_newest_in_range_can_be_asked_for(name: str, text: str, newest: str):
    """The newest version of a pack in a range; nothing where none is in it, or where nobody knows the pack."""
    assert newest == SHELF.newest(name, text)


def test_an_empty_shelf_says_so():
    """Nothing to choose from is said plainly."""
    with pytest.raises(PackError, match="nobody released a pack baseline"):
        Shelf([]).select({"baseline": ""})


def test_one_version_is_one_file():
    """Two files that are the same version are refused."""
    with pytest.raises(PackError) as caught:
        Shelf([pack("baseline"), pack("baseline")])

    assert "PACK-022" == caught.value.code
