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
from platform_constructs.ownership.paths import Greedy, Literal, Pattern, Rest, below, intersect, parse
from platform_constructs.ownership.regions import Region, unlisted
from platform_constructs.ownership.say import brief, request, route_finding, spot
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.titles import Title

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

    @cached_property
    def _tree(self) -> RouteTree:
        return RouteTree(self._routes)  # only needed once something conflicts

    def owner(self, host: str, pattern: Pattern) -> str:
        """Return the domain that a path belongs to; empty when it is nobody's, contested, or reserved."""
        title = self.ground.regions(host).home(pattern)[0].fact
        is_reserved = self.ground.reserved.home(pattern)[0].fact is not None
        return "" if is_reserved or title.contest is not None or title.owner is None else title.owner.domain

    def fault(self, route: Route, pattern: Pattern) -> Finding | None:
        """Return why a domain may not declare a route; None if it may."""
        home, at = self.ground.regions(route.host).home(pattern)
        title, left = home.fact, pattern[at:]
        reserved = self.ground.reserved.home(pattern)[0].fact
        if reserved is not None:
            what = f"{brief(route.path)} is reserved; {route.domain} may not declare it"
            return self._reserved(route, pattern, reserved, what)
        if title.contest is not None:
            return self._contested(route, unlisted(home, left), title.contest)
        if title.owner is None:
            return self._reaching(route, pattern) or self._orphaned(route, unlisted(home, left))
        if title.owner.domain != route.domain:
            lacking = next(self._dormant(route, pattern, unlisted(home, left), title.owner.domain), None)
            return lacking or self._out_of_scope(route, unlisted(home, left), title.owner)
        if self._takes_leftovers(route, pattern):
            return None
        within = (region.fact for region, _ in self.ground.reserved.reached(pattern))
        reserved = next(filter(None, within), None)
        if reserved is not None:
            what = f"{brief(route.path)} of {route.domain} reaches into {brief(reserved.prefix)}, which is reserved"
            return self._reserved(route, pattern, reserved, what)
        is_wild = left and home.narrower and not isinstance(left[0], Literal)
        return self._reaching(route, pattern) if is_wild else None

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

    def _orphaned(self, route: Route, path: str) -> Finding:
        return self._said(
            Status.ORPHANED,
            route,
            f"{brief(route.path)} is claimed by nobody; {route.domain} may not declare it",
            witness=self._request(route, path),
            because="",
            fix=self._own_claims(route),
        )

    def _out_of_scope(self, route: Route, path: str, owner: Holding) -> Finding:
        return self._said(
            Status.OUT_OF_SCOPE,
            route,
            f"{brief(route.path)} belongs to {owner.domain}; {route.domain} may not declare it",
            witness=self._request(route, path),
            because=f"{owner.domain} {_holds(owner)} {brief(owner.prefix)} at {spot(owner.place)}",
            fix=f"{self._own_claims(route)}, or have {owner.domain} delegate a part of its own",
        )

    def _dormant(self, route: Route, pattern: Pattern, path: str, owner: str) -> Iterator[Finding]:
        """Yield what a delegation of the path's owner lacks that would have allowed the route."""
        tree = self.ground.dormant.get(route.host)
        for dormant in reversed(tree.above(pattern)) if tree else ():
            if (dormant.owner, dormant.to) == (owner, route.domain):
                lacking = "has expired" if dormant.status is Status.EXPIRED else "is only half there"
                yield self._said(
                    dormant.status,
                    route,
                    f"{brief(route.path)} belongs to {dormant.owner}; its delegation to {route.domain} {lacking}",
                    witness=self._request(route, path),
                    because=f"the delegation is at {spot(dormant.place)}",
                    fix=dormant.fix,
                )

    def _reaching(self, route: Route, pattern: Pattern) -> Finding | None:
        """A wildcard that reaches into what another domain holds."""
        for region, left in self.ground.regions(route.host).reached(pattern):
            holders = region.fact.contest or (region.fact.owner,)
            other = next((one for one in reversed(holders) if one is not None and one.domain != route.domain), None)
            if other is not None:
                return self._conflicting(route, region, left, other)
        return None

    def _conflicting(self, route: Route, region: Region[Title], left: Pattern, other: Holding) -> Finding:
        rival, path = self._rival(route, region, left, other.domain)
        served = f"{rival.method} {brief(rival.path)} at {spot(rival.place)}" if rival else ""
        return self._said(
            Status.CONFLICTED,
            route,
            f"{brief(route.path)} of {route.domain} reaches into {brief(other.prefix)} of {other.domain}",
            witness=self._request(route, path, rival.method if rival else "ANY"),
            because=served or f"{other.domain} {_holds(other)} it at {spot(other.place)}",
            fix=f"list the paths that {route.domain} serves instead of a wildcard over {other.domain}'s",
        )

    def _rival(self, route: Route, region: Region[Title], left: Pattern, domain: str) -> tuple[Route | None, str]:
        """Return a route of the other domain below the region's prefix, if there is one, and a request of both."""
        prefix = tuple(Literal(text) for text in region.prefix)
        within = [(*prefix, *left)]
        if left == (Rest(),):
            within = [prefix, (*prefix, Greedy(""))]
        for language in within:
            for one in self._tree.meeting(route.host, route.method, language, effort=LONGEST_SEARCH):
                if one.domain == domain:
                    return one, intersect(language, parse(one.path)) or unlisted(region, left)
        return None, unlisted(region, left)

    def _contested(self, route: Route, path: str, contest: tuple[Holding, Holding]) -> Finding:
        wide, narrow = contest
        return self._said(
            Status.CONFLICTED,
            route,
            f"{brief(route.path)} is claimed by both {wide.domain} and {narrow.domain}; neither may declare it",
            witness=self._request(route, path),
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
