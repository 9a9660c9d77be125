"""
How far a pack's version has to step for what it changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import IntEnum
from typing import Final

from platform_constructs.policy.packs.effect import Change, Effect

__all__ = ["NOTICE_DAYS", "Step", "least_step", "next_version", "step_between", "step_for"]

NOTICE_DAYS: Final = 30
"""Days between a release and the first day it refuses more, for a minor step to do: a month to fix or to object."""


class Step(IntEnum):
    """Which of a version's three numbers grows; the larger, the harder a domain looks before it follows."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


def least_step(changes: Iterable[Change], *, today: date) -> Step:
    """
    Return the least step that these changes allow together; see `step_for`.

    Args:
        changes: What `effect` computed.
        today: The day of the release.
    """
    return max((step_for(change, today=today) for change in changes), default=Step.PATCH)


def step_for(change: Change, *, today: date) -> Step:
    """
    Return the least step that one change allows.

    Refusing more is major; refusing more only from a day that is at least `NOTICE_DAYS` ahead is minor, and so is all
    else but other words.
    """
    if Effect.STRICTER in change.effects:
        return Step.MAJOR
    if change.since is not None:
        return Step.MINOR if (change.since - today).days >= NOTICE_DAYS else Step.MAJOR
    return Step.PATCH if change.effects == (Effect.WORDING,) else Step.MINOR


def step_between(old: str, new: str) -> Step | None:
    """Return the step from one version of three numbers to another; None when the other is not newer."""
    before, after = _numbers(old), _numbers(new)
    if after <= before:
        return None
    if after[0] > before[0]:
        return Step.MAJOR
    return Step.MINOR if after[1] > before[1] else Step.PATCH


def next_version(version: str, step: Step) -> str:
    """Return the version one step on."""
    major, minor, patch = _numbers(version)
    match step:
        case Step.MAJOR:
            return f"{major + 1}.0.0"
        case Step.MINOR:
            return f"{major}.{minor + 1}.0"
        case Step.PATCH:
            return f"{major}.{minor}.{patch + 1}"


def _numbers(version: str) -> tuple[int, int, int]:
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch
