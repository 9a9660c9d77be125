"""
A tree of prefixes over whole segments: what lies above a pattern, and what a wildcard of it reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from platform_constructs.ownership.paths import Greedy, Literal, Pattern, Rest

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
        found, _, _ = self._walk(pattern)
        return found

    def meeting(self, pattern: Pattern) -> tuple[list[T], Iterator[T]]:
        """
        Return the items that a language has something in common with.

        Returns:
            Those whose prefix holds all of it, the shortest first, and those of which a wildcard reaches a part.
        """
        found, node, at = self._walk(pattern)
        return found, self._reached(node, pattern, at)

    def each(self) -> Iterator[tuple[tuple[str, ...], list[T]]]:
        """Yield each prefix that has items, with them; a shorter prefix comes before those below it."""
        waiting: list[tuple[_Node[T], tuple[str, ...]]] = [(self._root, ())]
        while waiting:
            node, prefix = waiting.pop()
            if node.items:
                yield prefix, node.items
            waiting += [(node.children[text], (*prefix, text)) for text in sorted(node.children, reverse=True)]

    def _walk(self, pattern: Pattern) -> tuple[list[T], _Node[T], int]:
        node, at = self._root, 0
        found = list(node.items)
        for segment in pattern:
            if type(segment) is not Literal:
                break
            child = node.children.get(segment.text)
            if child is None:
                return found, _Node(), at
            node, at = child, at + 1
            found += node.items
        return found, node, at

    def _reached(self, start: _Node[T], pattern: Pattern, at: int) -> Iterator[T]:
        waiting = [(start, at)]
        while waiting:
            node, at = waiting.pop()
            if node is not start:
                yield from node.items
            if at == len(pattern):
                continue
            segment = pattern[at]
            if isinstance(segment, Literal):
                following = [segment.text] if segment.text in node.children else []
            else:
                following = sorted(node.children, reverse=True)
            step = 0 if isinstance(segment, Greedy | Rest) else 1
            waiting += [(node.children[text], at + step) for text in following]
