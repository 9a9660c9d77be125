"""
The changelog of an API or an event: what was added, changed, deprecated, removed, and what became of its security.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from platform_constructs.contracts.compare.change import Change
from platform_constructs.flows.contracts.compare_events import event_of, event_outcome, is_event_side
from platform_constructs.flows.contracts.diff import title_of
from platform_constructs.flows.contracts.outcome import Compare, VersionStep
from platform_constructs.flows.contracts.side import Side

__all__ = ["Changelog", "Entry", "Section", "changelog", "changelog_of"]


class Section(StrEnum):
    """The headings of Keep a Changelog, in the order they are printed here: what hurts comes last but for security."""

    ADDED = "Added"
    CHANGED = "Changed"
    DEPRECATED = "Deprecated"
    REMOVED = "Removed"
    SECURITY = "Security"


_SECURITY: Final = frozenset({"classification", "security", "scope", "scopes", "oauth", "openid"})
_DEPRECATED: Final = frozenset({"deprecated", "sunset", "reactivated", "stability", "lifecycle"})


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What became of one component under one heading.

    Attributes:
        section: The heading.
        component: The component.
        changes: Its changes, breaking ones first.
    """

    section: Section
    component: str
    changes: tuple[Change, ...]

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations affected, sorted."""
        return tuple(sorted({operation for change in self.changes for operation in change.operations}))


@dataclass(frozen=True, slots=True)
class Changelog:
    """
    What one step of a contract's version tells those who rely on it.

    Attributes:
        title: The API's title, or the event as `source/detail type`.
        version: The versions before and after.
        entries: What changed, in the order of its headings.
    """

    title: str
    version: VersionStep
    entries: tuple[Entry, ...]


def changelog_of(old: Side, new: Side, compare: Compare) -> Changelog:
    """
    Return the changelog from one contract to another: two documents of APIs, or two event contracts.

    Args:
        old: The contract before.
        new: The contract after.
        compare: Compares two documents of APIs.

    Raises:
        ContractError: if one cannot be read.
    """
    if is_event_side(new):
        event = event_of(new)
        title, outcome = event.id, event_outcome(event_of(old), event)
    else:
        before, after = old.document(), new.document()
        title, outcome = title_of(after), compare(before, after)
    return Changelog(title, outcome.version(outcome.changes), changelog(outcome.changes))


def changelog(changes: Iterable[Change]) -> tuple[Entry, ...]:
    """
    Return the entries of a changelog, in the order of their headings, then by component.

    Args:
        changes: Everything that changed between two versions.
    """
    found: dict[tuple[Section, str], list[Change]] = {}
    for change in changes:
        found.setdefault((_section(change), change.component), []).append(change)
    order = list(Section)
    return tuple(
        Entry(section, component, tuple(sorted(listed, key=lambda one: (-one.severity, one.order))))
        for (section, component), listed in sorted(
            found.items(), key=lambda each: (order.index(each[0][0]), each[0][1])
        )
    )


def _section(change: Change) -> Section:
    words = frozenset(change.id.split("-"))
    if words & _SECURITY:
        return Section.SECURITY
    if words & _DEPRECATED and "removed" not in words:
        return Section.DEPRECATED
    if "removed" in words:
        return Section.REMOVED
    return Section.ADDED if words & {"added", "new"} else Section.CHANGED
