"""
Two versions of an event compared: what its readers meet, by the mode that the older version promised them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from platform_constructs.contracts.compare.api.comparison import Comparison
from platform_constructs.contracts.compare.api.version import Step, is_raised
from platform_constructs.contracts.compare.change import Change, Direction, Severity
from platform_constructs.contracts.compare.schema.comparison import SchemaComparison
from platform_constructs.contracts.events.compare_terms import compare_terms
from platform_constructs.contracts.events.event import Compatibility, EventContract, Lifecycle

__all__ = ["compare_events", "step_of", "users_of", "version_fault"]

_DIRECTIONS: Final = {
    Compatibility.BACKWARD: (Direction.REQUEST,),
    Compatibility.FORWARD: (Direction.RESPONSE,),
    Compatibility.FULL: (Direction.REQUEST, Direction.RESPONSE),
    Compatibility.NONE: (Direction.REQUEST, Direction.RESPONSE),
}
_WORDS: Final = frozenset({"event-description-changed", "event-examples-changed", "event-owner-changed"})
_WHY: Final = {
    (Direction.REQUEST, Severity.INFO): "readers of the new version still read the events before it",
    (Direction.REQUEST, Severity.WARN): "events before it may still hold it, and the contract no longer tells of it",
    (Direction.REQUEST, Severity.BREAKING): "readers of the new version may not read the events before it",
    (Direction.RESPONSE, Severity.INFO): "readers of the old version read the new events, too",
    (Direction.RESPONSE, Severity.WARN): "readers of the old version may rely on it, and it is no longer promised",
    (Direction.RESPONSE, Severity.BREAKING): "readers of the old version may not read the new events",
}
# how the comparer of APIs says on which side it looks, and what an event has instead
_SAID: Final = (
    (" in requests", ""),
    (" in responses", ""),
    ("the request body", "the data"),
    ("the response body", "the data"),
    ("the request property", "the property"),
    ("the response property", "the property"),
)


def compare_events(old: EventContract, new: EventContract, *, subscribers: Sequence[str] = ()) -> Comparison:
    """
    Compare two versions of an event.

    What breaks the promise of the old version's `compatibility` is BREAKING; a draft, and NONE, promise nothing.
    Readers are taken to pass over properties they do not know.

    Args:
        old: What readers were promised.
        new: What is to take its place.
        subscribers: The domains that were granted the event; each change names those it reaches.
    """
    found = [*compare_terms(old, new), *_of_schema(old, new)]
    if old.compatibility is Compatibility.NONE or old.lifecycle is Lifecycle.DRAFT:
        found = [replace(one, severity=min(one.severity, Severity.WARN)) for one in found]
    readers = users_of(subscribers)
    changes = tuple(sorted((replace(one, operations=readers) for one in found), key=lambda one: one.order))
    step = step_of(changes)
    fault = version_fault(old, new, step)
    return Comparison(changes, str(old.version), str(new.version), step, fault is None, fault)


def users_of(subscribers: Iterable[str]) -> tuple[str, ...]:
    """Return what the changes of an event say under `operations`: who reads it, such as `SUBSCRIBE delivery`."""
    return tuple(sorted(f"SUBSCRIBE {domain}" for domain in set(subscribers)))


def step_of(changes: Iterable[Change]) -> Step:
    """Return the least step that these changes take."""
    step = Step.NONE
    for change in changes:
        if change.severity is Severity.BREAKING:
            return Step.MAJOR
        step = max(step, Step.PATCH if change.id in _WORDS else Step.MINOR)
    return step


def version_fault(old: EventContract, new: EventContract, step: Step) -> Change | None:
    """Return what is wrong with the new version, told like a change; None when it makes the step."""
    before, after = old.version, new.version
    if is_raised(str(before), str(after), step) is not False:
        return None
    if after < before:
        id_, what = "event-version-decreased", f"the version went back from {before} to {after}"
    elif before == after:
        id_, what = "event-version-not-bumped", f"the event changed, and its version is still {after}"
    else:
        id_, what = "event-version-too-low", f"{before} was only raised to {after}"
    return Change(
        id=id_,
        severity=Severity.BREAKING if step is Step.MAJOR else Severity.WARN,
        what=what,
        why=f"readers pin a range of versions; these changes take a {step.name.lower()} step",
        old=old.root.child("version").place,
        new=new.root.child("version").place,
        component=new.name,
        path="version",
        args=(str(before), str(after)),
    )


def _of_schema(old: EventContract, new: EventContract) -> list[Change]:
    """
    Return what changed in the data. In requests, the comparer takes the old schema for what is written and the new one
    for what is read, which is BACKWARD; in responses the other way round, which is FORWARD.
    """
    worst: dict[tuple[str, str, str], Change] = {}
    comparison = SchemaComparison(old.references, new.references, tolerant=True)
    directions = _DIRECTIONS[old.compatibility]
    for direction in directions:
        comparison.compare(old.schema, new.schema, direction, "")
    for change in comparison.changes():
        told = _told(change, new.name)
        key = (told.component, told.path, told.what)
        if key not in worst or worst[key].severity < told.severity:  # FULL tells what both sides meet once
            worst[key] = told
    return list(worst.values())


def _told(change: Change, name: str) -> Change:
    """A change of a schema, told to readers of events."""
    direction = Direction.RESPONSE if "response" in change.id else Direction.REQUEST
    severity = change.severity
    if direction is Direction.RESPONSE and change.id.endswith("enum-value-added"):
        severity = Severity.BREAKING  # a closed list is checked as it is written; an open one is a pattern
    what = change.what
    for said, meant in _SAID:
        what = what.replace(said, meant)
    component = name if change.component in ("", "schema") else f"{name} {change.component}"
    return replace(change, severity=severity, what=what, why=_WHY[direction, severity], component=component)
