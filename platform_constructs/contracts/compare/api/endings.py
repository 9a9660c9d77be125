"""
The end of an operation or a parameter: announced, moved, taken back, or come without a word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.lifecycle import Life, Sunset, sunset_of
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.change import Severity

__all__ = ["OPERATION", "PARAMETER", "PATH", "Ids", "compare_endings", "tell_removed"]

_PROMISE: Final = "clients plan by the announced day"
_NO_DAY: Final = "without a day that can be read, clients cannot plan for the end"


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids that one kind of part uses; oasdiff's where it has one."""

    reactivated: str
    deprecated: str
    deprecated_with_sunset: str
    sunset_missing: str
    unparsable: str
    too_soon: str
    deleted: str
    moved_too_soon: str
    moved: str
    removed: str
    removed_deprecated: str
    removed_without_sunset: str
    removed_unparsable: str
    removed_too_soon: str
    removed_in_time: str
    removed_draft: str
    severity: Severity
    """How much it matters when one is removed that was not deprecated."""


OPERATION: Final = Ids(
    reactivated="endpoint-reactivated",
    deprecated="endpoint-deprecated",
    deprecated_with_sunset="endpoint-deprecated-with-sunset",
    sunset_missing="api-deprecated-sunset-missing",
    unparsable="api-deprecated-sunset-parse",
    too_soon="api-sunset-date-too-small",
    deleted="sunset-deleted",
    moved_too_soon="api-sunset-date-changed-too-small",
    moved="api-sunset-date-moved-forward",
    removed="api-removed-without-deprecation",
    removed_deprecated="api-removed-with-deprecation",
    removed_without_sunset="api-removed-without-sunset",
    removed_unparsable="api-path-sunset-parse",
    removed_too_soon="api-removed-before-sunset",
    removed_in_time="api-removed-after-sunset",
    removed_draft="api-draft-removed",
    severity=BREAKING,
)
PATH: Final = replace(
    OPERATION,
    removed="api-path-removed-without-deprecation",
    removed_deprecated="api-path-removed-with-deprecation",
    removed_without_sunset="api-path-removed-without-sunset",
    removed_too_soon="api-path-removed-before-sunset",
    removed_in_time="api-path-removed-after-sunset",
)
PARAMETER: Final = Ids(
    reactivated="request-parameter-reactivated",
    deprecated="request-parameter-deprecated",
    deprecated_with_sunset="request-parameter-deprecated",
    sunset_missing="request-parameter-deprecated-sunset-missing",
    unparsable="request-parameter-sunset-parse",
    too_soon="request-parameter-sunset-date-too-small",
    deleted="request-parameter-sunset-deleted",
    moved_too_soon="request-parameter-sunset-date-changed-too-small",
    moved="request-parameter-sunset-date-moved-forward",
    removed="request-parameter-removed",
    removed_deprecated="request-parameter-removed-with-deprecation",
    removed_without_sunset="request-parameter-removed-with-deprecation",
    removed_unparsable="request-parameter-sunset-parse",
    removed_too_soon="request-parameter-removed-before-sunset",
    removed_in_time="request-parameter-removed-after-sunset",
    removed_draft="request-parameter-removed",
    severity=WARN,
)


def compare_endings(on: Comparing, subject: Subject, name: str, ids: Ids, old: Life, new: Life, *args: str) -> None:
    """Tell whether an end was announced, taken back or moved; `name` says of what, `args` go before the values."""
    before, after = sunset_of(subject.old), sunset_of(subject.new)
    if not new.is_deprecated:
        if old.is_deprecated:
            on.tell(subject, ids.reactivated, INFO, f"{name} is no longer deprecated", "it stays", *args)
        return
    if not old.is_deprecated:
        _announced(on, subject, name, ids, after, new, *args)
    elif before is not None and after is None:
        what = f"{name} stays deprecated, but its sunset `{before.written}` was deleted"
        on.tell(subject, ids.deleted, BREAKING, what, _PROMISE, *args, at="x-sunset")
    elif after is not None and (before is None or before.written != after.written):
        _moved(on, subject, name, ids, before, after, new, *args)


def _announced(
    on: Comparing, subject: Subject, name: str, ids: Ids, sunset: Sunset | None, life: Life, *args: str
) -> None:
    notice = life.notice(on.terms)
    if sunset is None and notice:
        what, why = f"{name} was deprecated without a sunset", "clients do not learn when it will be gone"
        on.tell(subject, ids.sunset_missing, BREAKING, what, why, *args, at="deprecated")
    elif sunset is None:
        what = f"{name} was deprecated"
        on.tell(subject, ids.deprecated, INFO, what, "it still works", *args, at="deprecated")
    elif sunset.day is None:
        what = f"{name} was deprecated with a sunset that is no date: `{sunset.written}`"
        on.tell(subject, ids.unparsable, BREAKING, what, _NO_DAY, *args, sunset.written, at="x-sunset")
    elif notice and (sunset.day - on.today).days < notice:
        what = f"{name} is to be gone on {sunset.written}, less than the {notice} days away that are due"
        on.tell(subject, ids.too_soon, BREAKING, what, "clients get too little time", *args, sunset.written, notice)
    else:
        what, why = f"{name} was deprecated and will be gone on {sunset.written}", "it works until then"
        on.tell(subject, ids.deprecated_with_sunset, INFO, what, why, *args, sunset.written, at="x-sunset")


def _moved(
    on: Comparing,
    subject: Subject,
    name: str,
    ids: Ids,
    before: Sunset | None,
    after: Sunset,
    life: Life,
    *args: str,
) -> None:
    was = before.written if before else ""
    if after.day is None or (before is not None and before.day is None):
        bad, word = (after, "is") if after.day is None else (before or after, "was")
        why = _NO_DAY if word == "is" else "nobody can say whether clients get less time than they were promised"
        what = f"the sunset of {name} {word} no date: `{bad.written}`"
        on.tell(subject, ids.removed_unparsable, BREAKING, what, why, *args, was, after.written, at="x-sunset")
        return
    notice = life.notice(on.terms)
    too_soon = (after.day - on.today).days < notice
    if before is not None and before.day is not None and after.day < before.day:
        id_, severity = (ids.moved_too_soon, BREAKING) if too_soon else (ids.moved, WARN)
        what = f"the sunset of {name} was moved forward from {was} to {after.written}"
        on.tell(subject, id_, severity, what, _PROMISE, *args, was, after.written, at="x-sunset")
    elif before is None and too_soon:
        what = f"{name} is to be gone on {after.written}, less than the {notice} days away that are due"
        on.tell(subject, ids.too_soon, BREAKING, what, "clients get too little time", *args, after.written, notice)
    else:
        id_ = f"{ids.moved.removesuffix('-forward')}-back" if before else f"{ids.moved.split('-date')[0]}-added"
        what = f"the sunset of {name} is now {after.written}"
        on.tell(subject, id_, INFO, what, "clients have the day, and no less time", *args, was, after.written)


def tell_removed(on: Comparing, subject: Subject, name: str, ids: Ids, life: Life, *args: str) -> None:
    """Tell that something is gone, and whether that was announced in time."""
    sunset = sunset_of(subject.old)
    if life.is_draft:
        why = "it was a draft, and nobody was promised that it stays"
        on.tell(subject, ids.removed_draft, INFO, f"{name} was removed", why, *args)
    elif not life.is_deprecated:
        what = f"{name} was removed without having been deprecated"
        why = (
            "clients that call it fail at once"
            if ids is not PARAMETER
            else "servers may refuse what they do not know, and clients still send it"
        )
        on.tell(subject, ids.removed, ids.severity, what, why, *args)
    elif sunset is None:
        id_, severity = (ids.removed_deprecated, INFO)
        why = "it was deprecated, and no day was due"
        if life.notice(on.terms) and ids is not PARAMETER:
            id_, severity = ids.removed_without_sunset, BREAKING
            why = "it was deprecated, but clients were never told the day"
        on.tell(subject, id_, severity, f"{name}, which was deprecated, was removed", why, *args)
    elif sunset.day is None:
        what = f"{name} was removed; its sunset was no date: `{sunset.written}`"
        on.tell(subject, ids.removed_unparsable, BREAKING, what, _NO_DAY, *args, sunset.written, at="x-sunset")
    elif on.today < sunset.day:
        what = f"{name} was removed before its sunset {sunset.written}"
        on.tell(subject, ids.removed_too_soon, BREAKING, what, _PROMISE, *args, sunset.written, at="x-sunset")
    else:
        what = f"{name} was removed after its sunset {sunset.written}"
        on.tell(subject, ids.removed_in_time, INFO, what, "its end was announced in time", *args, sunset.written)
