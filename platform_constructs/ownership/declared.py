"""
What each API declares, path by path: most questions are about a path, whatever its methods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from platform_constructs.model.route import Route
from platform_constructs.ownership.paths import Pattern, parse

__all__ = ["Api", "Declared", "by_api"]

Api = tuple[str, str, str]
"""A domain, one of its hosts, and a stack."""


class Declared(NamedTuple):
    """
    One path of one API.

    Attributes:
        pattern: Its language.
        routes: Its routes, one or more, in the order they came.
    """

    pattern: Pattern
    routes: list[Route]


def by_api(routes: Iterable[Route]) -> Iterator[tuple[Api, list[Declared]]]:
    """Yield the paths of one API after the other; what is written in one spelling is one path."""
    apis: dict[Api, dict[str, list[Route]]] = {}
    for route in routes:
        paths = apis.setdefault((route.domain, route.host, route.stack), {})
        if route.path in paths:
            paths[route.path].append(route)
        else:
            paths[route.path] = [route]
    for api, written in apis.items():
        yield api, [Declared(parse(path), same) for path, same in written.items()]
