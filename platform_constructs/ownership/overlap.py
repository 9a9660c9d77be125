"""
A tree of routes: which of them share a request with a given language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice

from platform_constructs.model.route import Route
from platform_constructs.ownership.paths import Greedy, Literal, Pattern, parse

__all__ = ["RouteTree", "methods_meet", "route_order"]


def methods_meet(one: str, other: str) -> bool:
    """Whether some request has both methods."""
    return one == other or "ANY" in (one, other)


def route_order(route: Route) -> tuple[str, ...]:
    """Return the one order in which routes are compared; it has nothing to do with who came first."""
    place = f"{route.place.file}:{route.place.line:09}:{route.place.pointer}"
    return (route.host, route.path, route.method, route.domain, route.stack, route.operation, place)


class _Node:
    __slots__ = ("children", "ends", "greedy", "param")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.param: _Node | None = None
        self.ends: list[Route] = []
        self.greedy: list[Route] = []

    def below(self) -> Iterator[_Node]:
        yield from self.children.values()
        if self.param is not None:
            yield self.param


class RouteTree:
    """Every route of every host. Answers come in one order, whatever order the routes were given in."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._roots: dict[str, _Node] = {}
        for route in sorted(routes, key=route_order):
            node = self._roots.setdefault(route.host, _Node())
            for segment in parse(route.path):
                if isinstance(segment, Greedy):
                    node.greedy.append(route)
                    break
                if isinstance(segment, Literal):
                    node = node.children.setdefault(segment.text, _Node())
                else:
                    node.param = node = node.param or _Node()
            else:
                node.ends.append(route)

    def meeting(self, host: str, method: str, pattern: Pattern, *, effort: int | None = None) -> Iterator[Route]:
        """
        Yield the routes of a host that answer a request which the language and method hold too.

        Args:
            host: A host's key.
            method: `ANY` meets every method.
            pattern: The language.
            effort: Give up after so many nodes of the tree, or so many routes of another method; None never does.
        """
        if host in self._roots:
            for route in islice(self._on_path(self._roots[host], pattern, effort), effort):
                if methods_meet(route.method, method):
                    yield route

    def _on_path(self, root: _Node, pattern: Pattern, effort: int | None) -> Iterator[Route]:
        waiting = [(root, 0)]
        for _ in islice(count(), effort):
            if not waiting:
                return
            node, at = waiting.pop()
            if at == len(pattern):
                yield from node.ends
                continue
            segment = pattern[at]
            yield from node.greedy
            if isinstance(segment, Greedy):
                for child in node.below():
                    yield from _all(child)
            elif isinstance(segment, Literal):
                following = [node.children.get(segment.text), node.param]
                waiting += [(child, at + 1) for child in reversed(following) if child is not None]
            else:
                waiting += [(child, at + 1) for child in reversed(list(node.below()))]


def _all(root: _Node) -> Iterator[Route]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield from node.ends
        yield from node.greedy
        waiting += reversed(list(node.below()))
