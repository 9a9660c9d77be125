"""
The two questions of this room: do the claims agree, and does every route stand on its own domain's ground.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.route import Route
from platform_constructs.ownership.apis import api_faults
from platform_constructs.ownership.claims import claim_faults
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.mappings import mapping_faults
from platform_constructs.ownership.paths import Pattern, parse
from platform_constructs.ownership.routes import RouteJudge

__all__ = ["check_claims", "check_routes"]


def check_claims(organisation: Organisation, *, today: date) -> tuple[Finding, ...]:
    """
    Return what contradicts itself among the registry's claims and delegations, sorted.

    Each finding's owner is the domain whose entry is wrong: a bad claim fails its own stacks only.

    Args:
        organisation: The registry.
        today: The day that delegations must hold on.
    """
    return _sorted(claim_faults(Ground(organisation, today=today)))


def check_routes(organisation: Organisation, routes: Iterable[Route], *, today: date) -> tuple[Finding, ...]:
    """
    Return what is wrong with routes, sorted: a path of somebody else's, and whatever API Gateway would not reach.

    The answer does not depend on the order of the routes. Time grows with their number, not with their pairs.

    Args:
        organisation: The registry.
        routes: Every route of every stack, effective paths.
        today: The day that delegations must hold on.
    """
    given = list(routes)
    judge = RouteJudge(Ground(organisation, today=today), given)
    patterns: dict[str, Pattern] = {}
    allowed: set[tuple[str, str, str]] = set()
    sound: list[tuple[Route, Pattern]] = []
    findings: list[Finding] = []
    for route in given:
        pattern = patterns.get(route.path)
        if pattern is None:
            pattern = patterns[route.path] = parse(route.path)
        whose = (route.host, route.domain, route.path)
        fault = None if whose in allowed else judge.fault(route, pattern)
        if fault is None:
            allowed.add(whose)  # whoever may declare a path may declare every method of it
            sound.append((route, pattern))
        else:
            findings.append(fault)
    findings += api_faults([(route, patterns[route.path]) for route in given])
    findings += mapping_faults(judge.ground, sound)
    return _sorted(findings)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda one: (*one.order, one.owner, one.got, one.fix)))
