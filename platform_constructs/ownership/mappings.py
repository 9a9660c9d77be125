"""
What API mappings do to each other: the longest base path wins, whoever's it is, and nobody looks back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from platform_constructs.model.finding import Finding
from platform_constructs.model.route import Route
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.declared import Api, Declared
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.holdings import Holding, claimed_by, given
from platform_constructs.ownership.mount import holding_of
from platform_constructs.ownership.overlap import route_order
from platform_constructs.ownership.paths import Pattern, below
from platform_constructs.ownership.regions import Regions, unlisted
from platform_constructs.ownership.say import brief, request, route_finding
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.tree import PrefixTree

__all__ = ["Mappings"]

Mounted = tuple[Holding, str]
"""What an API is mounted at, and its stack."""


class Mappings:
    """
    The APIs of every host and the base path that each is mounted at.

    Attributes:
        mounts: What each API is mounted at; those that no single holding of their domain holds are left out.
    """

    def __init__(self, ground: Ground) -> None:
        self.mounts: dict[Api, Holding] = {}
        self._ground = ground
        self._paths: dict[Api, Sequence[Declared]] = {}
        self._held: dict[tuple[str, str], list[Holding]] = {}
        for domain in ground.organisation.domains.values():
            for claim in claimed_by(ground.organisation, domain):
                self._held.setdefault((domain.name, claim.host), []).append(claim)
        for holding in given(ground.organisation, today=ground.today):
            self._held.setdefault((holding.domain, holding.host), []).append(holding)

    def add(self, api: Api, paths: Sequence[Declared]) -> None:
        """Mount an API with these paths."""
        self._paths[api] = paths
        mount = holding_of(self._held.get(api[:2], ()), (pattern for pattern, _ in paths))
        if mount is not None:
            self.mounts[api] = mount

    def faults(self) -> Iterator[Finding]:
        """Yield two APIs under one base path, and routes that lie below another's longer base path, or reach there."""
        mounted: dict[str, PrefixTree[Mounted]] = {}
        for (_, host, stack), mount in sorted(self.mounts.items()):
            mounted.setdefault(host, PrefixTree()).add(mount.segments, (mount, stack))
        for host, tree in mounted.items():
            for _, sharing in tree.each():
                for mount, stack in sharing[1:]:
                    paths = self._paths[mount.domain, host, stack]
                    yield _taken(min((one for _, same in paths for one in same), key=route_order), mount, sharing[0][1])
        hosts = {host: Regions(tree, None, _longest) for host, tree in mounted.items()}
        for api, mount in self.mounts.items():
            if hosts[mount.host].home(below(mount.prefix))[0].narrower:
                for pattern, same in self._paths[api]:
                    for route in same:
                        yield from _elsewhere(self._ground, hosts[mount.host], mount, route, pattern)


def _longest(_: Mounted | None, here: Sequence[Mounted]) -> Mounted | None:
    return here[0]


def _taken(route: Route, mount: Holding, other: str) -> Finding:
    return route_finding(
        Status.MAPPING_TAKEN,
        route,
        f"{route.stack} and {other} would both be mounted at {brief(mount.prefix)} of host {mount.host}",
        got=mount.prefix,
        fix="declare them as one contract, or claim a longer prefix for one of them",
    )


def _elsewhere(
    ground: Ground, mounted: Regions[Mounted | None], mine: Holding, route: Route, pattern: Pattern
) -> Iterator[Finding]:
    """Yield where a route's requests go to another API, whose base path is longer: all of them, or some."""
    told = {mine.prefix}
    for region, left in mounted.reached(pattern):
        mount, stack = region.fact or (mine, route.stack)
        if mount.prefix in told:
            continue
        told.add(mount.prefix)
        sent = request(ground.organisation, route.host, route.method, unlisted(region, left))
        if region is mounted.home(pattern)[0]:
            own = f"give {mine.domain} a stack of its own for what it holds below {brief(mount.prefix)}"
            yield route_finding(
                Status.HIDDEN_BY_MAPPING,
                route,
                f"{brief(route.path)} of {route.stack} is hidden: {stack} is mounted at {brief(mount.prefix)}",
                got=f"{sent} goes to {stack}",
                fix=f"declare it in {stack}'s contract, or move one of the two" if mount.domain == mine.domain else own,
            )
            return
        if not mine.segments:
            return  # a catch-all is there for what is left over
        yield route_finding(
            Status.HIDDEN_BY_MAPPING,
            route,
            f"{brief(route.path)} of {route.stack} has a hole: {stack} is mounted at {brief(mount.prefix)}",
            got=f"{sent} goes to {stack}",
            fix=f"list the paths that {route.stack} serves instead of a wildcard over {stack}'s",
            level=Level.WARN,
        )
