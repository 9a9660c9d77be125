"""
Versions on their way out: read strictly, and told to whoever is bound to one.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import PackError
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.lifecycle import Retirement, read_lifecycle, retirement_findings, standing
from platform_constructs.policy.packs.shelf import Shelf
from tests.pure.policy.samples import AT, pack

FILE = "policy_packs/lifecycle.toml"
OLD, MIDDLE, NEWEST = pack("baseline", "1.0.0"), pack("baseline", "1.1.0"), pack("baseline", "2.0.0")
SHELF = Shelf([OLD, MIDDLE, NEWEST, pack("external-api", "1.0.0")])
WHOLE = """["baseline/1.0.0"]
deprecated = 2027-01-01
withdrawn = 2027-06-01
reason = "it knows no WebSocket"
instead = "1.1.0"
"""
DEPRECATED, WITHDRAWN = date(2027, 1, 1), date(2027, 6, 1)
OUT = Retirement(
    "baseline", "1.0.0", DEPRECATED, WITHDRAWN, "it knows no WebSocket", "1.1.0", Place(FILE, 1, '"baseline/1.0.0"')
)


def read(text: str):
    return read_lifecycle(text, FILE, shelf=SHELF)


def test_a_version_on_its_way_out_reads():
    """Everything that is said of a version arrives, under its pack and version."""
    assert {("baseline", "1.0.0"): OUT} == read(WHOLE)


def test_nothing_said_is_nothing_on_its_way_out():
    """An empty file is fine, and so is a version without a day of withdrawal."""
    without = WHOLE.replace("withdrawn = 2027-06-01\n", "")

    assert {} == read("")
    assert read(without)["baseline", "1.0.0"].withdrawn is None


@pytest.mark.parametrize(
    ("text", "code", "line", "got", "fix"),
    [
        ("[", "PACK-035", 1, None, "correct the line; https://toml.io shows the syntax"),
        ("[[[" * 20, "PACK-035", 1, None, None),
        ("baseline = 3", "PACK-036", 1, "baseline", None),
        ('"baseline/1.0.0" = "gone"', "PACK-036", 1, "baseline/1.0.0",
         'write ["external-api/1.0.0"] above deprecated, reason and instead'),
        ('["../1.0.0"]', "PACK-036", 1, "../1.0.0", None),
        ('["baseline/1.0"]', "PACK-036", 1, "baseline/1.0", None),
        ('["baseline/1.0.0\\n"]', "PACK-036", 1, "baseline/1.0.0\n", None),
        ('["baseline/9.0.0"]', "PACK-037", 1, "baseline/9.0.0", "did you mean baseline/2.0.0?"),
        ('["zz/1.0.0"]', "PACK-037", 1, "zz/1.0.0",
         "name one of baseline/1.0.0, baseline/1.1.0, baseline/2.0.0, external-api/1.0.0"),
        (WHOLE + "until = 3\n", "PACK-036", 6, "until", "use only deprecated, withdrawn, reason, instead"),
        (WHOLE + "resaon = 3\n", "PACK-036", 6, "resaon", "did you mean reason?"),
        (WHOLE.replace("deprecated = 2027-01-01\n", ""), "PACK-036", 1, "nothing", None),
        (WHOLE.replace("2027-01-01", "2027-01-01T00:00:00"), "PACK-036", 2, None, None),
        (WHOLE.replace("2027-06-01", '"2027-06-01"'), "PACK-036", 3, "2027-06-01", None),
        (WHOLE.replace('reason = "it knows no WebSocket"\n', ""), "PACK-036", 1, "nothing", 'write reason = "..."'),
        (WHOLE.replace("it knows", "it\\u0000knows"), "PACK-036", 4, "it\x00knows no WebSocket", None),
        (WHOLE.replace("it knows", "it " * 1_000), "PACK-036", 4, None, None),
        (WHOLE.replace('"1.1.0"', "1"), "PACK-036", 5, "1", 'write instead = "..."'),
        (WHOLE.replace("2027-06-01", "2027-01-01"), "PACK-038", 3, "2027-01-01", "pick a day after 2027-01-01"),
        (WHOLE.replace("2027-06-01", "2026-12-31"), "PACK-038", 3, "2026-12-31", "pick a day after 2027-01-01"),
        (WHOLE.replace('"1.1.0"', '"1.2.0"'), "PACK-039", 5, "1.2.0", "name one of 1.1.0, 2.0.0"),
        (WHOLE.replace('"1.1.0"', '"1.0.0"'), "PACK-039", 5, "1.0.0", "name one of 1.1.0, 2.0.0"),
        (WHOLE + WHOLE.replace("1.0.0", "1.1.0").replace('"1.1.0"\n', '"2.0.0"\n'), "PACK-039", 5, "1.1.0",
         "name one of 2.0.0"),
        (WHOLE.replace("baseline", "external-api"), "PACK-039", 5, "1.1.0",
         "release another version of external-api first"),
        ("".join(f'["a/1.0.{n}"]\n' for n in range(1_001)), "PACK-036", 0, "a table",
         "drop those nobody can be bound to"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_refused_at_its_line(text, code, line, got, fix):
    """What cannot be so is refused with its code, line, value and the way out."""
    with pytest.raises(PackError) as caught:
        read(text)

    at = caught.value.at.split(" ")[0]
    assert (code, f"{FILE}:{line}" if line else FILE) == (caught.value.code, at)
    assert got in {None, caught.value.got}
    assert fix in {None, caught.value.fix}


@given(st.text(max_size=60))
def test_any_text_reads_or_is_refused_by_design(text):
    """Hostile text never breaks the reader."""
    try:
        assert {} == read(text)
    except PackError as error:
        assert error.code in {"PACK-035", "PACK-036"}


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (DEPRECATED - timedelta(1), "released, deprecated from 2027-01-01, withdrawn from 2027-06-01"),
        (DEPRECATED, "deprecated, withdrawn from 2027-06-01"),
        (WITHDRAWN - timedelta(1), "deprecated, withdrawn from 2027-06-01"),
        (WITHDRAWN, "withdrawn"),
    ],
)
def test_a_versions_standing(today, said):
    """A version is released, then deprecated, then withdrawn, each from the first moment of its day."""
    assert said == str(standing(OUT, today))
    assert "released" == str(standing(None, today))


def found(today: date, *packs) -> list[Finding]:
    return list(
        retirement_findings(
            packs or [OLD],
            read(WHOLE),
            today=today,
            owner="ordering",
            stack="ordering-public",
            at=AT,
            adopter=lambda pack, version: f"{pack}-{version}",
        )
    )


def test_nobody_hears_of_it_before_its_day():
    """Before the day nothing is said, and another version is never spoken of."""
    assert [] == found(DEPRECATED - timedelta(1))
    assert [] == found(WITHDRAWN, MIDDLE, NEWEST, pack("external-api", "1.0.0"))


@pytest.mark.parametrize("today", [DEPRECATED, WITHDRAWN - timedelta(1)])
def test_a_deprecated_version_warns(today):
    """From the day of deprecation to the day of withdrawal, a stack's owner is warned, with the day it blocks."""
    assert [
        Finding(
            "PACK-040",
            "deprecated-pack",
            Level.WARN,
            "ordering-public is bound to baseline 1.0.0, deprecated since 2027-01-01: it knows no WebSocket",
            AT,
            "adopt 1.1.0; `paved packs adopt baseline-1.1.0 baseline@1.1.0 --dry-run` shows what that changes",
            "ordering",
            "baseline 1.0.0",
            "ordering-public",
            blocks_from=WITHDRAWN,
        )
    ] == found(today, MIDDLE, OLD)


@pytest.mark.parametrize("today", [WITHDRAWN, date(2030, 1, 1)])
def test_a_withdrawn_version_blocks(today):
    """From the day of withdrawal a stack bound to the version is refused."""
    assert [
        Finding(
            "PACK-041",
            "withdrawn-pack",
            Level.BLOCK,
            "ordering-public is bound to baseline 1.0.0, withdrawn since 2027-06-01: it knows no WebSocket",
            AT,
            "adopt 1.1.0; `paved packs adopt baseline-1.1.0 baseline@1.1.0 --dry-run` shows what that changes",
            "ordering",
            "baseline 1.0.0",
            "ordering-public",
        )
    ] == found(today)
