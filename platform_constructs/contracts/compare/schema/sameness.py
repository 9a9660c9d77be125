"""
Whether two schemas are written alike, references and all, but for what only people read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from platform_constructs.contracts.compare.schema.graph import Graph
from platform_constructs.contracts.compare.schema.view import Part, View
from platform_constructs.contracts.compare.schema.written import Writings

__all__ = ["Sameness"]

_Key = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Sameness:
    """
    Remembers which pairs of schemas are written alike.

    Attributes:
        writings: Knows how each is written.
    """

    writings: Writings
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
        """Compare the schemas up to their references; what these lead to are pairs of their own."""
        left, right = self._pairs[key]
        mine, other = self.writings.of(left), self.writings.of(right)
        if mine.text != other.text:
            return None
        onward: list[_Key] = []
        for one, counterpart in zip(mine.references, other.references, strict=True):
            ends = one.end(left), counterpart.end(right)
            files = [end.side.beside(end.node.file) for end in ends]
            if ends[0].node.tokens != ends[1].node.tokens or files[0] != files[1]:
                return None
            onward.append(self._enter(*ends))
        return onward
