"""
Schemas written alike but for what their references lead to: then only that is left to compare.

In a large contract nearly every schema leads to the one that changed; looking closely at each of them shows nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.compare.schema.view import Part, View, view_of
from platform_constructs.contracts.document.node import Node

__all__ = ["Alike"]

# Where a part that allows less makes the whole allow less, and the part is compared by itself.
_NAMED: Final = frozenset({"properties"})
_SINGLE: Final = frozenset({"additionalProperties", "items"})
_TOGETHER: Final = frozenset({"allOf", "anyOf"})
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples"})
_MARKS: Final = ("readOnly", "writeOnly")

Pairs = list[tuple[View, View]]


@dataclass(slots=True)
class Alike:
    """Remembers how schemas are written."""

    _texts: dict[tuple[int, int], str] = field(default_factory=dict)
    _known: dict[tuple[Any, Any, bool], Pairs | None] = field(default_factory=dict)

    def rests_on(self, one: View, other: View, *, together: bool) -> Pairs | None:
        """
        Return the pairs that references of two views lead to, where these are all that can differ; None otherwise.

        Args:
            one: A view of one version.
            other: A view of the other.
            together: Whether references inside `allOf` and `anyOf` are taken one by one, too. That proves what holds,
                but does not find what changed.
        """
        key = (one.key, other.key, together)
        if key not in self._known:
            self._known[key] = self._compared(one, other, together)
        return self._known[key]

    def _compared(self, one: View, other: View, together: bool) -> Pairs | None:
        if len(one.parts) != 1 or len(other.parts) != 1:
            return None
        left, right = one.parts[0], other.parts[0]
        if left.side.dialect is not right.side.dialect or self._text(left) != self._text(right):
            return None
        found: Pairs = []
        waiting = [(left.node, right.node)]
        while waiting:
            mine, others = waiting.pop()
            if not isinstance(mine.value, dict):
                continue
            if "$ref" in mine.value:
                views = view_of([Part(left.side, mine)]), view_of([Part(right.side, others)])
                if len(mine.value) > 1 or any(map(_is_marked, views)):
                    return None
                found.append(views)
                continue
            inner = _inner(mine, together)
            if inner is None:
                return None
            waiting.extend((mine_one, _at(others, mine_one, mine)) for mine_one in inner)
        return found

    def _text(self, part: Part) -> str:
        known = self._texts.get(part.key)
        if known is None:
            known = self._texts[part.key] = json.dumps(part.value)
        return known


def _inner(node: Node, together: bool) -> list[Node] | None:
    """Return the schemas inside one whose references count one by one; None when others refer, too."""
    found: list[Node] = []
    for key, value in node.value.items():
        if not isinstance(value, dict | list) or key in _DATA or key.startswith("x-") or not _refers(value):
            continue
        child = node.child(key)
        if key in _NAMED and isinstance(value, dict):
            found += [child.child(name) for name, inner in value.items() if _refers(inner)]
        elif key in _SINGLE and isinstance(value, dict):
            found.append(child)
        elif together and key in _TOGETHER and isinstance(value, list):
            found += [child.child(index) for index, inner in enumerate(value) if _refers(inner)]
        else:
            return None
    return None if found and any(mark in node.value for mark in _MARKS) else found


def _at(other: Node, inner: Node, mine: Node) -> Node:
    for step in inner.tokens[len(mine.tokens) :]:
        other = other.child(step)
    return other


def _refers(value: Any) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "$ref" in one or "$dynamicRef" in one:
                return True
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False


def _is_marked(view: View) -> bool:
    """Whether what a reference leads to may exist in one direction only, or cannot be said to by itself."""
    values = [part.value for part in view.parts if isinstance(part.value, dict)]
    return any(key in value for value in values for key in (*_MARKS, "$ref", "allOf", "$dynamicRef"))
