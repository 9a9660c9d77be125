"""
Plan a service: what it runs, and what the load balancer sends to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.contract import Operation
from platform_constructs.model.finding import Finding
from platform_constructs.model.host import Balancer
from platform_constructs.model.plan import ListenerRule, PlannedStack
from platform_constructs.model.service import ContainerBackend, FunctionBackend, Service
from platform_constructs.ownership.holdings import Holding, held_by
from platform_constructs.ownership.mount import holding_of
from platform_constructs.ownership.paths import Greedy, Literal, Param, Pattern, parse
from platform_constructs.ownership.priorities import FirstMatch, assign_priorities

__all__ = ["plan_service"]

_LONGEST_PATH: Final = 128  # characters: what a condition of a listener rule takes


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A rule that has no number yet, and the container that it leads to."""

    rule: ListenerRule
    service: str
    match: FirstMatch


def plan_service(
    project: Project, contracts: Mapping[str, Contract], planned: PlannedStack, service: Service, *, today: date
) -> tuple[PlannedStack, list[Finding]]:
    """
    Plan one service.

    Args:
        project: The project as it was read.
        contracts: The contracts of every API that a container answers for.
        planned: The stack so far.
        service: What its owner wrote.
        today: The day that delegations must hold on.

    Returns:
        The stack, and what is wrong with the priorities of its rules.

    Raises:
        DeclarationError: if there is no load balancer for a container, or its code is not there.
        ToolError: if its code cannot be packed.
    """
    if isinstance(service, FunctionBackend) and service.code is not None:
        return replace(planned, code=project.read_code(service.place.file, service.code)), []
    if not isinstance(service, ContainerBackend):
        return planned, []
    balancer = project.organisation.balancer
    if balancer is None:
        raise DeclarationError(
            "DECL-064",
            "a container stands behind the load balancer, and the registry has none",
            at=service.place,
            got=f"no [balancer] in {project.organisation.file}",
            fix=f"ask {project.organisation.platform.contact} for one, or use a FunctionBackend",
        )
    rules, findings = _numbered(project, contracts, balancer, today=today)
    mine = tuple(sorted((rule for name, rule in rules if name == service.stack), key=lambda rule: rule.name))
    return replace(planned, listeners=mine), [one for one in findings if one.owner == service.domain]


def _numbered(
    project: Project, contracts: Mapping[str, Contract], balancer: Balancer, *, today: date
) -> tuple[list[tuple[str, ListenerRule]], list[Finding]]:
    """Return every rule of the listener with its number, each with its container; and what could not be numbered."""
    wanted = [
        one
        for api in project.declarations
        if isinstance(api, Api) and api.stack in contracts
        for one in _wanted(project, api, contracts[api.stack], balancer, today=today)
    ]
    domains = project.organisation.domains
    bands = {name: one.alb_priorities for name, one in domains.items() if one.alb_priorities is not None}
    given = assign_priorities((one.match for one in wanted), bands)
    rules = [
        (one.service, replace(one.rule, priority=given.priorities[one.match.name]))
        for one in wanted
        if one.match.name in given.priorities
    ]
    return rules, [*given.findings]


def _wanted(project: Project, api: Api, contract: Contract, balancer: Balancer, *, today: date) -> Iterator[_Wanted]:
    """Yield one rule for an API that one container answers for, or one for each operation where there are several."""
    containers = {one.stack for one in api.services if isinstance(one, ContainerBackend)}
    patterns = {operation.id: parse(operation.path) for operation in contract.operations}
    held = (one for one in held_by(project.organisation, api.domain, today=today) if one.host == api.host)
    holding = holding_of(held, patterns.values())
    if not containers or holding is None:
        return
    owner = holding.giver or api.domain
    host = balancer.name_of(api.host, project.environment.name)
    if len(containers) == 1:
        yield _whole(api, holding, owner, host, service=min(containers))
        return
    for operation in contract.operations:
        backend = api.backend_of(operation.id)
        if isinstance(backend, ContainerBackend):
            yield _single(api, operation, patterns[operation.id], owner, host, service=backend.stack)


def _whole(api: Api, holding: Holding, owner: str, host: str, *, service: str) -> _Wanted:
    prefix = holding.prefix.rstrip("/")
    _check_length(api, f"{prefix}/*")
    rule = ListenerRule(api.stack, 0, host, (prefix, f"{prefix}/*") if prefix else ("/*",))
    pattern = (*parse(prefix), Greedy("rest")) if prefix else (Greedy("rest"),)
    return _Wanted(rule, service, FirstMatch(api.stack, owner, pattern, api.place))


def _single(api: Api, operation: Operation, pattern: Pattern, owner: str, host: str, *, service: str) -> _Wanted:
    path = (
        "".join(
            "/*" if isinstance(one, Param | Greedy) else f"/{one.text}" if isinstance(one, Literal) else ""
            for one in pattern
        )
        or "/"
    )
    _check_length(api, path)
    name = f"{api.stack}-{operation.id}"
    rule = ListenerRule(name, 0, host, (path,), operation.method)
    # at the end, * takes everything below too: so it comes after whatever is longer
    ends_open = bool(pattern) and isinstance(pattern[-1], Param)
    taken = (*pattern[:-1], Greedy("rest")) if ends_open else pattern
    return _Wanted(rule, service, FirstMatch(name, owner, taken, operation.place))


def _check_length(api: Api, path: str) -> None:
    if len(path) > _LONGEST_PATH:
        raise DeclarationError(
            "DECL-065",
            f"the load balancer takes no path over {_LONGEST_PATH} characters",
            at=api.place,
            got=f"{len(path)} characters: {path}",
            fix="shorten the path, or have one container answer for the whole API",
        )
