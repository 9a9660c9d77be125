"""
Two versions of a pack are compared by their numbers.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.errors import PackError
from platform_constructs.flows.packs.compare_packs import compare_packs
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.policy.packs.effect import Effect
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.steps import Step
from tests.pure.flows.small_bench import RELEASED, RULES, draft

OTHER = RELEASED.replace('"logs"', '"others"').replace("1.0.0", "1.5.0")
SHELF = Shelf(
    packs_in(
        {
            "logs/1.0.0.toml": RELEASED.encode(),
            "logs/1.1.0.toml": RELEASED.replace("1.0.0", "1.1.0").replace("warn", "advise").encode(),
            "others/1.5.0.toml": OTHER.encode(),
        },
        "packs",
        rules_known=frozenset(RULES),
    )
)


def compared(old: str | None = None, new: str | None = None, name: str = "logs", text: str = draft("1.2.0")):
    return compare_packs(
        name,
        old,
        new,
        SHELF,
        {"logs": text.encode()},
        rules_known=frozenset(RULES),
        today=date(2026, 12, 1),
        home="packs",
    )


@pytest.mark.parametrize(
    ("old", "new", "pair", "step", "least", "too_small"),
    [
        (None, None, ("1.1.0", "1.2.0"), Step.MINOR, Step.MAJOR, True),
        ("1.0.0", None, ("1.0.0", "1.2.0"), Step.MINOR, Step.MAJOR, True),
        (None, "1.1.0", ("1.0.0", "1.1.0"), Step.MINOR, Step.MINOR, False),
        ("1.0.0", "1.1.0", ("1.0.0", "1.1.0"), Step.MINOR, Step.MINOR, False),
        ("1.1.0", "1.0.0", ("1.1.0", "1.0.0"), None, Step.MINOR, False),
        ("NEXT", "1.0.0", ("1.2.0", "1.0.0"), None, Step.MINOR, False),
        ("1.0.0", "1.0.0", ("1.0.0", "1.0.0"), None, Step.PATCH, False),
    ],
)
def test_versions_are_found_and_compared(old, new, pair, step, least, too_small):
    """Without a new one it is the draft, without an old one the release before it; either order will do."""
    found = compared(old, new)

    assert found.old is not None
    assert (pair, step, least, too_small) == (
        (found.old.version, found.new.version),
        found.step,
        found.least,
        found.too_small,
    )


def test_what_changes_is_said():
    """A comparison lists the changes of the newer version."""
    assert [("LOG-001", (Effect.STRICTER,), "advise", "block")] == [
        (each.name, each.effects, each.was, each.now) for each in compared().changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "name", "code", "fix"),
    [
        (None, "1.0.0", "logs", "PACK-055", "look at all it says with `paved packs show logs@1.0.0`"),
        (None, "1.5.0", "others", "PACK-055", "look at all it says with `paved packs show others@1.5.0`"),
        (None, None, "others", "PACK-031", "begin one with `paved packs new others`"),
        ("9.9.9", None, "logs", "PACK-032", "use one of 1.0.0, 1.1.0, NEXT"),
        (None, "9.9.9", "logs", "PACK-032", "use one of 1.0.0, 1.1.0, NEXT"),
    ],
)
def test_what_cannot_be_compared_is_refused(old, new, name, code, fix):
    """A version that is not there, and one without anything before it, are refused with the way on."""
    with pytest.raises(PackError) as caught:
        compared(old, new, name)

    assert (code, fix) == (caught.value.code, caught.value.fix)


def test_the_draft_of_a_first_version_has_nothing_before_it():
    """The fix names the draft as people type it."""
    text = draft("1.0.0")
    with pytest.raises(PackError) as caught:
        compare_packs(
            "logs",
            None,
            None,
            Shelf([]),
            {"logs": text.encode()},
            rules_known=frozenset(RULES),
            today=date(2026, 12, 1),
        )

    assert ("PACK-055", "look at all it says with `paved packs show logs@NEXT`", "policy_packs/logs/next.toml") == (
        caught.value.code,
        caught.value.fix,
        caught.value.at,
    )
