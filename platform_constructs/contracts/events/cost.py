"""
What it takes to hold a value against a schema: alternatives inside alternatives double the work at each level.
"""

from __future__ import annotations

from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.events.schema_parts import Part, parts_of

__all__ = ["DEEPEST_STEPS", "MOST_STEPS", "steps"]

MOST_STEPS: Final = 100_000
"""Schemas applied to values while one example is checked; a second of work at most."""
DEEPEST_STEPS: Final = 400
"""Schemas applied one inside the other: validators go down as deep, and a chain of references has no other end."""

_ITEMS: Final = ("contains", "items", "unevaluatedItems")
_VALUES: Final = ("additionalProperties", "patternProperties", "unevaluatedProperties")


def steps(schema: Node, value: Any, references: References) -> int:
    """
    Return how many times a schema meets a value while an example is checked, `MOST_STEPS` or a little more at most.

    Counted by pairs of schema and value, so that counting is quick where checking would not be.
    """
    return _Counting(references).count(schema, value)


class _Counting:
    def __init__(self, references: References) -> None:
        self._references = references
        self._known: dict[tuple[int, int], int] = {}

    def count(self, schema: Node, value: Any, depth: int = 0) -> int:
        key = (id(schema.value), id(value))
        known = self._known.get(key)
        if known is not None:
            return known
        if len(self._known) > MOST_STEPS or depth > DEEPEST_STEPS:
            return MOST_STEPS
        self._known[key] = MOST_STEPS  # a circle is refused when references are read; this is for the size only
        total = 1
        for part in parts_of(schema, self._references):
            for each in _asked(part, value):
                total += self.count(part.schema, each, depth + 1)
                if total >= MOST_STEPS:
                    return MOST_STEPS
        self._known[key] = total
        return total


def _asked(part: Part, value: Any) -> list[Any]:
    """Return what a part of a schema is asked about, when the schema is asked about a value."""
    if part.keyword in _ITEMS:
        return value if isinstance(value, list) else []
    if part.keyword in _VALUES:
        return list(value.values()) if isinstance(value, dict) else []
    if part.keyword == "propertyNames":
        return list(value) if isinstance(value, dict) else []
    if part.keyword == "properties":
        return [value[part.name]] if isinstance(value, dict) and part.name in value else []
    if part.keyword == "prefixItems" and isinstance(part.name, int):
        return [value[part.name]] if isinstance(value, list) and part.name < len(value) else []
    return [value]
