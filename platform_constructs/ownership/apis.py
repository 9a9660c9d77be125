"""
What API Gateway refuses within one API, or never reaches: two names for a variable, and two routes for a request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from platform_constructs.model.finding import Finding
from platform_constructs.model.route import Route
from platform_constructs.ownership.declared import Declared
from platform_constructs.ownership.overlap import route_order
from platform_constructs.ownership.paths import Greedy, Literal, Param, Pattern, normalise
from platform_constructs.ownership.say import brief, route_finding, spot
from platform_constructs.ownership.status import Status

__all__ = ["api_faults"]

EVERY_METHOD = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def api_faults(paths: Sequence[Declared]) -> Iterator[Finding]:
    """Yield one API's variables with two names at one level, and its routes that no request reaches."""
    shapes = _Shapes()
    served: dict[int, list[Route]] = {}
    crowded: set[int] = set()
    for pattern, routes in paths:
        shape = shapes.number(pattern)
        others = served.setdefault(shape, routes)
        if others is not routes:
            served[shape] = [*others, *routes]
            crowded.add(shape)
        elif len(routes) > 1 and _is_crowded(routes):
            crowded.add(shape)
    if shapes.clashing:
        yield from _clashing(paths, shapes)
    for shape in crowded:
        yield from _shadows(served[shape])


def _is_crowded(routes: Sequence[Route]) -> bool:
    methods = {route.method for route in routes}
    return len(methods) < len(routes) or "ANY" in methods


class _Shapes:
    """
    Numbers templates without their variables' names: one number, one shape.

    Attributes:
        clashing: Levels, as numbers, whose variable has more than one name.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self._names: dict[int, str] = {}
        self.clashing: set[int] = set()

    def number(self, pattern: Pattern) -> int:
        """Return a template's number. What lies between two variables is looked up once, however long it is."""
        number, run = 0, []
        for segment in pattern:
            if type(segment) is Literal:
                run.append(segment.text)
            elif isinstance(segment, Param | Greedy):
                level = self._numbered(number, run)
                if self._names.setdefault(level, segment.written) != segment.written:
                    self.clashing.add(level)
                number, run = self._numbered(level, "{}" if type(segment) is Param else "{+}"), []
        return self._numbered(number, run)

    def levels(self, pattern: Pattern) -> Iterator[tuple[int, int, str]]:
        """Yield for each variable the number of its level, its position, and how it is written."""
        number, run = 0, []
        for at, segment in enumerate(pattern):
            if type(segment) is Literal:
                run.append(segment.text)
            elif isinstance(segment, Param | Greedy):
                level = self._numbered(number, run)
                yield level, at, segment.written
                number, run = self._numbered(level, "{}" if type(segment) is Param else "{+}"), []

    def _numbered(self, number: int, following: Sequence[str]) -> int:
        return self._numbers.setdefault((number, "/".join(following)), len(self._numbers) + 1)


def _clashing(paths: Iterable[Declared], shapes: _Shapes) -> Iterator[Finding]:
    """Look at the paths again, now that it is known which levels to look at."""
    variables: dict[int, dict[str, list[Route]]] = {}
    positions: dict[int, int] = {}
    for pattern, routes in paths:
        for level, at, written in shapes.levels(pattern):
            if level in shapes.clashing:
                variables.setdefault(level, {}).setdefault(written, []).extend(routes)
                positions[level] = at
    for level, named in variables.items():
        yield from _clashes(positions[level], named)


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


def _shadows(served: Iterable[Route]) -> Iterator[Finding]:
    methods: dict[str, list[Route]] = {}
    for route in served:
        methods.setdefault(route.method, []).append(route)
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
