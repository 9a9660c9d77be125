"""
The routes of a map as trees of path segments, cut into blocks that fit on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from platform_constructs.catalog.route_map import MappedRoute

__all__ = ["Block", "Branch", "blocks_of"]

_DEEPEST: Final = 40  # segments; what lies deeper is one label: nobody looks there, and trees are walked recursively


@dataclass(frozen=True, slots=True)
class Branch:
    """
    A part of a path, with what lies below it.

    Attributes:
        label: Its segments, joined by slashes: a chain of single children is one branch. Empty for the routes at a
            path that also has others below it.
        routes: The routes at its end, by method; only a branch without branches has any.
        branches: What lies below, sorted by label.
    """

    label: str
    routes: tuple[MappedRoute, ...] = ()
    branches: tuple[Branch, ...] = ()

    @property
    def rows(self) -> int:
        """How many lines it takes: one for each path that has routes."""
        return sum(each.rows for each in self.branches) or 1

    def each_route(self) -> Iterator[MappedRoute]:
        """Yield every route at its end and below."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            yield from branch.routes
            waiting += branch.branches


@dataclass(frozen=True, slots=True)
class Block:
    """
    A tree that is drawn as one.

    Attributes:
        host_name: The host's DNS name.
        tree: Its root; the label begins with a slash.
        part: Which part of a tree that was cut, from 1; 0 for a whole one.
    """

    host_name: str
    tree: Branch
    part: int = 0


def blocks_of(routes: Iterable[MappedRoute], *, tallest: int) -> tuple[Block, ...]:
    """
    Return the blocks of a map's routes: at least one for each first segment, by host and path.

    Args:
        routes: The routes.
        tallest: Lines of one block, where the tree can be cut so; at least 1.
    """
    found: list[Block] = []
    for host_name, on_host in groupby(sorted(routes, key=lambda one: (one.host_name, one.order)), _host_name):
        top = sorted(((_segments(one.path), one) for one in on_host), key=lambda pair: pair[0][:1])
        for _, under in groupby(top, lambda pair: pair[0][:1]):
            tree = _branch("", list(under), 0)
            found += _cut(host_name, Branch(f"/{tree.label}", tree.routes, tree.branches), tallest)
    return tuple(found)


def _host_name(route: MappedRoute) -> str:
    return route.host_name


def _segments(path: str) -> tuple[str, ...]:
    words = path.strip("/").split("/", _DEEPEST)
    return tuple(words) if words != [""] else ()


def _branch(label: str, routes: list[tuple[tuple[str, ...], MappedRoute]], depth: int) -> Branch:
    """Return the branch of routes that share their first `depth` segments; a chain of single children is its label."""
    words = [label] if label else []
    while True:
        here = tuple(one for path, one in routes if len(path) == depth)
        below = [pair for pair in routes if len(pair[0]) > depth]
        names = sorted({path[depth] for path, _ in below})
        if here or len(names) != 1:
            break
        words.append(names[0])
        depth += 1
    joined = "/".join(words)
    if not below:
        return Branch(joined, here)
    children: dict[str, list[tuple[tuple[str, ...], MappedRoute]]] = {name: [] for name in names}
    for path, one in below:
        children[path[depth]].append((path, one))
    branches = tuple(_branch(name, each, depth + 1) for name, each in children.items())
    return Branch(joined, (), (*((Branch("", here),) if here else ()), *branches))


def _cut(host_name: str, tree: Branch, tallest: int) -> list[Block]:
    """Cut a tree that is too tall between its branches; a branch too tall is cut likewise, under its whole path."""
    if tree.rows <= tallest or not tree.branches:
        return [Block(host_name, tree)]
    parts: list[list[Branch]] = [[]]
    tall: list[Branch] = []
    for branch in tree.branches:
        if branch.rows > tallest:
            tall.append(Branch(f"{tree.label.rstrip('/')}/{branch.label}", branch.routes, branch.branches))
            continue
        if parts[-1] and sum(each.rows for each in parts[-1]) + branch.rows > tallest:
            parts.append([])
        parts[-1].append(branch)
    kept = [part for part in parts if part]
    blocks = [
        Block(host_name, Branch(tree.label, (), tuple(part)), number if len(kept) > 1 else 0)
        for number, part in enumerate(kept, 1)
    ]
    for branch in tall:
        blocks += _cut(host_name, branch, tallest)
    return blocks
