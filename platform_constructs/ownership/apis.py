"""
What API Gateway would refuse or never reach within one domain's own APIs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.route import Route
from platform_constructs.ownership.holdings import Holding, held_by
from platform_constructs.ownership.overlap import route_order
from platform_constructs.ownership.paths import Literal, Pattern, below, concrete, covers, parse
from platform_constructs.ownership.say import brief, request, route_finding, spot
from platform_constructs.ownership.status import Status

__all__ = ["api_faults", "longest_holding", "mapping_faults"]

EVERY_METHOD = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def api_faults(routes: Iterable[tuple[Route, Pattern]]) -> Iterator[Finding]:
    """Yield variables with two names at one level, and routes that another route of the same API answers for."""
    variables: dict[tuple[str, str, str], dict[str, Route]] = {}
    served: dict[tuple[str, str, str], dict[str, list[Route]]] = {}
    for route, pattern in routes:
        shape = ""
        for segment in pattern:
            if type(segment) is Literal:
                shape += f"/{segment.text}"
                continue
            written = f"{{{segment.name}}}" if type(segment).__name__ == "Param" else f"{{{segment.name}+}}"  # type: ignore[union-attr]
            names = variables.setdefault((route.host, route.stack, shape), {})
            other = names.setdefault(written, route)
            if other is not route and route_order(route) < route_order(other):
                names[written] = route
            shape += "/{}" if not written.endswith("+}") else "/{+}"
        served.setdefault((route.host, route.stack, shape), {}).setdefault(route.method, []).append(route)
    for (_, _, shape), names in variables.items():
        if len(names) > 1:
            yield from _clashes(shape, names)
    for methods in served.values():
        yield from _shadows(methods)
