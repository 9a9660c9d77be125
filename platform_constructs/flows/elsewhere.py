"""
What is declared in other repositories, as the released route maps beside the registry have it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from platform_constructs.catalog.read_route_map import read_route_map
from platform_constructs.catalog.route_map import MappedRoute, MappedStack
from platform_constructs.errors import RegistryError
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.model.route import Route

__all__ = ["Elsewhere", "read_elsewhere"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """
    Stacks and routes of other repositories in one environment.

    Attributes:
        stacks: The stacks, sorted by name.
        mapped: Their routes, as the maps have them.
        routes: The same; a place is the route map's, and says where the contract has it.
    """

    stacks: tuple[MappedStack, ...] = ()
    mapped: tuple[MappedRoute, ...] = ()
    routes: tuple[Route, ...] = ()

    def scopes(self, route: Route) -> tuple[str, ...]:
        """Return the scopes of a route, any of which lets a caller in; none when it is not elsewhere."""
        found = (one for one in self.mapped if (one.stack, one.operation) == (route.stack, route.operation))
        return next((one.scopes for one in found), ())


def read_elsewhere(
    source: ProjectSource, organisation: Organisation, environment: str, *, here: Collection[str]
) -> Elsewhere:
    """
    Read the released route maps.

    Args:
        source: The project's files.
        organisation: The registry.
        environment: Maps of other environments are left alone.
        here: Stacks that this project declares itself: what a map says of them is the past.

    Raises:
        RegistryError: REG-058, if two maps say something of one stack, or one has a domain or host that the registry
            does not know.
        RouteMapError: if a map cannot be read.
    """
    stacks: dict[str, tuple[MappedStack, str]] = {}
    mapped: list[MappedRoute] = []
    routes: list[Route] = []
    for text, name in source.route_maps():
        found = read_route_map(text, name)
        if found.environment != environment:
            continue
        for stack in found.stacks:
            if stack.name in here:
                continue
            if stack.domain not in organisation.domains or stack.host not in organisation.hosts:
                raise _refused(
                    name,
                    f"the registry does not know the domain or the host of {stack.name}",
                    f"{stack.domain} on {stack.host}",
                    "remove the map, or the stack from it, once it is destroyed",
                )
            _, other = stacks.setdefault(stack.name, (stack, name))
            if other != name:
                raise _refused(
                    name,
                    f"two route maps have the stack {stack.name}",
                    f"it is in {other} too",
                    "keep the last one of each domain and environment",
                )
        others = [route for route in found.routes if route.stack not in here]
        mapped += others
        routes += [_route(route, name) for route in others]
    return Elsewhere(tuple(stack for _, (stack, _) in sorted(stacks.items())), tuple(mapped), tuple(routes))


def _refused(name: str, what: str, got: str, fix: str) -> RegistryError:
    return RegistryError("REG-058", what, at=name, got=got, fix=fix)


def _route(route: MappedRoute, name: str) -> Route:
    place = Place(name, 0, f"{route.place.file}:{route.place.line}")
    return Route(route.host, route.method, route.path, route.owner, route.stack, route.operation, place)
