"""
What could be carried only in part: one line for each kind, however often it occurs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from platform_constructs.contracts.node import Node
from platform_constructs.model.place import Place

__all__ = ["Notes"]


@dataclass(slots=True)
class Notes:
    """Collects notes while a contract is compiled."""

    _places: dict[str, set[Place]] = field(default_factory=dict)

    def add(self, at: Node, text: str) -> None:
        """Note that this happened here."""
        self._places.setdefault(text, set()).add(at.place)

    def lines(self) -> tuple[tuple[Place, str], ...]:
        """Return each note once, at the first place it applies to, with the number of places; sorted."""
        counted = ((min(places), len(places), text) for text, places in self._places.items())
        return tuple(sorted((place, f"{text} ({count} places)" if count > 1 else text) for place, count, text in counted))
