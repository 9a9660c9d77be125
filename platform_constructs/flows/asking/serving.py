"""
What serves a route, as the packs and the contract decide it: gateway, authorizer, firewall, throttle. Nothing is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.plan import plan_stack
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.contract import Operation
from platform_constructs.model.firewall import Firewall
from platform_constructs.model.plan import STAGE, PlannedStack
from platform_constructs.model.platform_declarations import IdentityPool
from platform_constructs.model.route import Route
from platform_constructs.model.throttle import Throttle, throttle_of
from platform_constructs.policy.packs.shelf import Shelf

__all__ = ["Serving", "serving"]


@dataclass(frozen=True, slots=True)
class Serving:
    """
    The objects that a request meets on its way to the backend.

    Attributes:
        api: The REST API's name in AWS, which is its web ACL's, too.
        stage: Its stage.
        resource: The path of the resource inside the API, below the base path that the mapping strips.
        method: The resource's method.
        authorizer: What checks the caller's token: the SSM parameter that names the user pool; empty for an open
            operation, and where requests are signed.
        scopes: Any one of these lets a caller in; empty for an open operation, and where requests are signed.
        callers: The domains whose services may call it, where requests are signed; None where they are not.
        firewall: What the web ACL asks of every request; None where there is none.
        throttle: What the operation lets through.
        is_own_throttle: Whether that is the operation's own, not its whole API's.
        requests_per_day: What the usage plan lets one consumer send; None where there is none.
        backend: Where the request goes.
        packs: The packs that decided, such as `baseline 2.0.0`, sorted.
    """

    api: str
    stage: str
    resource: str
    method: str
    authorizer: str
    scopes: tuple[str, ...]
    callers: tuple[str, ...] | None
    firewall: Firewall | None
    throttle: Throttle
    is_own_throttle: bool
    requests_per_day: int | None
    backend: str
    packs: tuple[str, ...]


def serving(
    project: Project, contracts: Mapping[str, Contract], shelf: Shelf, route: Route, *, today: date
) -> Serving | None:
    """
    Return what serves a route; None when its contract cannot be carried into API Gateway, as a synth would say.

    Args:
        project: The project.
        contracts: Its contracts, by stack.
        shelf: Every released pack.
        route: A route of one of its contracts.
        today: The date that delegations and dated rules are read against.

    Raises:
        DeclarationError, PackError: if what the domain declares and its packs do not go together.
    """
    declaration = next(one for one in project.declarations if one.stack == route.stack)
    if not isinstance(declaration, Api):
        raise TypeError(f"no gateway is known for {type(declaration).__name__}")
    law = law_for(project, declaration, shelf, today=today)
    settings = settings_for(law, declaration)
    planned, _ = plan_stack(project, contracts, declaration, law, settings, (), today=today)
    if planned.api is None:
        return None
    operation = next(one for one in planned.api.operations if one.id == route.operation)
    identity = f"{project.organisation.platform.name}-{IdentityPool.road}"
    throttle, stage = throttle_of(settings, declaration, operation), throttle_of(settings)
    backend = declaration.backend_of(operation.id)
    return Serving(
        api=planned.site.prefix,
        stage=STAGE,
        resource=planned.api.resource_paths[operation.id],
        method=operation.method,
        authorizer="" if not operation.scopes else planned.site.parameter(identity, "user-pool-arn"),
        scopes=operation.scopes,
        callers=_callers(planned, operation) if operation.is_signed else None,
        firewall=planned.firewall,
        throttle=throttle,
        is_own_throttle=throttle != stage,
        requests_per_day=None if operation.is_signed else settings.number("usage_plan.requests_per_day"),
        backend=backend.said(project.environment.name),
        packs=law.labels,
    )


def _callers(planned: PlannedStack, operation: Operation) -> tuple[str, ...]:
    called = (operation.id, operation.method)
    return tuple(one.domain for one in planned.callers if called in one.operations)
