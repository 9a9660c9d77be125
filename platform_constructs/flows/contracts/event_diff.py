"""
Compare an event's contract with what it was, and say of each change which of its readers it reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.families import event_family_of
from platform_constructs.contracts.events.presence import event_added, event_removed
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.compare_events import event_of, event_outcome, is_event_side
from platform_constructs.flows.contracts.consumer_file import Consumer
from platform_constructs.flows.contracts.consumer_view import ConsumerView, Hit, Touch
from platform_constructs.flows.contracts.contract_diff import ContractDiff, Judged, judge, unreadable
from platform_constructs.flows.contracts.side import Pair, Side

__all__ = ["compare_event_pair", "is_event_pair"]

_HITS: Final = {Severity.BREAKING: Hit.BROKEN, Severity.WARN: Hit.WARNED}
_FIXES: Final = {
    Severity.BREAKING: "take it back, or publish a second event beside this one, which is then deprecated",
    Severity.WARN: "make sure that no reader relies on it, or take it back",
    Severity.INFO: "nothing to do; the changelog tells readers",
}
_GONE: Final = "deprecate it with a sunset first, and take it away after that day"


def is_event_pair(pair: Pair) -> bool:
    """Whether a contract is that of an event: known from its project, or by what its file says."""
    side = pair.new or pair.old
    return pair.published is not None or (side is not None and is_event_side(side))


def compare_event_pair(pair: Pair) -> ContractDiff:
    """
    Compare one event. What cannot be read becomes the answer's `error`, for others can be.

    Args:
        pair: Its contract.
    """
    try:
        new = event_of(pair.new) if pair.new else None
    except PlatformError as error:  # a synth would say the same: nobody can accept it
        return ContractDiff(pair, error=error, is_event=True)
    try:
        if new is not None and pair.old is not None and _is_same(pair.old, pair.new, new):
            return ContractDiff(pair, is_event=True)
        return _compared(pair, event_of(pair.old) if pair.old else None, new)
    except PlatformError as error:
        return ContractDiff(pair, error=error, findings=(unreadable(pair, error),), is_event=True)


def _is_same(old: Side, new: Side | None, read: EventContract) -> bool:
    """Whether every file says the same: most events do not change, and need no look."""
    if new is None or old.text() != new.text():
        return False
    try:
        return all(old.beside(file) == new.beside(file) for file in read.references.roots if file)
    except (OSError, LookupError, UnicodeError, PlatformError):
        return False


def _compared(pair: Pair, old: EventContract | None, new: EventContract | None) -> ContractDiff:
    readers = _readers(pair, old, new)
    names = [one.name for one in readers]
    if old is not None and new is not None:
        outcome = event_outcome(old, new, subscribers=names)
        judged = _judged(outcome.changes, pair)
        return ContractDiff(pair, judged, outcome, consumers=_views(readers, judged, new.id), is_event=True)
    if new is not None:
        judged = _judged([event_added(new, subscribers=names)], pair)
    elif old is not None and pair.published is not None:
        judged = _judged([event_removed(old, today=pair.published.today, subscribers=names)], pair)
    else:
        judged = ()
    one = new or old
    return ContractDiff(pair, judged, consumers=_views(readers, judged, one.id if one else ""), is_event=True)


def _readers(pair: Pair, old: EventContract | None, new: EventContract | None) -> tuple[Consumer, ...]:
    """Return who was granted the event, under whatever name it had."""
    if pair.published is None:
        return ()
    found = {one.name: one for event in (new, old) if event for one in pair.published.readers(event)}
    return tuple(found[name] for name in sorted(found))


def _judged(changes: Sequence[Change], pair: Pair) -> tuple[Judged, ...]:
    def code(change: Change) -> str:
        return event_family_of(change.id)

    found = judge(changes, pair, code_of=code, address_of=lambda change: change.component)
    return tuple(replace(one, finding=replace(one.finding, fix=_fix(one))) for one in found)


def _fix(one: Judged) -> str:
    is_gone = one.finding.code == "EVT-107" and one.change.severity > Severity.INFO
    return _GONE if is_gone else _FIXES[one.change.severity]


def _views(readers: Sequence[Consumer], judged: Sequence[Judged], name: str) -> tuple[ConsumerView, ...]:
    """Return what reaches each reader: all that may break somebody, for a grant does not say what of it is used."""
    touches = tuple(
        Touch(one.change, _HITS[one.change.severity], name) for one in judged if one.change.severity in _HITS
    )
    return tuple(ConsumerView(reader, touches) for reader in readers)
