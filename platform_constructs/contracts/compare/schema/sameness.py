"""
Whether two schemas are written alike, references and all, but for what only people read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.compare.schema.graph import Graph
from platform_constructs.contracts.compare.schema.view import Part, View

__all__ = ["Sameness"]

_FOR_PEOPLE: Final = frozenset({"$comment", "description", "example", "examples", "externalDocs", "title", "xml"})
_NAMED: Final = frozenset(
    {"$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"}
)
_DATA: Final = frozenset({"const", "default", "enum"})
_Key = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Sameness:
    """Remembers which pairs of schemas are written alike."""

    _graph: Graph[_Key] = field(default_factory=Graph)
    _pairs: dict[_Key, tuple[Part, Part]] = field(default_factory=dict)

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
        """Compare down to the references; these are pairs of their own."""
        onward: list[_Key] = []
        left, right = self._pairs[key]
        waiting: list[tuple[Part, Part, bool]] = [(left, right, False)]
        while waiting:
            left, right, is_names = waiting.pop()
            mine, other = left.value, right.value
            if isinstance(mine, list) and isinstance(other, list) and len(mine) == len(other):
                for index in range(len(mine)):
                    inner = (left.node.child(index), right.node.child(index))
                    waiting.append((Part(left.side, inner[0]), Part(right.side, inner[1]), False))
            elif isinstance(mine, dict) and isinstance(other, dict):
                ref = None if is_names else mine.get("$ref")
                if isinstance(ref, str):
                    if not isinstance(other.get("$ref"), str):
                        return None
                    ends = (left.side.references.target(left.node), right.side.references.target(right.node))
                    files = left.side.beside(ends[0].file), right.side.beside(ends[1].file)
                    if ends[0].tokens != ends[1].tokens or files[0] != files[1]:
                        return None
                    onward.append(self._enter(Part(left.side, ends[0]), Part(right.side, ends[1])))
                keys = _keys(mine, is_names)
                if keys != _keys(other, is_names):
                    return None
                for name in keys - {"$ref"} if not is_names else keys:
                    if not self._step(left, right, name, is_names, waiting):
                        return None
            elif type(mine) is not type(other) or mine != other:
                return None
        return onward

    @staticmethod
    def _step(left: Part, right: Part, name: str, is_names: bool, waiting: list[tuple[Part, Part, bool]]) -> bool:
        mine, other = left.value[name], right.value[name]
        if not is_names and (name in _DATA or name.startswith("x-")):
            return repr(mine) == repr(other)  # repr tells true, 1 and 1.0 apart, which equality does not
        if not is_names and name == "required" and isinstance(mine, list) and isinstance(other, list):
            return sorted(map(repr, mine)) == sorted(map(repr, other))
        pair = (Part(left.side, left.node.child(name)), Part(right.side, right.node.child(name)))
        waiting.append((*pair, not is_names and name in _NAMED and isinstance(mine, dict)))
        return True


def _keys(value: dict[str, Any], is_names: bool) -> set[str]:
    return set(value) if is_names else value.keys() - _FOR_PEOPLE
