"""
Events as languages: a source compared by whole words between its dots, and a detail type compared from its beginning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from platform_constructs.errors import DeclarationError

__all__ = ["EVERY_EVENT", "Events", "common", "covers", "one_event", "read_event", "under"]

LONGEST_SOURCE: Final = 256  # characters; EventBridge's limits of PutEvents
LONGEST_TYPE: Final = 128
_SOURCE: Final = re.compile(r"[a-z][a-z0-9]*(?:\.[a-z][a-z0-9-]*)+")
_TYPE: Final = re.compile(r"[A-Za-z][A-Za-z0-9 ._:-]*")
_WITNESS: Final = "Anything"


@dataclass(frozen=True, slots=True)
class Events:
    """
    A set of events.

    EventBridge compares sources and detail types letter by letter, and so do we: there is one spelling of each.

    Attributes:
        source: The words of the source, such as `("meridian", "ordering")`.
        below: Whether sources below it count too, such as `meridian.ordering.lines`.
        detail_type: The detail type, or what detail types begin with.
        longer: Whether longer detail types count too. Words do not matter here, since neither an EventBridge rule nor
            an IAM condition could tell them: `ServiceOrder` begins `ServiceOrderPlaced` and `ServiceOrdering`.
    """

    source: tuple[str, ...]
    below: bool
    detail_type: str
    longer: bool

    def __str__(self) -> str:
        """As people write it, `meridian.ordering.*/ServiceOrder*`; `*` where sources below or longer types count."""
        source = ".".join(self.source)
        if self.below:
            source = f"{source}.*" if source else "*"
        return f"{source}/{self.detail_type}{'*' if self.longer else ''}"


EVERY_EVENT: Final = Events((), True, "", True)
"""What a rule on every source takes."""


def one_event(source: str, detail_type: str) -> Events:
    """Return the set of one event."""
    return Events(tuple(source.split(".")), False, detail_type, False)


def under(source: str, detail_type: str = "") -> Events:
    """Return a source's events and those of sources below it, of detail types that begin so."""
    return Events(tuple(source.split(".")), True, detail_type, True)


def covers(wide: Events, narrow: Events) -> bool:
    """Whether every event of the narrow set is in the wide one."""
    if wide.below:
        source = narrow.source[: len(wide.source)] == wide.source
    else:
        source = narrow.source == wide.source and not narrow.below
    if wide.longer:
        return source and narrow.detail_type.startswith(wide.detail_type)
    return source and narrow.detail_type == wide.detail_type and not narrow.longer


def common(one: Events, other: Events) -> str | None:
    """Return an event that is in both sets, such as `meridian.ordering/Anything`; None if there is none."""
    long, short = (one, other) if len(one.source) >= len(other.source) else (other, one)
    wide, narrow = (one, other) if len(one.detail_type) <= len(other.detail_type) else (other, one)
    same_source = long.source == short.source or (short.below and long.source[: len(short.source)] == short.source)
    same_type = narrow.detail_type == wide.detail_type or (
        wide.longer and narrow.detail_type.startswith(wide.detail_type)
    )
    if not (same_source and same_type):
        return None
    return f"{'.'.join(long.source) or 'any.source'}/{narrow.detail_type or _WITNESS}"


def read_event(text: str, *, at: object) -> Events:
    """
    Return the one event that a text names, such as `meridian.ordering/ServiceOrderPlaced`.

    Args:
        text: Source, slash, detail type.
        at: Where it was written, for the message.

    Raises:
        DeclarationError: when it names no event, or more than one.
    """
    source, slash, detail_type = text.partition("/")
    fault = _fault(source, detail_type if slash else None)
    if fault is not None:
        what, fix = fault
        raise DeclarationError("OWN-026", what, at=at, got=text, fix=fix)
    return one_event(source, detail_type)


def _fault(source: str, detail_type: str | None) -> tuple[str, str] | None:
    """Return what is wrong with an event, and the fix."""
    example = "write it like meridian.ordering/ServiceOrderPlaced"
    if detail_type is None:
        return "an event is written as its source, a slash and its detail type", example
    if "*" in source + detail_type or "?" in source + detail_type:
        return "an event has no wildcards", "name one event; claims and grants hold what begins with theirs"
    if len(source) > LONGEST_SOURCE or len(detail_type) > LONGEST_TYPE:
        limits = f"a source has at most {LONGEST_SOURCE} characters, a detail type {LONGEST_TYPE}"
        return limits, "shorten it; EventBridge takes no longer one"
    if not _SOURCE.fullmatch(source):
        lower = source.lower()
        meant = f"{lower}/{detail_type}" if _SOURCE.fullmatch(lower) and source.isascii() else ""
        return "a source is two or more words of a-z, 0-9 and - joined by dots", f"write {meant}" if meant else example
    if not _TYPE.fullmatch(detail_type):
        return "a detail type is a letter, then letters, digits, spaces and . _ : -", example
    return None
