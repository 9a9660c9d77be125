"""
An event that came or went: whether its readers were told in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.events.compare import users_of
from platform_constructs.contracts.events.event import Compatibility, EventContract, Lifecycle

__all__ = ["event_added", "event_removed"]


def event_added(new: EventContract, *, subscribers: Sequence[str] = ()) -> Change:
    """
    Return the change that an event is new.

    Args:
        new: The event.
        subscribers: The domains that were granted it already.
    """
    return Change(
        id="event-added",
        severity=Severity.INFO,
        what=f"`{new.id}` is new, at {new.version}",
        why="nobody reads it yet",
        old=None,
        new=new.root.child("event").place,
        component=new.name,
        path="",
        operations=users_of(subscribers),
        args=(str(new.version),),
    )


def event_removed(old: EventContract, *, today: date, subscribers: Sequence[str] = ()) -> Change:
    """
    Return the change that an event is gone. Its readers' rules match nothing any more, and nobody tells them.

    That is BREAKING unless the event was a draft or retired, or deprecated with a last day that is past. An event
    that promised nothing, by its compatibility, is at most a warning.

    Args:
        old: The event as it was.
        today: The date that its sunset is read against; from that day it may not be published any more.
        subscribers: The domains that were granted it.
    """
    id_, severity, how, why = _end(old, today)
    if old.compatibility is Compatibility.NONE:
        severity = min(severity, Severity.WARN)
    return Change(
        id=id_,
        severity=severity,
        what=f"`{old.id}` was removed{how}",
        why=why,
        old=old.root.child("event").place,
        new=None,
        component=old.name,
        path="",
        operations=users_of(subscribers),
        args=(str(old.version),),
    )


def _end(old: EventContract, today: date) -> tuple[str, Severity, str, str]:
    match old.lifecycle:
        case Lifecycle.DRAFT:
            why = "it was a draft, and nobody was promised that it stays"
            return "event-removed-as-draft", Severity.INFO, "", why
        case Lifecycle.RETIRED:
            why = "it was retired, so that nobody published it any more"
            return "event-removed-as-retired", Severity.INFO, "", why
        case Lifecycle.DEPRECATED if old.sunset is None:
            why = "readers were never told the day"
            return "event-removed-without-sunset", Severity.BREAKING, " without a sunset", why
        case Lifecycle.DEPRECATED if old.sunset is not None and today < old.sunset:
            why = "readers plan by the announced day"
            return "event-removed-before-sunset", Severity.BREAKING, f" before its sunset {old.sunset}", why
        case Lifecycle.DEPRECATED:
            why = "its end was announced in time"
            return "event-removed-after-sunset", Severity.INFO, f" after its sunset {old.sunset}", why
        case _:
            why = "readers wait for it, and nobody tells them that it no longer comes"
            id_ = "event-removed-without-deprecation"
            return id_, Severity.BREAKING, " without having been deprecated", why
