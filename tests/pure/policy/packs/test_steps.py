"""
A version steps at least as far as what it changes demands.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from platform_constructs.policy.packs.effect import Change, Effect
from platform_constructs.policy.packs.steps import NOTICE_DAYS, Step, least_step, next_version, step_between
from tests.pure.policy.samples import TODAY


def change(*effects: Effect, days: int | None = None) -> Change:
    return Change("rule", "APIGW-001", effects, "", "", None if days is None else TODAY + timedelta(days))


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ([], Step.PATCH),
        ([change(Effect.WORDING)], Step.PATCH),
        ([change(Effect.STRICTER)], Step.MAJOR),
        ([change(Effect.STRICTER, Effect.LOOSER)], Step.MAJOR),
        ([change(Effect.STRICTER_LATER, days=NOTICE_DAYS)], Step.MINOR),
        ([change(Effect.STRICTER_LATER, days=NOTICE_DAYS - 1)], Step.MAJOR),
        ([change(Effect.LOOSER)], Step.MINOR),
        ([change(Effect.NEW)], Step.MINOR),
        ([change(Effect.GONE)], Step.MINOR),
        ([change(Effect.DEFAULT)], Step.MINOR),
        ([change(Effect.WORDING), change(Effect.DEFAULT)], Step.MINOR),
        ([change(Effect.LOOSER), change(Effect.STRICTER), change(Effect.WORDING)], Step.MAJOR),
    ],
)
def test_the_weightiest_change_decides(changes, step):
    """Refusing more now is major, with a month's notice minor; other words alone are a patch."""
    assert step is least_step(changes, today=TODAY)


def test_a_month_is_the_notice():
    """A later day has to be thirty days ahead."""
    assert 30 == NOTICE_DAYS


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("1.2.3", "1.2.3", None),
        ("1.2.3", "1.2.2", None),
        ("1.2.3", "1.1.9", None),
        ("2.0.0", "1.9.9", None),
        ("1.2.3", "1.2.4", Step.PATCH),
        ("1.2.3", "1.3.0", Step.MINOR),
        ("1.9.0", "1.10.0", Step.MINOR),
        ("1.2.3", "2.0.0", Step.MAJOR),
        ("1.2.3", "3.4.5", Step.MAJOR),
    ],
)
def test_the_step_between_two_versions(old, new, step):
    """The first number that grows says how far a version stepped; numbers are compared, not texts."""
    assert step is step_between(old, new)


@pytest.mark.parametrize(("step", "version"), [(Step.PATCH, "1.2.4"), (Step.MINOR, "1.3.0"), (Step.MAJOR, "2.0.0")])
def test_the_next_version(step, version):
    """One step on, what stands after the number that grew begins again."""
    assert version == next_version("1.2.3", step)
    assert step is step_between("1.2.3", version)
