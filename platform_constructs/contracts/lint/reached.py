"""
Every schema of a contract once, and who may write what it describes: clients, the API, or both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.reading import entries_of, items_of
from platform_constructs.contracts.lint.shapes import Shapes

__all__ = ["Reached", "Use"]

_ONE: Final = frozenset(
    {
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_LIST: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED: Final = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties"})


class Use:
    """Where a schema is reached from: any of these, added up."""

    NONE: Final = 0
    REQUEST: Final = 1
    RESPONSE: Final = 2
    PARAMETER: Final = 4


@dataclass(slots=True)
class Reached:
    """
    Collects schemas from where they are used.

    Attributes:
        shapes: Follows references, and keeps what schemas hold.
        schemas: Every schema that says anything itself, by the identity of its mapping.
        uses: Where each is reached from.
    """

    shapes: Shapes
    schemas: dict[int, Node] = field(default_factory=dict)
    uses: dict[int, int] = field(default_factory=dict)
    _inside: dict[int, tuple[Node, ...]] = field(default_factory=dict)

    def add(self, schema: Node | None, use: int) -> None:
        """Note that a schema, and everything it is made of, is used in this way."""
        todo = [] if schema is None else [schema]
        while todo:
            node = todo.pop()
            value: Any = node.value
            if not isinstance(value, dict):
                continue
            known = self.uses.get(id(value))
            if known is not None and known & use == use:
                continue
            self.uses[id(value)] = (known or Use.NONE) | use
            if "$ref" not in value:
                self.schemas.setdefault(id(value), node)
            if id(value) not in self._inside:
                self._inside[id(value)] = tuple(self._within(node))
            todo += self._inside[id(value)]

    def _within(self, node: Node) -> Iterator[Node]:
        value: dict[str, Any] = node.value
        for key, inner in value.items():
            if not isinstance(inner, dict | list):
                if key == "$ref" and isinstance(inner, str):
                    yield self.shapes.resolve(node)
            elif key in _ONE and isinstance(inner, dict):
                yield node.child(key)
            elif key in _LIST:
                yield from (one for one in items_of(node.child(key)) if isinstance(one.value, dict))
            elif key == "properties":
                yield from (one for one in self.shapes.own_properties(node).values() if isinstance(one.value, dict))
            elif key in _NAMED:
                yield from (one for _, one in entries_of(node.child(key)) if isinstance(one.value, dict))
