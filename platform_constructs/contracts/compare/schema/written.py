"""
How a schema is written, without what only people read: its text but for where its references lead, and these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from json import JSONEncoder
from typing import Any, Final

from platform_constructs.contracts.compare.schema.view import Part, followed
from platform_constructs.contracts.document.node import Node

__all__ = ["Reference", "Writings", "Written"]

_NAMED: Final = frozenset(
    {"$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"}
)
_FOR_PEOPLE: Final = frozenset({"$comment", "description", "example", "examples", "externalDocs", "title", "xml"})
_DATA: Final = frozenset({"const", "default", "enum"})
_Path = tuple[str | int, ...]
_text_of: Final = JSONEncoder(check_circular=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Reference:
    """
    A reference inside a schema.

    Attributes:
        path: The keys and indexes that lead to it from the schema.
        value: The mapping that refers.
    """

    path: _Path
    value: dict[str, Any]

    def end(self, part: Part) -> Part:
        """Return what it leads to in the end; `part` is the schema it stands in."""
        known = part.side.ends.get(id(self.value))
        if known is None:
            at = part.node
            known = followed(Part(part.side, Node(at.file, (*at.tokens, *self.path), self.value, at.line, at.marks)))
        return known


@dataclass(slots=True)
class Written:
    """
    Attributes:
        text: The schema's text, keys sorted, each `$ref` empty.
        references: In the text's order.
    """

    text: str
    references: list[Reference]


@dataclass(slots=True)
class Writings:
    """Remembers how schemas are written."""

    _known: dict[tuple[int, int], Written] = field(default_factory=dict)

    def of(self, part: Part) -> Written:
        """Return how a schema is written."""
        known = self._known.get(part.key)
        if known is None:
            references: list[Reference] = []
            text = _text_of(_plain(part.value, False, (), references))
            known = self._known[part.key] = Written(text, references)
        return known


def _plain(value: Any, is_names: bool, path: _Path, references: list[Reference]) -> Any:
    """Return a value without what only people read, in one order, and note its references."""
    if isinstance(value, list):
        return [
            _plain(inner, False, (*path, index), references) if isinstance(inner, dict | list) else inner
            for index, inner in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    if not is_names and isinstance(value.get("$ref"), str):
        references.append(Reference(path, value))
    for key in sorted(value):
        inner = value[key]
        if not is_names:
            if key == "$ref" and isinstance(inner, str):
                made[key] = ""  # where it leads is compared, not how that is written
                continue
            if key == "required" and isinstance(inner, list):
                made[key] = sorted(map(repr, inner))
                continue
            if key in _DATA or key.startswith("x-"):
                made[key] = inner
                continue
            if key in _FOR_PEOPLE:
                continue
        if isinstance(inner, dict | list):
            names = not is_names and key in _NAMED and isinstance(inner, dict)
            made[key] = _plain(inner, names, (*path, key), references)
        else:
            made[key] = inner
    return made
