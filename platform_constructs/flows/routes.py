"""
List every route of every domain: who owns it, which stack serves it, who may call it.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of, routes_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.declaration import PublicApi
from platform_constructs.model.route import Route

__all__ = ["ListedRoute", "list_routes"]


@dataclass(frozen=True, slots=True)
class ListedRoute:
    """
    A route with what a reader asks about it.

    Attributes:
        route: The route.
        host_name: The DNS name in the environment.
        scopes: Any one of these lets a caller in; empty when anyone may call.
    """

    route: Route
    host_name: str
    scopes: tuple[str, ...]


def list_routes(project: Project, source: ProjectSource) -> tuple[ListedRoute, ...]:
    """
    Return the routes of the selected stacks, sorted by host, path and method.

    Raises:
        ContractError: if a contract cannot be read.
    """
    contracts = contracts_of(project, source)
    scopes = {
        (stack, operation.id): operation.scopes
        for stack, contract in contracts.items()
        for operation in contract.operations
    }
    hosts = project.organisation.hosts
    serving = {one.stack for one in project.declarations if isinstance(one, PublicApi)} & project.selected
    return tuple(
        ListedRoute(
            route, hosts[route.host].domain_name[project.environment.name], scopes[route.stack, route.operation]
        )
        for route in routes_of(project, contracts)
        if route.stack in serving
    )
