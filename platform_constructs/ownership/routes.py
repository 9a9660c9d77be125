"""
Whether a route's domain may declare it: one look at the tree of holdings for each route.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Reserved
from platform_constructs.model.route import Route
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.holdings import Holding
from platform_constructs.ownership.overlap import RouteTree
from platform_constructs.ownership.paths import Greedy, Pattern, below, intersect, parse
from platform_constructs.ownership.say import brief, request, route_finding, spot
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.tree import PrefixTree

__all__ = ["RouteJudge"]

LONGEST_SEARCH: Final = 500  # nodes: naming the other's route is a courtesy, its claim is named in any case


class RouteJudge:
    """
    Judges routes one by one.

    Args:
        ground: What the registry says.
        routes: Every route there is, for naming the one that a conflicting route meets.
    """

    def __init__(self, ground: Ground, routes: Iterable[Route]) -> None:
        self.ground, self._routes = ground, routes
        self._nothing_held: PrefixTree[Holding] = PrefixTree()

    @cached_property
    def _tree(self) -> RouteTree:
        return RouteTree(self._routes)  # only needed once something conflicts

    def fault(self, route: Route, pattern: Pattern) -> Finding | None:
        """Return why a domain may not declare a route; None if it may."""
        reserved_above, reserved_within = self.ground.reserved.meeting(pattern)
        held = self.ground.held.get(route.host, self._nothing_held)
        above, within = held.meeting(pattern)
        title = self.ground.title(above)
        if reserved_above:
            what = f"{brief(route.path)} is reserved; {route.domain} may not declare it"
            return self._reserved(route, pattern, reserved_above[0], what)
        if title.contest is not None:
            return self._contested(route, pattern, title.contest)
        if title.owner is None or title.owner.domain != route.domain:
            return self._without_title(route, pattern, title.owner, within)
        if self._takes_leftovers(route, pattern):
            return None
        reserved = next(reserved_within, None)
        if reserved is not None:
            what = f"{brief(route.path)} of {route.domain} reaches into {brief(reserved.prefix)}, which is reserved"
            return self._reserved(route, pattern, reserved, what)
        return self._reaching(route, pattern, within)

    def _takes_leftovers(self, route: Route, pattern: Pattern) -> bool:
        """Whether this is the platform's own catch-all: mappings hand it only what nobody else holds."""
        return route.domain == self.ground.platform and bool(pattern) and isinstance(pattern[0], Greedy)

    def _reserved(self, route: Route, pattern: Pattern, reserved: Reserved, what: str) -> Finding:
        return self._said(
            Status.RESERVED,
            route,
            what,
            witness=self._request(route, intersect(pattern, below(reserved.prefix))),
            because=f"{reserved.prefix}: {reserved.reason}",
            fix="choose another path",
        )

    def _without_title(
        self, route: Route, pattern: Pattern, owner: Holding | None, within: Iterator[Holding]
    ) -> Finding | None:
        for dormant in self._dormant(route, pattern):
            return dormant
        if owner is None:
            reaching = self._reaching(route, pattern, within)
            return reaching or self._said(
                Status.ORPHANED,
                route,
                f"{brief(route.path)} is claimed by nobody; {route.domain} may not declare it",
                witness=self._request(route, intersect(pattern, pattern)),
                because="",
                fix=self._own_claims(route),
            )
        return self._said(
            Status.OUT_OF_SCOPE,
            route,
            f"{brief(route.path)} belongs to {owner.domain}; {route.domain} may not declare it",
            witness=self._request(route, intersect(pattern, below(owner.prefix))),
            because=f"{owner.domain} {_holds(owner)} {brief(owner.prefix)} at {spot(owner.place)}",
            fix=f"{self._own_claims(route)}, or have {owner.domain} delegate a part of its own",
        )

    def _dormant(self, route: Route, pattern: Pattern) -> Iterator[Finding]:
        """Yield what a delegation lacks that would have allowed the route."""
        tree = self.ground.dormant.get(route.host)
        for dormant in reversed(tree.above(pattern)) if tree else ():
            if dormant.to == route.domain:
                lacking = "has expired" if dormant.status is Status.EXPIRED else "is only half there"
                yield self._said(
                    dormant.status,
                    route,
                    f"{brief(route.path)} belongs to {dormant.owner}; its delegation to {route.domain} {lacking}",
                    witness=self._request(route, intersect(pattern, below(dormant.prefix))),
                    because=f"the delegation is at {spot(dormant.place)}",
                    fix=dormant.fix,
                )

    def _reaching(self, route: Route, pattern: Pattern, within: Iterator[Holding]) -> Finding | None:
        """A wildcard that reaches into what another domain holds."""
        other = next((holding for holding in within if holding.domain != route.domain), None)
        if other is None:
            return None
        meeting = self._tree.meeting(route.host, route.method, pattern, effort=LONGEST_SEARCH)
        rival = next((one for one in meeting if one.domain == other.domain), None)
        path = intersect(pattern, parse(rival.path)) if rival else intersect(pattern, below(other.prefix))
        served = f"{rival.method} {brief(rival.path)} at {spot(rival.place)}" if rival else ""
        return self._said(
            Status.CONFLICTED,
            route,
            f"{brief(route.path)} of {route.domain} reaches into {brief(other.prefix)} of {other.domain}",
            witness=self._request(route, path, rival.method if rival else "ANY"),
            because=served or f"{other.domain} {_holds(other)} it at {spot(other.place)}",
            fix=f"list the paths that {route.domain} serves instead of a wildcard over {other.domain}'s",
        )

    def _contested(self, route: Route, pattern: Pattern, contest: tuple[Holding, Holding]) -> Finding:
        wide, narrow = contest
        return self._said(
            Status.CONFLICTED,
            route,
            f"{brief(route.path)} is claimed by both {wide.domain} and {narrow.domain}; neither may declare it",
            witness=self._request(route, intersect(pattern, below(narrow.prefix))),
            because=f"{wide.domain}'s claim is at {spot(wide.place)}, {narrow.domain}'s at {spot(narrow.place)}",
            fix="change one claim, or have one domain delegate to the other",
        )

    def _own_claims(self, route: Route) -> str:
        domain = self.ground.organisation.domains.get(route.domain)
        claims = [claim.prefix for claim in domain.claims if claim.host == route.host] if domain else []
        if not claims:
            return f"ask the platform team for a claim on host {route.host}"
        return f"move it under {brief(claims[0])}"

    def _request(self, route: Route, path: str | None, rival: str = "ANY") -> str:
        method = rival if route.method == "ANY" else route.method
        return request(self.ground.organisation, route.host, method, path or route.path)

    def _said(self, status: Status, route: Route, what: str, *, witness: str, because: str, fix: str) -> Finding:
        return route_finding(status, route, what, got=f"{witness}; {because}" if because else witness, fix=fix)


def _holds(holding: Holding) -> str:
    return f"was given (by {holding.giver})" if holding.giver else "claims"
