"""
Who may call which operation of an internal API, as the registry's grants and the contracts say together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.flows.read_contracts import routes_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import InternalApi
from platform_constructs.model.finding import Finding
from platform_constructs.model.host import Audience
from platform_constructs.model.plan import Call, Callers
from platform_constructs.model.route import Route
from platform_constructs.ownership.invocations import callers_of, calls_of, invoke_faults
from platform_constructs.ownership.mount import mount_for

__all__ = ["callers", "calls", "invocation_faults"]


def callers(project: Project, api: InternalApi, contract: Contract, *, today: date) -> tuple[Callers, ...]:
    """Return who may call an internal API today, sorted by domain."""
    methods = {operation.id: operation.method for operation in contract.operations}
    stacks: dict[str, set[str]] = {}
    known = [(one.domain, one.stack) for one in project.declarations]
    for domain, stack in (*known, *((one.domain, one.name) for one in project.elsewhere.stacks)):
        stacks.setdefault(domain, set()).add(stack)
    return callers_of(project.organisation, project.environment, api.stack, methods, stacks, today=today)


def calls(project: Project, domain: str, contracts: Mapping[str, Contract], *, today: date) -> tuple[Call, ...]:
    """Return what a domain's services may call of internal APIs, sorted by stack."""
    routes = _internal_routes(project, contracts)
    mounts = {}
    for stack in {route.stack for route in routes}:
        own = [route for route in routes if route.stack == stack]
        paths = [route.path for route in own]
        mount = mount_for(project.organisation, own[0].domain, own[0].host, paths, today=today)
        if mount is not None:
            mounts[stack] = mount
    return calls_of(project.organisation, domain, routes, mounts, today=today)


def invocation_faults(project: Project, contracts: Mapping[str, Contract], *, today: date) -> list[Finding]:
    """Return what is wrong with grants to call internal APIs; of every domain's."""
    apis = {one.stack: one.domain for one in project.declarations if isinstance(one, InternalApi)}
    operations = {
        stack: {operation.id for operation in contracts[stack].operations} for stack in apis if stack in contracts
    }
    for route in _internal_routes(project, {}):
        apis[route.stack] = route.domain
        operations.setdefault(route.stack, set()).add(route.operation)
    return [*invoke_faults(project.organisation, apis, operations, today=today)]


def _internal_routes(project: Project, contracts: Mapping[str, Contract]) -> list[Route]:
    """Return the operations of every internal API that is known, also of other repositories."""
    here = {one.stack for one in project.declarations if isinstance(one, InternalApi)}
    hosts = project.organisation.hosts
    others = [route for route in project.elsewhere.routes if hosts[route.host].audience is Audience.INTERNAL]
    return [*(route for route in routes_of(project, contracts) if route.stack in here), *others]
