"""
A tree of prefixes over whole segments, and what lies above a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from platform_constructs.ownership.paths import Literal, Pattern

__all__ = ["PrefixTree"]

T = TypeVar("T")


class _Node(Generic[T]):
    __slots__ = ("children", "items")

    def __init__(self) -> None:
        self.children: dict[str, _Node[T]] = {}
        self.items: list[T] = []


class PrefixTree(Generic[T]):
    """
    Items by prefix. They are given back in the order of their prefixes, whatever the order they were added in;
    items at one prefix in the order they were added.
    """

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, prefix: Sequence[str], item: T) -> None:
        """Add an item at a prefix."""
        node = self._root
        for text in prefix:
            node = node.children.setdefault(text, _Node())
        node.items.append(item)

    def above(self, pattern: Pattern) -> list[T]:
        """Return the items whose prefix holds all of a language, the shortest first."""
        node = self._root
        found = list(node.items)
        for segment in pattern:
            child = node.children.get(segment.text) if isinstance(segment, Literal) else None
            if child is None:
                break
            node = child
            found += node.items
        return found

    def each(self) -> Iterator[tuple[tuple[str, ...], list[T]]]:
        """Yield each prefix that has items, with them; a shorter prefix comes before those below it."""
        waiting: list[tuple[_Node[T], tuple[str, ...]]] = [(self._root, ())]
        while waiting:
            node, prefix = waiting.pop()
            if node.items:
                yield prefix, node.items
            waiting += [(node.children[text], (*prefix, text)) for text in sorted(node.children, reverse=True)]
