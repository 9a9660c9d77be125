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
from platform_constructs.ownership.declared import Declared, by_api
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.lookalikes import lookalike_faults
from platform_constructs.ownership.mappings import Mappings
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
    ground = Ground(organisation, today=today)
    return _sorted([*claim_faults(ground), *lookalike_faults(ground)])


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
    mappings = Mappings(judge.ground)
    findings: list[Finding] = []
    for api, paths in by_api(given):  # all there is to say of an API while it is at hand: memory is slow
        sound: list[Declared] = []
        for declared in paths:
            pattern, same = declared
            fault = judge.fault(same[0], pattern)  # whoever may declare a path may declare every method of it
            if fault is None:
                sound.append(declared)
            else:
                findings.append(fault)
                findings += filter(None, (judge.fault(route, pattern) for route in same[1:]))
        findings += api_faults(paths)
        mappings.add(api, sound)
    findings += mappings.faults()
    return _sorted(findings)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda one: (*one.order, one.owner, one.got, one.fix)))
