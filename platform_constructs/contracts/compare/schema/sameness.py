"""
Whether two schemas are written alike, references and all, but for what only people read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.compare.schema.graph import Graph
from platform_constructs.contracts.compare.schema.view import Part, View
from platform_constructs.contracts.document.node import Node

__all__ = ["Sameness"]

_FOR_PEOPLE: Final = frozenset({"$comment", "description", "example", "examples", "externalDocs", "title", "xml"})
_NAMED: Final = frozenset(
    {"$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"}
)
_DATA: Final = frozenset({"const", "default", "enum"})
_Key = tuple[tuple[int, int], tuple[int, int]]


_Path = tuple[str | int, ...]
_Ref = tuple[_Path, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Written:
    """A schema's text but for where its references lead, and the references in its order."""

    text: str
    refs: list[_Ref]


@dataclass(slots=True)
class Sameness:
    """Remembers which pairs of schemas are written alike."""

    _graph: Graph[_Key] = field(default_factory=Graph)
    _pairs: dict[_Key, tuple[Part, Part]] = field(default_factory=dict)
    _texts: dict[tuple[int, int], _Written] = field(default_factory=dict)

    def same_views(self, left: View, right: View) -> bool:
        """Whether two views have the same schemas, in whatever order."""
        if len(left.parts) != len(right.parts):
            return False
        waiting = list(right.parts)
        for part in left.parts:
            found = next((other for other in waiting if self.same(part, other)), None)
            if found is None:
                return False
            waiting.remove(found)
        return True

    def same(self, left: Part, right: Part) -> bool:
        """Whether two schemas are written alike."""
        if left.side.dialect is not right.side.dialect:
            return False
        return self._graph.holds(self._enter(left, right), self._expand)

    def _enter(self, left: Part, right: Part) -> _Key:
        key = (left.key, right.key)
        self._pairs[key] = (left, right)
        return key

    def _expand(self, key: _Key) -> list[_Key] | None:
        """Compare the schemas up to their references; what these lead to are pairs of their own."""
        left, right = self._pairs[key]
        mine, other = self._written(left), self._written(right)
        if mine.text != other.text:
            return None
        onward: list[_Key] = []
        for one, counterpart in zip(mine.refs, other.refs, strict=True):
            ends = _target(left, one), _target(right, counterpart)
            if ends[0].node.tokens != ends[1].node.tokens or ends[0].node.file != ends[1].node.file:
                return None
            onward.append(self._enter(*ends))
        return onward

    def _written(self, part: Part) -> _Written:
        known = self._texts.get(part.key)
        if known is None:
            refs: list[_Ref] = []
            text = json.dumps(_plain(part.value, False, (), refs), separators=(",", ":"))
            known = self._texts[part.key] = _Written(text, refs)
        return known


def _plain(value: Any, is_names: bool, path: _Path, refs: list[_Ref]) -> Any:
    """Return a value without what only people read, in one order, and note its references."""
    if isinstance(value, list):
        return [_plain(inner, False, (*path, index), refs) for index, inner in enumerate(value)]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    if not is_names and isinstance(value.get("$ref"), str):
        refs.append((path, value))
    for key in sorted(value):
        inner = value[key]
        if is_names:
            made[key] = _plain(inner, False, (*path, key), refs)
        elif key == "$ref" and isinstance(inner, str):
            made[key] = ""  # where it leads is compared, not how that is written
        elif key == "required" and isinstance(inner, list):
            made[key] = sorted(map(repr, inner))
        elif key in _DATA or key.startswith("x-"):
            made[key] = inner
        elif key not in _FOR_PEOPLE:
            made[key] = _plain(inner, key in _NAMED and isinstance(inner, dict), (*path, key), refs)
    return made


def _target(part: Part, ref: _Ref) -> Part:
    path, value = ref
    at = part.node
    node = Node(at.file, (*at.tokens, *path), value, at.line, at.marks)
    return Part(part.side, part.side.references.target(node))
