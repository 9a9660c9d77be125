"""
Keys of schemas that nobody knows: misspelt keywords, whose check would silently be lost, or just notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.document.nearest import nearest_name
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.gateway.keywords import CARRIED, CHECKING, DESCRIBING, FORMER, STRUCTURAL
from platform_constructs.contracts.notes import Notes

__all__ = ["UnknownKeys"]

# `not`, `if` and `xml` are too short to be meant by anything else: `note` is a word of its own
_KEYWORDS: Final = tuple(sorted(key for key in CARRIED | CHECKING | DESCRIBING | STRUCTURAL if len(key) > 3))
_MOST_COMPARED: Final = 500  # distinct keys; each takes up to half a millisecond


@dataclass(slots=True)
class UnknownKeys:
    """Collects the unknown keys of a contract's schemas; judged together, so that no order matters."""

    _schemas: dict[str, dict[tuple[str, tuple[str | int, ...]], Node]] = field(default_factory=dict)

    def add(self, schema: Node, key: str) -> None:
        """Remember an unknown key of a schema."""
        self._schemas.setdefault(key, {})[schema.file, schema.tokens] = schema

    def faults(self, notes: Notes) -> Iterator[Fault]:
        """Yield a fault for each key that is nearly a keyword, and note the others."""
        for number, (key, schemas) in enumerate(sorted(self._schemas.items())):
            is_compared = number < _MOST_COMPARED and key not in FORMER
            near = nearest_name(key, _KEYWORDS) if is_compared else None
            for schema in schemas.values():
                if near is None:
                    notes.add(schema, f"`{key}` is no keyword of this OpenAPI version and is left out")
                else:
                    what = "a key of a schema is nearly a keyword, but none: what it was to check would be lost"
                    fix = f"did you mean {near}? Otherwise start a key of your own with x-"
                    yield Fault("CON-052", "misspelt-keyword", what, schema.child(key), key, fix)
