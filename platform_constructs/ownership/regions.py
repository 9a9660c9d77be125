"""
A host cut into regions: under each prefix, what no deeper prefix takes away is one region, and one thing is true of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import Final, Generic, TypeVar

from platform_constructs.ownership.paths import ANYTHING, Greedy, Literal, Pattern, Rest
from platform_constructs.ownership.tree import PrefixTree

__all__ = ["Region", "Regions", "unlisted"]

T = TypeVar("T")
F = TypeVar("F")


class Region(Generic[F]):
    """
    The paths at and below a prefix that no longer prefix of the tree takes away.

    Attributes:
        prefix: Its segments.
        fact: What is true of them, such as whose they are.
        narrower: The prefixes one segment longer that lead to other regions.
    """

    __slots__ = ("fact", "narrower", "prefix")

    def __init__(self, prefix: tuple[str, ...], fact: F) -> None:
        self.prefix, self.fact = prefix, fact
        self.narrower: dict[str, Region[F]] = {}


class Regions(Generic[F]):
    """
    Every region of one host.

    Args:
        items: What stands at which prefix.
        fact: What is true where there is nothing.
        follow: What is true below a prefix, from what is true above it and the items that stand at it.
    """

    def __init__(self, items: PrefixTree[T], fact: F, follow: Callable[[F, Sequence[T]], F]) -> None:
        self._nothing: Final = fact
        self._root: Final = Region((), fact)
        for prefix, here in items.each():
            region = self._root
            for text in prefix:
                if text not in region.narrower:
                    region.narrower[text] = Region((*region.prefix, text), region.fact)
                region = region.narrower[text]
            region.fact = follow(region.fact, here)  # shorter prefixes came first, so what is above is known

    def above(self, prefix: tuple[str, ...]) -> F:
        """Return what is true directly above a prefix of the tree; what is true of nothing for the root."""
        region = self._root
        for text in prefix[:-1]:
            region = region.narrower[text]
        return region.fact if prefix else self._nothing

    def home(self, pattern: Pattern) -> tuple[Region[F], int]:
        """Return the region that a language's literal segments lead to, and how many of them lead there."""
        region, at = self._root, 0
        for segment in pattern:
            if type(segment) is not Literal:
                break
            narrower = region.narrower.get(segment.text)
            if narrower is None:
                break
            region, at = narrower, at + 1
        return region, at

    def reached(self, pattern: Pattern) -> Iterator[tuple[Region[F], Pattern]]:
        """
        Yield each region that holds a path of the language, the shortest prefix first, and what is left of the
        language below that prefix. Nothing left means the prefix itself; a greedy variable that has taken a segment
        already leaves a `Rest`.
        """
        region, at = self.home(pattern)
        waiting: list[tuple[Region[F], Pattern]] = [(region, pattern[at:])]
        while waiting:
            region, left = waiting.pop()
            segment = left[0] if left else None
            if isinstance(segment, Literal) and segment.text in region.narrower:
                waiting.append((region.narrower[segment.text], left[1:]))
                continue
            yield region, left
            if segment is not None and not isinstance(segment, Literal):
                after: Pattern = (Rest(),) if isinstance(segment, Greedy | Rest) else left[1:]
                waiting += [(region.narrower[text], after) for text in sorted(region.narrower, reverse=True)]


def unlisted(region: Region[F], left: Pattern) -> str:
    """Return a path of what is left of a language below a region's prefix that lies in the region itself."""
    path = list(region.prefix)
    for at, segment in enumerate(left):
        if isinstance(segment, Rest):
            break
        if isinstance(segment, Literal):
            path.append(segment.text)
        else:
            path.append(ANYTHING if at else _beside(region.narrower))
    return "/" + "/".join(path)


def _beside(taken: Container[str]) -> str:
    sample = ANYTHING
    while sample in taken:
        sample += ANYTHING
    return sample
