"""
What could be carried only in part: one line for each kind, however often it occurs; and what not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault
from platform_constructs.model.place import Place

__all__ = ["Notes"]


@dataclass(slots=True)
class Notes:
    """
    Collects notes while a contract is compiled.

    Attributes:
        faults: What cannot be carried at all and was noticed on the way.
    """

    faults: list[Fault] = field(default_factory=list)
    _nodes: dict[str, dict[tuple[str, tuple[str | int, ...]], Node]] = field(default_factory=dict)

    def add(self, at: Node, text: str) -> None:
        """Note that this happened here."""
        self._nodes.setdefault(text, {})[at.file, at.tokens] = at

    def lines(self) -> tuple[tuple[Place, str], ...]:
        """Return each note once, at the first place it applies to, with the number of places; sorted."""
        found = []
        for text, nodes in self._nodes.items():
            first = min(nodes.values(), key=lambda node: (node.file, node.line, node.pointer))
            found.append((first.place, f"{text} ({len(nodes)} places)" if len(nodes) > 1 else text))
        return tuple(sorted(found))
