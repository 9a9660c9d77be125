"""
Schemas written alike but for what their references lead to: then only that is left to compare.

In a large contract nearly every schema leads to the one that changed; looking closely at each of them shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.compare.schema.view import Part, View, view_of
from platform_constructs.contracts.compare.schema.written import Writings

__all__ = ["Alike"]

# Where a part that allows less makes the whole allow less, and the part is compared by itself.
_SINGLE: Final = frozenset({"additionalProperties", "items"})
_TOGETHER: Final = frozenset({"allOf", "anyOf"})
_CHOICES: Final = ("allOf", "anyOf", "oneOf")
_MARKS: Final = frozenset({"readOnly", "writeOnly"})
_MOST_FOLLOWED: Final = 20

Pairs = list[tuple[View, View]]
_Path = tuple[str | int, ...]


@dataclass(slots=True)
class Alike:
    """
    Remembers which pairs of views are written alike, and where they can still differ.

    Attributes:
        writings: Knows how each schema is written.
        has_marks: Whether some schema may exist in one direction only.
    """

    writings: Writings
    has_marks: bool
    _known: dict[tuple[Any, Any, bool], Pairs | None] = field(default_factory=dict)

    def rests_on(self, one: View, other: View, *, together: bool) -> Pairs | None:
        """
        Return the pairs of parts in which two views can differ, where these are all; None when they are no such views.

        Args:
            one: A view of one version.
            other: A view of the other.
            together: Whether what stands inside `allOf` and `anyOf` is taken one by one, too. That proves what holds,
                but does not find what changed.
        """
        key = (one.key, other.key, together)
        if key not in self._known:
            found = self._known[key] = self._compared(one, other, together)
            if found is not None and not together:
                self._known[one.key, other.key, True] = found
        return self._known[key]

    def _compared(self, one: View, other: View, together: bool) -> Pairs | None:
        if len(one.parts) != 1 or len(other.parts) != 1:
            return None
        left, right = one.parts[0], other.parts[0]
        mine, others = self.writings.of(left), self.writings.of(right)
        if left.side.dialect is not right.side.dialect or mine.text != others.text or '"$dynamicRef"' in mine.text:
            return None
        # what a branch evaluates matters beside `unevaluatedProperties`, not only what it allows
        together = together and '"unevaluated' not in mine.text
        edges: dict[_Path, tuple[Part, Part]] = {}
        for one_end, other_end in zip(mine.references, others.references, strict=True):
            edge = _edge(left.value, one_end.path, together)
            if not edge:
                return None
            is_end = len(edge) == len(one_end.path)
            edges[edge] = (one_end.end(left), other_end.end(right)) if is_end else (_at(left, edge), _at(right, edge))
        found: Pairs = []
        for edge, ends in edges.items():
            if not any(edge[:length] in edges for length in range(len(edge))):
                views = view_of(ends[:1]), view_of(ends[1:])
                if self.has_marks and any(map(_is_marked, views)):
                    return None
                found.append(views)
        return found


def _edge(value: Any, path: _Path, together: bool) -> _Path:
    """Return how far a path leads through schemas that are compared by themselves; nothing of it if it may not."""
    position = 0
    while position < len(path):
        if not _MARKS.isdisjoint(value):
            return ()
        key, inner = path[position], value[path[position]]
        if key in _SINGLE and isinstance(inner, dict):
            value = inner
            position += 1
        elif (key == "properties" and isinstance(inner, dict)) or (together and key in _TOGETHER):
            value = inner[path[position + 1]]
            position += 2
        else:
            break
    return path[:position]


def _at(part: Part, path: _Path) -> Part:
    node = part.node
    for step in path:
        node = node.child(step)
    return Part(part.side, node)


def _is_marked(view: View) -> bool:
    """Whether what a view leads to may exist in one direction only."""
    waiting = list(view.parts)
    for _ in range(_MOST_FOLLOWED):
        if not waiting:
            return False
        part = waiting.pop()
        value = part.value
        if not isinstance(value, dict):
            continue
        if not _MARKS.isdisjoint(value) or "$dynamicRef" in value:
            return True
        if isinstance(value.get("$ref"), str):
            waiting.append(Part(part.side, part.side.references.target(part.node)))
        for keyword in _CHOICES:
            if isinstance(value.get(keyword), list):
                waiting.extend(Part(part.side, branch) for branch in part.node.child(keyword).items())
    return bool(waiting)
