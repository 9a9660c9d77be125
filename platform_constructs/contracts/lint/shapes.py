"""
What instances of a schema look like, as far as allOf and references say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.reading import entries_of, items_of, values_of

__all__ = ["Shapes"]


@dataclass(slots=True)
class Shapes:
    """
    Answers about schemas, each asked once.

    Attributes:
        resolve: Follows a node's references.
    """

    resolve: Callable[[Node], Node]
    _own: dict[int, Mapping[str, Node]] = field(default_factory=dict)
    _properties: dict[int, Mapping[str, Node]] = field(default_factory=dict)
    _required: dict[int, frozenset[str]] = field(default_factory=dict)
    _types: dict[int, frozenset[str]] = field(default_factory=dict)

    def types(self, schema: Node) -> frozenset[str]:
        """Return what a schema and its allOf branches say in `type`, `null` included; empty when they say nothing."""
        known = self._types.get(id(schema.value))
        if known is None:
            said = (_types(part.value) for part in self._all_of(schema))
            known = self._types[id(schema.value)] = frozenset().union(*said)
        return known

    def own_properties(self, schema: Node) -> Mapping[str, Node]:
        """Return the properties, as written, of a schema itself."""
        known = self._own.get(id(schema.value))
        if known is None:
            known = self._own[id(schema.value)] = dict(entries_of(schema.get("properties")))
        return known

    def properties(self, schema: Node) -> Mapping[str, Node]:
        """Return the properties, as written, of a schema and its allOf branches; the nearest of a name."""
        known = self._properties.get(id(schema.value))
        if known is None:
            found: dict[str, Node] = {}
            for part in self._all_of(schema):
                for name, node in self.own_properties(part).items():
                    found.setdefault(name, node)
            known = self._properties[id(schema.value)] = found
        return known

    def required(self, schema: Node) -> frozenset[str]:
        """Return the names that a schema and its allOf branches require."""
        known = self._required.get(id(schema.value))
        if known is None:
            names = (name for part in self._all_of(schema) for name in values_of(part.get("required")))
            known = self._required[id(schema.value)] = frozenset(name for name in names if isinstance(name, str))
        return known

    def _all_of(self, schema: Node) -> Iterator[Node]:
        """Yield a schema and what it is all of, nearest first; each once, so that no circle is walked twice."""
        waiting, seen = [schema], set()
        for written in waiting:
            node = self.resolve(written)
            if isinstance(node.value, dict) and id(node.value) not in seen:
                seen.add(id(node.value))
                yield node
                waiting.extend(items_of(node.get("allOf")))


def _types(schema: Any) -> set[str]:
    said = schema.get("type")
    found = {one for one in said if isinstance(one, str)} if isinstance(said, list) else set()
    if isinstance(said, str):
        found.add(said)
    if found and schema.get("nullable") is True:
        found.add("null")
    return found
