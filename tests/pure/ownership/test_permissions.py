"""
The claims of `ownership.permissions`, proved by PMapper for every domain and environment of the sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.model.organisation import Organisation
from platform_constructs.model.permission import DeploymentRole, Statement
from platform_constructs.ownership.deployment_roles import deployment_role
from platform_constructs.ownership.permission_ground import Ground
from platform_constructs.registry.read import read_registry
from tests.pure.ownership.deployments import CALLS, needed, never
from tests.pure.ownership.evaluator import EVERYTHING, Request, may

ROOT = Path(__file__).parents[3]
STACKS = {
    "delivery": ("delivery-public", "delivery-tracking-public"),
    "ordering": ("ordering-public",),
    "quoting": ("quoting-public",),
    "suppliers": ("suppliers-public",),
}
ENVIRONMENTS = ("production", "sandbox")
READS = ("platform-account", "platform-identity")


def sample() -> Organisation:
    """The sample's registry."""
    return read_registry((ROOT / "platform.toml").read_text(encoding="utf-8"), "platform.toml")


def ground(domain: str, environment: str) -> Ground:
    """What a sample domain's role is compiled from."""
    organisation = sample()
    return Ground(
        organisation, organisation.environments[environment], organisation.domains[domain], STACKS[domain], READS
    )


def wrongly_denied(role: DeploymentRole, of: Ground) -> list[str]:
    """What a role needs and may not do."""
    return [str(request) for stack in of.stacks for request in needed(of, stack) if not may(role, request)]


def foreign(of: Ground) -> Iterator[Request]:
    """What the deployment of each neighbour asks for, where it is about something of that neighbour's."""
    for domain in STACKS:
        other = ground(domain, of.environment.name)
        for stack in STACKS[domain] if domain != of.domain.name else ():
            for request in needed(other, stack):
                names_it = f"/{stack}" in request.resource or f"-{stack}" in request.resource
                is_half = request.action.startswith("wafv2:") and "/stages/" in request.resource  # see below
                if (names_it or domain in str(request.context)) and not is_half:
                    yield request
        if domain != of.domain.name:
            yield from _stolen(of, other)


def _stolen(of: Ground, other: Ground) -> Iterator[Request]:
    """Taking a neighbour's thing by retagging it as one's own, or speaking in its name."""
    taken = {"aws:ResourceTag/domain": other.domain.name, "aws:RequestTag/domain": of.domain.name}
    yield Request("kms:TagResource", of.arn("kms", "key/1"), taken)
    yield Request("logs:TagResource", of.arn("logs", "log-group:x"), taken)
    yield Request("events:PutEvents", of.arn("events", "event-bus/x"), {"events:source": other.domain.event_source})
    # changing tags of an API takes PUT of the tags, which know no owner, and PATCH of the API, which does
    yield Request("apigateway:PATCH", f"{of.arn('apigateway', '', account=False)}/restapis/abc", taken)
    mine = {"aws:RequestTag/domain": of.domain.name}
    for group in other.log_groups()[:-1]:  # made before its owner does, or taken where it has no tag
        yield Request("logs:CreateLogGroup", group.replace("*", "x"), mine)
        yield Request("logs:TagResource", group.replace("*", "x"), mine)


def wrongly_allowed(role: DeploymentRole, of: Ground, *attached: Statement) -> list[str]:
    """What a role may do and must not, with whatever else is attached to it."""
    asked = [*foreign(of), *(request for stack in of.stacks for request in never(of, stack))]
    return [str(request) for request in asked if may(role, request, attached=attached)]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("domain", STACKS)
def test_a_domain_may_deploy_its_own_stacks(domain: str, environment: str) -> None:
    """Every call that the provider makes is allowed, and what AWS asks for beside it."""
    of = ground(domain, environment)
    assert len(CALLS) > 30
    assert wrongly_denied(deployment_role(of), of) == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("domain", STACKS)
def test_it_may_touch_no_neighbours_and_nothing_that_is_everybodys(domain: str, environment: str) -> None:
    """Nor weaken what protects its own; not even with a policy attached that allows everything."""
    of = ground(domain, environment)
    role = deployment_role(of)
    assert len(list(foreign(of))) > 100
    assert wrongly_allowed(role, of) == []
    assert wrongly_allowed(role, of, EVERYTHING) == []


def test_no_web_acl_is_put_in_front_of_a_neighbours_stage() -> None:
    """
    AWS asks for wafv2:AssociateWebACL, which knows no tags of stages, and for apigateway:SetWebACL, which does: the
    first is open for every stage, the second is not, not even with everything attached.
    """
    role = deployment_role(ground("ordering", "sandbox"))
    stage = "arn:aws:apigateway:eu-west-1::/restapis/abc/stages/live"
    of = {"aws:ResourceTag/domain": "delivery"}
    assert may(role, Request("wafv2:AssociateWebACL", stage, of))
    assert not may(role, Request("apigateway:SetWebACL", stage, of), attached=[EVERYTHING])


def test_what_it_makes_may_publish_its_own_events_and_nobody_elses() -> None:
    """The boundary lets them through; a role that is given the permission has it for its own sources only."""
    of = ground("ordering", "sandbox")
    role = deployment_role(of)
    bus = of.arn("events", "event-bus/meridian")

    def publish(source: str, *attached: Statement) -> bool:
        return may(role, Request("events:PutEvents", bus, {"events:source": source}), attached=attached)

    assert not publish("meridian.ordering")
    assert publish("meridian.ordering", EVERYTHING)
    assert publish("meridian.ordering.changes", EVERYTHING)
    assert not publish("meridian.orderingx", EVERYTHING)
    assert not publish("meridian.delivery", EVERYTHING)


def alone(role: DeploymentRole, sid: str = "", **widening: Any) -> DeploymentRole:
    """The role without the help of its boundary, one of its statements changed."""

    def changed(one: Statement) -> Statement:
        return replace(one, **widening) if one.sid == sid else one

    return replace(role, statements=tuple(map(changed, role.statements)), boundary=(EVERYTHING,))


ORDERING = deployment_role(ground("ordering", "production"))


@pytest.mark.parametrize("sid", [one.sid for one in ORDERING.statements if one.conditions])
def test_a_forgotten_condition_is_caught(sid: str) -> None:
    """Without any one statement's conditions the role could do what it must not, and the proof says so."""
    of = ground("ordering", "production")
    before, after = wrongly_allowed(alone(ORDERING), of), wrongly_allowed(alone(ORDERING, sid, conditions=()), of)
    assert set(after) > set(before)


@pytest.mark.parametrize(
    "sid", [one.sid for one in ORDERING.statements if any("ordering" in each for each in one.resources)]
)
def test_a_resource_that_is_everything_is_caught(sid: str) -> None:
    """Where names decide, a `*` in their place lets a neighbour's in."""
    of = ground("ordering", "production")
    before, after = wrongly_allowed(alone(ORDERING), of), wrongly_allowed(alone(ORDERING, sid, resources=("*",)), of)
    assert set(after) > set(before)


@pytest.mark.parametrize(
    "sid", [one.sid for one in deployment_role(ground("ordering", "sandbox")).boundary if one.effect == "Deny"]
)
def test_a_boundary_without_one_of_its_denials_is_caught(sid: str) -> None:
    """Were the boundary as wide as what is attached, each denial would be the last that holds."""
    of = ground("ordering", "sandbox")
    role = deployment_role(of)
    wide = replace(
        role, boundary=(EVERYTHING, *(one for one in role.boundary if one.effect == "Deny" and one.sid != sid))
    )
    whole = replace(role, boundary=(EVERYTHING, *(one for one in role.boundary if one.effect == "Deny")))
    assert set(wrongly_allowed(wide, of, EVERYTHING)) > set(wrongly_allowed(whole, of, EVERYTHING))


def test_every_statement_says_why_and_allows_no_action_by_a_pattern() -> None:
    """A reviewer reads the reason; nothing is allowed that nobody listed, and only lists and new keys are for all."""
    role = deployment_role(ground("delivery", "production"))
    assert len({one.sid for one in role.boundary}) == len(role.boundary)
    for one in (*role.statements, *role.boundary):
        assert one.why.endswith(".")
    assert [action for one in role.statements for action in one.actions if "*" in action] == []
    unbounded = {one.sid for one in role.statements if "*" in one.resources}
    assert unbounded == {"Lookups", "NewKeys"}
