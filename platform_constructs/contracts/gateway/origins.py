"""
Where in the contract each part of a compiled body came from, remembered while the body grows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from platform_constructs.contracts.document.node import Node

__all__ = ["Origins"]

Part = TypeVar("Part", bound="dict[str, Any]")


@dataclass(slots=True)
class Origins:
    """Knows mappings by identity; it keeps them alive, so that no identity is given twice."""

    _known: dict[int, tuple[Any, Node]] = field(default_factory=dict)

    def put(self, part: Part, node: Node) -> Part:
        """Remember where a part came from, and return it."""
        self._known[id(part)] = (part, node)
        return part

    def of(self, part: Any) -> Node | None:
        """Return where a part came from; None for what the platform added."""
        found = self._known.get(id(part))
        return found[1] if found else None
