"""
What it takes to hold a value against a schema: alternatives inside alternatives double the work at each level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.reading import entries_of, items_of

__all__ = ["MOST_STEPS", "Cost"]

MOST_STEPS: Final = 50_000
"""Schemas applied to values while one example is checked; more would take seconds."""

_DEEPEST: Final = 150  # schemas inside schemas; the call stack has its end
_SAME: Final = ("allOf", "anyOf", "oneOf")
_SAME_ONE: Final = ("else", "if", "not", "then")
_VALUES: Final = ("additionalProperties", "unevaluatedProperties")
_ITEMS: Final = ("contains", "items", "unevaluatedItems")


class Cost:
    """
    Counts by pairs of schema and value, so that counting is quick where checking would not be.

    Args:
        resolve: Follows a node's references.
    """

    def __init__(self, resolve: Callable[[Node], Node]) -> None:
        self._resolve = resolve

    def of(self, schema: Node, value: Any) -> int:
        """Return how many times a schema meets a value, `MOST_STEPS` or a little more at most."""
        return self._count(schema, value, 0, {})

    def _count(self, written: Node, value: Any, depth: int, known: dict[tuple[int, int], int]) -> int:
        schema = self._resolve(written)
        key = (id(schema.value), id(value))
        if key in known:
            return known[key]
        if depth > _DEEPEST or len(known) > MOST_STEPS:
            return MOST_STEPS
        known[key] = MOST_STEPS
        total = 1
        for part, each in _asked(schema, value):
            total += self._count(part, each, depth + 1, known)
            if total >= MOST_STEPS:
                return MOST_STEPS
        known[key] = total
        return total


def _asked(schema: Node, value: Any) -> Iterator[tuple[Node, Any]]:
    """Yield the parts of a schema, each with what it is asked about when the schema is asked about a value."""
    for key in _SAME:
        yield from ((part, value) for part in items_of(schema.get(key)))
    yield from ((part, value) for key in _SAME_ONE if (part := schema.get(key)) is not None)
    if isinstance(value, dict):
        yield from ((part, value[name]) for name, part in entries_of(schema.get("properties")) if name in value)
        wide = [part for key in _VALUES if (part := schema.get(key)) is not None]
        wide += [part for _, part in entries_of(schema.get("patternProperties"))]
        yield from ((part, each) for part in wide for each in value.values())
        yield from ((part, value) for _, part in entries_of(schema.get("dependentSchemas")))
    elif isinstance(value, list):
        lists = [part for key in _ITEMS if (part := schema.get(key)) is not None]
        yield from ((part, each) for part in lists for each in value)
        yield from zip(items_of(schema.get("prefixItems")), value, strict=False)
