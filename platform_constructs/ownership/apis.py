"""
What API Gateway refuses within one API, or never reaches: two names for a variable, and two routes for a request.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from platform_constructs.model.finding import Finding
from platform_constructs.model.route import Route
from platform_constructs.ownership.overlap import route_order
from platform_constructs.ownership.paths import Greedy, Literal, Param, Pattern
from platform_constructs.ownership.say import brief, route_finding, spot
from platform_constructs.ownership.status import Status

__all__ = ["api_faults"]

EVERY_METHOD = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def api_faults(routes: Sequence[tuple[Route, Pattern]]) -> Iterator[Finding]:
    """Yield variables with two names at one level, and routes for whose every request another is chosen."""
    names: dict[tuple[str, str, str], str] = {}
    serving: dict[tuple[str, str, str, str], Route] = {}
    clashing: set[tuple[str, str, str]] = set()
    crowded: set[tuple[str, str, str]] = set()
    shapes: dict[str, _Shape] = {}
    for route, pattern in routes:
        host, stack = route.host, route.stack
        shape = shapes.get(route.path)
        if shape is None:
            shape = shapes[route.path] = _shape(pattern)
        for level, written in shape.variables:
            if names.setdefault((host, stack, level), written) != written:
                clashing.add((host, stack, level))
        if serving.setdefault((host, stack, shape.text, route.method), route) is not route or route.method == "ANY":
            crowded.add((host, stack, shape.text))
    if clashing or crowded:
        yield from _explained(routes, shapes, clashing, crowded)


def _explained(
    routes: Iterable[tuple[Route, Pattern]],
    shapes: Mapping[str, _Shape],
    clashing: Collection[tuple[str, str, str]],
    crowded: Collection[tuple[str, str, str]],
) -> Iterator[Finding]:
    """Look at the routes again, now that it is known which levels and paths to look at."""
    variables: dict[tuple[str, str, str], dict[str, list[Route]]] = {}
    served: dict[tuple[str, str, str], dict[str, list[Route]]] = {}
    for route, _ in routes:
        shape = shapes[route.path]
        for level, written in shape.variables:
            if (key := (route.host, route.stack, level)) in clashing:
                variables.setdefault(key, {}).setdefault(written, []).append(route)
        if (key := (route.host, route.stack, shape.text)) in crowded:
            served.setdefault(key, {}).setdefault(route.method, []).append(route)
    for (_, _, level), named in variables.items():
        yield from _clashes(level, named)
    for methods in served.values():
        yield from _shadows(methods)


class _Shape(NamedTuple):
    """A template without its variables' names, and each variable with the shape above it."""

    text: str
    variables: tuple[tuple[str, str], ...]


def _shape(pattern: Pattern) -> _Shape:
    text, variables = "", []
    for segment in pattern:
        if isinstance(segment, Literal):
            text += f"/{segment.text}"
        elif isinstance(segment, Param | Greedy):
            variables.append((text, segment.written))
            text += "/{}" if isinstance(segment, Param) else "/{+}"
    return _Shape(text, tuple(variables))


def _clashes(level: str, named: Mapping[str, list[Route]]) -> Iterator[Finding]:
    """Yield one finding for each name but one: the most used name is kept, so that the fewest paths change."""
    firsts = {name: min(routes, key=route_order) for name, routes in named.items()}
    kept = min(named, key=lambda name: (-len({route.path for route in named[name]}), name))
    for name in sorted(firsts.keys() - {kept}):
        route, other = firsts[name], firsts[kept]
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
