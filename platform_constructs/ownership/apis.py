"""
What API Gateway refuses within one API, or never reaches: two names for a variable, and two routes for a request.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from platform_constructs.model.finding import Finding
from platform_constructs.model.route import Route
from platform_constructs.ownership.overlap import route_order
from platform_constructs.ownership.paths import Greedy, Literal, Param, Pattern, normalise
from platform_constructs.ownership.say import brief, route_finding, spot
from platform_constructs.ownership.status import Status

__all__ = ["api_faults"]

EVERY_METHOD = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def api_faults(routes: Sequence[tuple[Route, Pattern]]) -> Iterator[Finding]:
    """Yield variables with two names at one level, and routes for whose every request another is chosen."""
    shapes = _Shapes()
    names: dict[tuple[str, str, int], str] = {}
    serving: dict[tuple[str, str, int, str], Route] = {}
    clashing: set[tuple[str, str, int]] = set()
    crowded: set[tuple[str, str, int]] = set()
    for route, pattern in routes:
        host, stack, shape = route.host, route.stack, shapes.of(route.path, pattern)
        for level, _, written in shape.variables:
            if names.setdefault((host, stack, level), written) != written:
                clashing.add((host, stack, level))
        if serving.setdefault((host, stack, shape.number, route.method), route) is not route or route.method == "ANY":
            crowded.add((host, stack, shape.number))
    if clashing or crowded:
        yield from _explained(routes, shapes, clashing, crowded)


class _Shape(NamedTuple):
    """
    A template without its variables' names, as a number.

    Attributes:
        number: The same for all templates of one shape.
        variables: For each variable: the number of the shape above it, its position, and how it is written.
    """

    number: int
    variables: tuple[tuple[int, int, str], ...]


class _Shapes:
    """Numbers shapes as they come: each segment is looked at once, however long the path."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self._known: dict[str, _Shape] = {}

    def of(self, path: str, pattern: Pattern) -> _Shape:
        """Return the shape of a path."""
        shape = self._known.get(path)
        if shape is None:
            shape = self._known[path] = self._numbered(pattern)
        return shape

    def _numbered(self, pattern: Pattern) -> _Shape:
        number, variables = 0, []
        for at, segment in enumerate(pattern):
            text = segment.text if isinstance(segment, Literal) else "{}" if isinstance(segment, Param) else "{+}"
            if isinstance(segment, Param | Greedy):
                variables.append((number, at, segment.written))
            number = self._numbers.setdefault((number, text), len(self._numbers) + 1)
        return _Shape(number, tuple(variables))


def _explained(
    routes: Iterable[tuple[Route, Pattern]],
    shapes: _Shapes,
    clashing: Collection[tuple[str, str, int]],
    crowded: Collection[tuple[str, str, int]],
) -> Iterator[Finding]:
    """Look at the routes again, now that it is known which levels and paths to look at."""
    variables: dict[tuple[str, str, int], dict[str, list[Route]]] = {}
    positions: dict[tuple[str, str, int], int] = {}
    served: dict[tuple[str, str, int], dict[str, list[Route]]] = {}
    for route, pattern in routes:
        shape = shapes.of(route.path, pattern)
        for level, at, written in shape.variables:
            if (key := (route.host, route.stack, level)) in clashing:
                variables.setdefault(key, {}).setdefault(written, []).append(route)
                positions[key] = at
        if (key := (route.host, route.stack, shape.number)) in crowded:
            served.setdefault(key, {}).setdefault(route.method, []).append(route)
    for key, named in variables.items():
        yield from _clashes(positions[key], named)
    for methods in served.values():
        yield from _shadows(methods)


def _clashes(at: int, named: Mapping[str, list[Route]]) -> Iterator[Finding]:
    """Yield one finding for each name but one: the most used name is kept, so that the fewest paths change."""
    firsts = {name: min(routes, key=route_order) for name, routes in named.items()}
    kept = min(named, key=lambda name: (-len({route.path for route in named[name]}), name))
    for name in sorted(firsts.keys() - {kept}):
        route, other = firsts[name], firsts[kept]
        level = "/".join(normalise(route.path).split("/")[: at + 1])
        yield route_finding(
            Status.PARAMETER_NAME_CLASH,
            route,
            f"one variable has two names below {brief(level) or 'the root'}: {brief(name)} and {brief(kept)}",
            got=f"{brief(route.path)}, beside {brief(other.path)} at {spot(other.place)}",
            fix=_rename(name, kept),
        )


def _rename(name: str, kept: str) -> str:
    if name.endswith("+}") != kept.endswith("+}"):
        greedy = name if name.endswith("+}") else kept
        return f"API Gateway allows one variable for each level: list the paths you serve instead of {greedy}"
    return f"rename {brief(name)} to {brief(kept)} in every path below it"


def _shadows(methods: Mapping[str, list[Route]]) -> Iterator[Finding]:
    for routes in methods.values():
        if len(routes) > 1:
            winner, *others = sorted(routes, key=route_order)
            for route in others:
                yield _shadowed(
                    route, f"{winner.method} {brief(winner.path)} at {spot(winner.place)} answers its requests"
                )
    if "ANY" in methods and methods.keys() >= EVERY_METHOD:
        route = min(methods["ANY"], key=route_order)
        yield _shadowed(route, "every method of this path has a route of its own")


def _shadowed(route: Route, why: str) -> Finding:
    return route_finding(
        Status.SHADOWED,
        route,
        f"{route.method} {brief(route.path)} can never be reached",
        got=why,
        fix="remove the one that is not meant",
    )
