"""
Changing one range of the registry and nothing else.
"""

from __future__ import annotations

import pytest

from platform_constructs.adapters.registry_edit import with_range as edit
from platform_constructs.errors import PackError
from platform_constructs.flows.packs.amend_registry import range_for, with_range
from platform_constructs.model.toml_source import parse_toml
from platform_constructs.policy.packs.shelf import Shelf
from tests.pure.policy.samples import pack

TEXT = '[domains.ordering]\npacks = { baseline = "~= 1.0" }\ntitle = "x"\n'
TABLE = ("domains", "ordering", "packs")
SHELF = Shelf(pack("baseline", version) for version in ("1.0.0", "1.1.0", "1.1.3", "1.1.4", "2.0.0", "2.1.0"))


@pytest.mark.parametrize(
    ("version", "style", "expected"),
    [
        ("2.1.0", "~= 1.0", "~= 2.1"),
        ("2.1.0", "~=1.0", "~=2.1"),
        ("2.1.0", "", "~= 2.1"),
        ("2.0.0", "~= 1.0", "~= 2.0.0"),
        ("1.1.4", "~= 1.0", "~= 1.1"),
        ("1.1.3", "~= 1.0", "== 1.1.3"),
        ("1.0.0", "~= 1.0", "~= 1.0.0"),
    ],
)
def test_a_range_is_as_wide_as_it_can_be_and_leads_to_the_version(version: str, style: str, expected: str):
    """Later releases come by themselves unless one is out already that nobody asked for."""
    found = range_for(pack("baseline", version), SHELF, style=style)

    assert (expected, version) == (found, SHELF.newest("baseline", found))


def test_a_domain_that_says_it_already_changes_nothing():
    """Other spacing is the same range."""
    registry = parse_toml(TEXT, "platform.toml")

    assert TEXT == with_range(registry, TABLE, "baseline", "~=1.0", edit)


def test_one_range_is_changed():
    """The rest of the text is the same."""
    registry = parse_toml(TEXT, "platform.toml")

    assert TEXT.replace("1.0", "2.0") == with_range(registry, TABLE, "baseline", "~= 2.0", edit)


@pytest.mark.parametrize(
    "edited",
    [
        None,
        TEXT,
        TEXT.replace("~= 1.0", "~= 3.0"),
        TEXT.replace("~= 1.0", "~= 2.0").replace('"x"', '"y"'),
        TEXT.replace("~= 1.0", "~= 2.0").replace("title", "  title"),
        TEXT.replace("~= 1.0", "~= 2.0") + "# and more\n# lines\n",
        TEXT.replace("~= 1.0", "~= 2.0").replace("\n", "\r\n"),
        TEXT.replace('"~= 1.0"', '"~= 2.0'),
    ],
)
def test_an_edit_that_does_more_or_something_else_is_not_taken(edited: str | None):
    """Whatever the editor did, only the one line with the one range is ever written."""
    registry = parse_toml(TEXT, "platform.toml")

    with pytest.raises(PackError) as caught:
        with_range(registry, TABLE, "baseline", "~= 2.0", lambda *_: edited)

    assert ("PACK-060", "platform.toml:2 (domains.ordering.packs)", 'write baseline = "~= 2.0" there by hand') == (
        caught.value.code,
        caught.value.at,
        caught.value.fix,
    )
