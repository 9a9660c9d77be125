"""
What one domain's API mappings do to each other: the longest base path wins, and nobody looks back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from platform_constructs.model.finding import Finding
from platform_constructs.model.route import Route
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.holdings import Holding, claimed_by, given
from platform_constructs.ownership.mount import holding_of
from platform_constructs.ownership.overlap import route_order
from platform_constructs.ownership.paths import Pattern, below, covers, intersect
from platform_constructs.ownership.say import brief, request, route_finding
from platform_constructs.ownership.status import Status

__all__ = ["mapping_faults", "mounts_of"]

Api = tuple[str, str, str]
"""A domain, one of its hosts, and a stack."""


def mounts_of(ground: Ground, apis: Mapping[Api, Iterable[tuple[Route, Pattern]]]) -> dict[Api, Holding]:
    """Return where each API is mounted; those that no single holding holds are left out."""
    held: dict[tuple[str, str], list[Holding]] = {}
    for domain in ground.organisation.domains.values():
        for claim in claimed_by(ground.organisation, domain):
            held.setdefault((domain.name, claim.host), []).append(claim)
    for holding in given(ground.organisation, today=ground.today):
        held.setdefault((holding.domain, holding.host), []).append(holding)
    found = {}
    for api, routes in apis.items():
        mount = holding_of(held.get(api[:2], ()), (pattern for _, pattern in routes))
        if mount is not None:
            found[api] = mount
    return found


def mapping_faults(ground: Ground, routes: Iterable[tuple[Route, Pattern]]) -> Iterator[Finding]:
    """Yield two APIs under one base path, and routes that lie below another API's longer base path."""
    apis: dict[Api, list[tuple[Route, Pattern]]] = {}
    for route, pattern in routes:
        apis.setdefault((route.domain, route.host, route.stack), []).append((route, pattern))
    beside: dict[tuple[str, str], dict[str, list[str]]] = {}
    mounts = mounts_of(ground, apis)
    for (domain, host, stack), mount in sorted(mounts.items()):
        beside.setdefault((domain, host), {}).setdefault(mount.prefix, []).append(stack)
    for (domain, host), stacks in beside.items():
        for prefix, sharing in stacks.items():
            for stack in sharing[1:]:
                first = min((route for route, _ in apis[domain, host, stack]), key=route_order)
                yield _taken(first, prefix, sharing[0])
            if len(stacks) > 1:
                longer = {other: names[0] for other, names in stacks.items() if _lies_below(other, prefix)}
                for stack in sharing:
                    yield from _hidden(ground, apis[domain, host, stack], longer)


def _lies_below(prefix: str, other: str) -> bool:
    return prefix != other and covers(below(other), below(prefix))


def _taken(route: Route, prefix: str, other: str) -> Finding:
    return route_finding(
        Status.MAPPING_TAKEN,
        route,
        f"{route.stack} and {other} would both be mounted at {brief(prefix)} of host {route.host}",
        got=prefix,
        fix="declare them as one contract, or claim a longer prefix for one of them",
    )


def _hidden(ground: Ground, routes: Iterable[tuple[Route, Pattern]], longer: Mapping[str, str]) -> Iterator[Finding]:
    for route, pattern in routes:
        for prefix in sorted(longer, key=len, reverse=True):
            if covers(below(prefix), pattern):
                witness = intersect(pattern, pattern) or route.path
                yield route_finding(
                    Status.HIDDEN_BY_MAPPING,
                    route,
                    f"{brief(route.path)} of {route.stack} is hidden: {longer[prefix]} is mounted at {brief(prefix)}",
                    got=request(ground.organisation, route.host, route.method, witness),
                    fix=f"declare it in {longer[prefix]}'s contract, or move one of the two",
                )
                break
