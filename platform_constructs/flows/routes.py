"""
Map the routes of a project, and compare two maps.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from platform_constructs.catalog.route_changes import RouteChange, compare_maps
from platform_constructs.catalog.route_map import (
    FORMAT,
    Lifecycle,
    MappedRoute,
    MappedStack,
    MapPlace,
    Refusal,
    ReliesOn,
    RouteMap,
)
from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.document.node import Node
from platform_constructs.errors import shown
from platform_constructs.flows.elsewhere import Elsewhere
from platform_constructs.flows.read_contracts import paths_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.contract import Operation
from platform_constructs.model.place import Place
from platform_constructs.model.route import Route
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.holdings import Holding, held_by
from platform_constructs.ownership.mount import holding_of
from platform_constructs.ownership.paths import Greedy, Literal, parse
from platform_constructs.ownership.routes import RouteJudge
from platform_constructs.ownership.status import FAULTS

__all__ = ["compare_routes", "joined", "language_of", "map_routes"]

_LONGEST: Final = 2_000  # characters of a place's pointer
_LONGEST_PATH: Final = 2_900  # characters; a map takes some more, and API Gateway 1,000
_NO_NAME: Final = "(empty)"
_STATE: Final = re.compile(r"[a-z][a-z-]{0,31}")
_OVER: Final = frozenset({"deprecated", "retired"})


def map_routes(project: Project, contracts: Mapping[str, Contract], *, today: date) -> RouteMap:
    """
    Return the map of the selected stacks.

    Args:
        project: The project as it was read.
        contracts: At least the contracts of the selected stacks, by stack.
        today: The day that delegations must hold on.

    Raises:
        ContractError: if a contract's `deprecated` is neither true nor false.
    """
    judge = RouteJudge(Ground(project.organisation, today=today), ())
    routes: list[MappedRoute] = []
    stacks: list[MappedStack] = []
    for api in project.declarations:
        if isinstance(api, Api) and api.stack in project.selected:
            contract = contracts[api.stack]
            held = [one for one in held_by(project.organisation, api.domain, today=today) if one.host == api.host]
            mount = holding_of(held, [parse(path) for path in paths_of(contract)])
            stack = MappedStack(
                name=api.stack,
                domain=api.domain,
                host=api.host,
                mapping=_path(mount.prefix) if mount else None,
                scopes=_own_scopes(project, api, contract),
            )
            stacks.append(stack)
            routes += (_route(project, contract, operation, stack, held, judge) for operation in contract.operations)
    return RouteMap(
        format=FORMAT,
        environment=project.environment.name,
        routes=tuple(sorted(routes, key=lambda one: one.order)),
        stacks=tuple(sorted(stacks, key=lambda one: one.name)),
    )


def joined(own: RouteMap, others: Elsewhere) -> RouteMap:
    """Return one map of a project's own stacks and those of other repositories in the same environment."""
    return RouteMap(
        format=own.format,
        environment=own.environment,
        routes=tuple(sorted((*own.routes, *others.mapped), key=lambda one: one.order)),
        stacks=tuple(sorted((*own.stacks, *others.stacks), key=lambda one: one.name)),
    )


def _own_scopes(project: Project, api: Api, contract: Contract) -> dict[str, str]:
    prefix = project.organisation.domains[api.domain].scope_prefix
    return {scope: purpose for scope, purpose in contract.scopes.items() if scope.startswith(f"{prefix}/")}


def _route(
    project: Project,
    contract: Contract,
    operation: Operation,
    stack: MappedStack,
    held: list[Holding],
    judge: RouteJudge,
) -> MappedRoute:
    host = project.organisation.hosts[stack.host]
    return MappedRoute(
        owner=stack.domain,
        host=host.name,
        host_name=host.domain_name[project.environment.name],
        audience=host.audience,
        stack=stack.name,
        operation=operation.id,
        method=operation.method,  # type: ignore[arg-type]  # a contract has no others; the map checks it
        path=_path(operation.path),
        mapping=stack.mapping,
        auth="oauth2" if operation.scopes else "sigv4" if operation.is_signed else "none",
        scopes=tuple(
            shown(scope) or _NO_NAME for scope in operation.scopes
        ),  # as written: it may be malformed, or long
        lifecycle=lifecycle_of(contract, contract.declared[operation.id][1]),
        place=_place(operation.place),
        relies_on=_relies_on(holding_of(held, [parse(operation.path)])),
        refused=_refused(judge, operation, stack),
    )


def _refused(judge: RouteJudge, operation: Operation, stack: MappedStack) -> Refusal | None:
    pattern = parse(operation.path)
    route = Route(stack.host, operation.method, operation.path, stack.domain, stack.name, operation.id, operation.place)
    fault = judge.fault(route, pattern)
    if fault is None:
        return None
    status = next(status for status, one in FAULTS.items() if one.code == fault.code)
    return Refusal(status=status.value, owner=judge.owner(stack.host, pattern) or None)  # type: ignore[arg-type]  # the map checks it


def lifecycle_of(contract: Contract, operation: Node) -> Lifecycle:
    """
    Return what a contract says about an operation's age.

    Raises:
        ContractError: if its `deprecated` is neither true nor false.
    """
    info = contract.root.get("info")
    said = operation.get("deprecated")
    state = _state(operation.get("x-lifecycle") or (info.get("x-lifecycle") if info else None))
    return Lifecycle(
        deprecated=(said is not None and said.flag()) or state in _OVER,
        state=state,
        sunset=_day(operation.get("x-sunset")),
    )


def _state(said: Node | None) -> str:
    return said.value if said and isinstance(said.value, str) and _STATE.fullmatch(said.value) else ""


def _day(said: Node | None) -> date | None:
    """An extension is its author's own: what is no date is no sunset."""
    try:
        return date.fromisoformat(said.value) if said and isinstance(said.value, str) else None
    except ValueError:
        return None


def _relies_on(holding: Holding | None) -> ReliesOn | None:
    if holding is None:
        return None
    return ReliesOn(
        kind="delegation" if holding.giver else "claim",
        prefix=_path(holding.prefix),
        giver=holding.giver or None,
        place=_place(holding.place),
    )


def _path(written: str) -> str:
    """No synth takes a path that is changed here: it holds control characters, or is longer than any gateway takes."""
    return shown(written, longest=_LONGEST_PATH)


def _place(place: Place) -> MapPlace:
    return MapPlace(file=place.file, line=place.line, pointer=shown(place.pointer, longest=_LONGEST // 2))


def compare_routes(old: RouteMap, new: RouteMap) -> tuple[RouteChange, ...]:
    """Return what changed from one map to the next; requests are compared as ownership compares them."""
    return compare_maps(old, new, language_of)


@lru_cache(maxsize=1 << 16)
def language_of(path: str) -> Hashable:
    """Return the same for two paths that answer the same requests, whatever their variables are called."""
    return tuple(
        segment.text if isinstance(segment, Literal) else None if isinstance(segment, Greedy) else ()
        for segment in parse(path)
    )
