"""
The version step that changes take, and whether `info.version` makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.document.node import Node

__all__ = ["Step", "is_raised", "step_made", "step_of", "version_change"]

_SEMVER: Final = re.compile(
    r"v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?"
)
# what says nothing about requests and responses
_WORDS_ONLY: Final = frozenset(
    {
        "api-schema-removed",
        "api-security-component-oauth-scope-changed",
        "api-tag-added",
        "api-tag-removed",
    }
)


class Step(IntEnum):
    """The step a version takes, as semantic versioning counts."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def step_of(changes: Iterable[Change]) -> Step:
    """Return the least step that these changes take."""
    step = Step.NONE
    for change in changes:
        if change.severity is Severity.BREAKING:
            return Step.MAJOR
        step = max(step, Step.PATCH if change.id in _WORDS_ONLY else Step.MINOR)
    return step


def _read(version: str) -> tuple[int, int, int, bool] | None:
    found = _SEMVER.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3]), found[4] is None) if found else None


def step_made(old: str, new: str) -> Step | None:
    """Return the step from one version to the next; None when one is no semantic version, or the new one is lower."""
    before, after = _read(old), _read(new)
    if before is None or after is None or after < before:
        return None
    steps = (Step.MAJOR, Step.MINOR, Step.PATCH, Step.PATCH)
    return next((step for step, a, b in zip(steps, before, after, strict=True) if a != b), Step.NONE)


def is_raised(old: str, new: str, step: Step) -> bool | None:
    """
    Return whether the version makes at least a step; None when one of the two is no semantic version.

    Below 1.0.0, semantic versioning promises nothing, so a minor step is enough for what breaks.
    """
    before, after = _read(old), _read(new)
    if before is None or after is None:
        return None
    if after < before:
        return False
    if after[0] > before[0] or step is Step.NONE:
        return True
    raised = Step.MINOR if after[1] > before[1] else Step.PATCH if after > before else Step.NONE
    return raised >= (min(step, Step.MINOR) if before[0] == 0 else step)


def version_change(old: str, new: str, step: Step, at: tuple[Node | None, Node | None]) -> Change | None:
    """Return what is wrong with the new version, told like a change; None when nothing is."""
    if is_raised(old, new, step) in (True, None):
        return None
    before, after = _read(old), _read(new)
    if before and after and after < before:
        id_, what = "api-version-decreased", f"the version went back from {old} to {new}"
    elif old == new:
        id_, what = "api-version-not-bumped", f"the contract changed, but its version is still {new}"
    elif step is Step.MAJOR:
        id_, what = "api-major-version-not-bumped", f"the contract breaks clients, but {old} was only raised to {new}"
    else:
        id_, what = "api-minor-version-not-bumped", f"the contract grew, but {old} was only raised to {new}"
    return Change(
        id=id_,
        severity=Severity.BREAKING if step is Step.MAJOR else Severity.WARN,
        what=what,
        why=f"clients read from the version what they may take over; these changes take a {step.name.lower()} step",
        old=at[0].place if at[0] else None,
        new=at[1].place if at[1] else None,
        component="info",
        path="version",
        args=(old, new),
    )
