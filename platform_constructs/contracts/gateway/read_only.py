"""
Which properties only responses carry, over all the branches that describe one object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["ReadOnly"]

_MOST_NAMES: Final = 200


@dataclass(slots=True)
class ReadOnly:
    """Remembers for each schema what it found; branches never form a circle (CON-016)."""

    references: References
    _known: dict[int, frozenset[str] | None] = field(default_factory=dict)

    def names(self, schema: Node) -> frozenset[str] | None:
        """Return the names of a schema's `readOnly` properties; None when there are too many to keep."""
        waiting = [schema]
        while waiting:
            node = waiting[-1]
            branches = list(self._branches(node))
            if unknown := [branch for branch in branches if id(branch.value) not in self._known]:
                waiting.extend(unknown)
                continue
            waiting.pop()
            self._known[id(node.value)] = self._joined(node, branches)
        return self._known[id(schema.value)]

    def _joined(self, node: Node, branches: list[Node]) -> frozenset[str] | None:
        names = {name for name, part in self._properties(node) if self._is_read_only(part)}
        for branch in branches:
            inner = self._known[id(branch.value)]
            if inner is None:
                return None
            names |= inner
        return frozenset(names) if len(names) <= _MOST_NAMES else None

    def _branches(self, node: Node) -> Iterator[Node]:
        if isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            yield self.references.target(node)
        for key in ("allOf", "anyOf", "oneOf"):
            if (listed := node.get(key)) is not None and isinstance(listed.value, list):
                yield from (branch for branch in listed.items() if isinstance(branch.value, dict))

    @staticmethod
    def _properties(node: Node) -> Iterator[tuple[str, Node]]:
        properties = node.get("properties")
        if properties is not None and isinstance(properties.value, dict):
            yield from properties.entries()

    def _is_read_only(self, schema: Node) -> bool:
        ends = (schema.value, self.references.resolve(schema).value)
        return any(isinstance(value, dict) and value.get("readOnly") is True for value in ends)
