"""
The changes found so far, each told once, and which operations reach the component that each is told at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from platform_constructs.contracts.compare.api.property_endings import weighed_ending
from platform_constructs.contracts.compare.change import Change, Severity

__all__ = ["ONLY_DRAFTS", "Ledger"]

ONLY_DRAFTS: Final = "only drafts are affected, and nobody was promised that they stay"
"""Why a break of a draft counts for little."""

# about the promise itself: that it is a draft now is what is wrong
_OF_THE_PROMISE: Final = ("api-invalid-stability-level", "api-stability-decreased")
_Key = tuple[str, int, str, str, tuple[str, ...]]


@dataclass(slots=True)
class Ledger:
    """
    Collects changes.

    Attributes:
        operations: Every operation, `METHOD /path`; it is the component of what stands in it.
        drafts: Those that are still drafts in the version that counts: what nobody was promised cannot break.
        notices: The days that a sunset has to lie ahead, by operation.
    """

    operations: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    notices: dict[str, int] = field(default_factory=dict)
    _told: dict[_Key, Change] = field(default_factory=dict)
    _users: dict[str, set[str]] = field(default_factory=dict)
    _reached: dict[str, frozenset[str]] = field(default_factory=dict)

    def tell(self, change: Change) -> None:
        """Add a change, whose `operations` are the components it was met in; the same one at the same place is one."""
        key = (change.id, change.severity, change.component, change.path, change.args)
        known = self._told.setdefault(key, change)
        if known is not change:
            met = dict.fromkeys((*known.operations, *change.operations))
            self._told[key] = replace(known, operations=tuple(met))

    def uses(self, user: str, component: str) -> None:
        """Note that one component, which may be an operation, stands or leads into another."""
        self._users.setdefault(component, set()).add(user)

    def reach(self, component: str) -> frozenset[str]:
        """Return the operations that reach a component."""
        if (known := self._reached.get(component)) is None:
            found, waiting = {component}, [component]
            while waiting:
                fresh = self._users.get(waiting.pop(), set()) - found
                found |= fresh
                waiting.extend(fresh)
            known = self._reached[component] = frozenset(found & self.operations)
        return known

    def changes(self, of_schemas: Iterable[Change], today: date) -> tuple[Change, ...]:
        """
        Return all changes, sorted, with the operations they reach.

        Args:
            of_schemas: Changes of schemas; here too, `operations` are the components they were met in.
            today: The day on which sunsets of properties are judged.
        """
        found = [self._settled(self._reaching(change)) for change in self._told.values()]
        schemas = (weighed_ending(self._reaching(change), self.notices, today) for change in of_schemas)
        found += map(self._settled, schemas)
        return tuple(sorted(found, key=lambda change: change.order))

    def _reaching(self, change: Change) -> Change:
        reached = (self.reach(component) for component in change.operations)
        return replace(change, operations=tuple(sorted(frozenset().union(*reached))))

    def _settled(self, change: Change) -> Change:
        excused = change.operations and self.drafts.issuperset(change.operations)
        if excused and change.severity > Severity.INFO and change.id not in _OF_THE_PROMISE:
            return replace(change, severity=Severity.INFO, why=ONLY_DRAFTS)
        return change
