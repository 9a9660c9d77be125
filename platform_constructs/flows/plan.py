"""
Decide everything about every stack before the engine starts: paths, law, contract, dependencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial

from platform_constructs.contracts.compile import compile_contract
from platform_constructs.contracts.contract import Contract
from platform_constructs.contracts.load import load_contract
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.contract import CompiledApi
from platform_constructs.model.declaration import Account, Declaration, Edge, IdentityPool, PublicApi
from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Audience
from platform_constructs.model.plan import Mapped, Plan, PlannedStack, Site
from platform_constructs.model.route import Route
from platform_constructs.model.settings import Settings, SettingValue
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.ownership.mount import mount_for
from platform_constructs.policy.compose import Law, compose
from platform_constructs.policy.shelf import Shelf
from platform_constructs.registry.assign import packs_for

__all__ = ["Planned", "contracts_of", "plan_stacks", "routes_of"]

_RESOURCES_QUOTA = "apigateway.resources-per-api"
_RESOURCES = 300  # AWS's default quota


@dataclass(frozen=True, slots=True)
class Planned:
    """
    What came of planning.

    Attributes:
        plan: What to build; None when something blocks.
        laws: The law of every planned stack, by stack.
        findings: What is wrong with claims, routes and contracts.
        lowered: What contracts lose on their way into API Gateway, one line each.
    """

    plan: Plan | None
    laws: Mapping[str, Law]
    findings: tuple[Finding, ...]
    lowered: tuple[str, ...]


def plan_stacks(project: Project, source: ProjectSource, shelf: Shelf, *, today: date) -> Planned:
    """
    Plan every selected stack.

    Args:
        project: The project as it was read.
        source: Its files, for the contracts.
        shelf: Every released policy pack.
        today: The date that delegations and dated rules are read against.

    Raises:
        ContractError, DeclarationError, PackError: if something cannot be read or makes no sense.
    """
    contracts = contracts_of(project, source)
    routes = routes_of(project, contracts)
    findings = [*check_claims(project.organisation, today=today)]
    findings += check_routes(project.organisation, routes, today=today)
    findings = [one for one in findings if _concerns(project, one)]
    stacks: list[PlannedStack] = []
    laws: dict[str, Law] = {}
    lowered: list[str] = []
    for declaration in _in_order(project):
        law = compose(
            shelf.select(packs_for(project.organisation, declaration.domain, _audience(project, declaration))),
            today=today,
        )
        laws[declaration.stack] = law
        settings = law.settle(_choices(declaration), place=declaration.place, domain=declaration.domain)
        planned = PlannedStack(
            declaration, _site(project, declaration), settings, depends_on=_needs(project, declaration)
        )
        if isinstance(declaration, PublicApi):
            api, wrong = _compile(project, declaration, contracts[declaration.stack], settings, findings, today=today)
            findings += wrong
            planned = replace(planned, api=api)
            lowered += [f"{place}: {what}" for place, what in api.lowered] if api else []
        elif isinstance(declaration, IdentityPool):
            planned = replace(planned, scopes=_scopes(project, contracts))
        elif isinstance(declaration, Edge):
            planned = replace(planned, mapped=_mapped(project, contracts, declaration, today=today))
        stacks.append(planned)
    plan = None if any(one.blocks for one in findings) else Plan(tuple(stacks))
    return Planned(plan, laws, tuple(sorted(findings, key=lambda one: one.order)), tuple(sorted(lowered)))


def contracts_of(project: Project, source: ProjectSource) -> dict[str, Contract]:
    """
    Read the contracts that the selected stacks need, by stack.

    The identity and edge stacks are made from every contract; any other stack needs its own only.
    """
    apis = [one for one in project.declarations if isinstance(one, PublicApi)]
    needs_all = any(
        isinstance(one, Edge | IdentityPool) and one.stack in project.selected for one in project.declarations
    )
    read = {}
    for api in apis:
        if needs_all or api.stack in project.selected:
            text, file = source.contract(api.place.file, api.contract)
            read[api.stack] = load_contract(text, file, read=partial(source.beside, file))
    return read


def routes_of(project: Project, contracts: Mapping[str, Contract]) -> tuple[Route, ...]:
    """Return every route that the contracts declare, sorted by path and method."""
    routes = [
        Route(api.host, operation.method, operation.path, api.domain, api.stack, operation.id, operation.place)
        for api in project.declarations
        if isinstance(api, PublicApi) and api.stack in contracts
        for operation in contracts[api.stack].operations
    ]
    return tuple(sorted(routes, key=lambda route: (route.host, route.path, route.method, route.stack)))


def _concerns(project: Project, finding: Finding) -> bool:
    """A bad claim fails its own stacks only: others' faults are theirs to see."""
    selected = {one.domain for one in project.declarations if one.stack in project.selected}
    return finding.owner in selected or not finding.owner


def _in_order(project: Project) -> list[Declaration]:
    """Return the selected declarations so that each comes after those it depends on."""
    order = (Account, IdentityPool, PublicApi, Edge)
    selected = [one for one in project.declarations if one.stack in project.selected]
    return [one for road in order for one in sorted(selected, key=lambda one: one.stack) if isinstance(one, road)]


def _audience(project: Project, declaration: Declaration) -> Audience | None:
    if isinstance(declaration, PublicApi | Edge):
        return project.organisation.hosts[declaration.host].audience
    return Audience.EXTERNAL if isinstance(declaration, IdentityPool) else None


def _choices(declaration: Declaration) -> Mapping[str, SettingValue]:
    return declaration.settings if isinstance(declaration, PublicApi) else {}


def _site(project: Project, declaration: Declaration) -> Site:
    organisation = project.organisation
    return Site(organisation, project.environment, organisation.domains[declaration.domain], declaration.stack)


def _needs(project: Project, declaration: Declaration) -> tuple[str, ...]:
    if isinstance(declaration, PublicApi):
        platform = project.organisation.platform.name
        return (f"{platform}-{Account.road}", f"{platform}-{IdentityPool.road}")
    if isinstance(declaration, Edge):
        return tuple(api.stack for api in _apis_on(project, declaration.host))
    return ()


def _apis_on(project: Project, host: str) -> list[PublicApi]:
    return [one for one in project.declarations if isinstance(one, PublicApi) and one.host == host]


def _scopes(project: Project, contracts: Mapping[str, Contract]) -> dict[str, dict[str, str]]:
    """Return each domain's scopes, without the resource server's prefix."""
    found: dict[str, dict[str, str]] = {}
    for api in project.declarations:
        if isinstance(api, PublicApi):
            prefix = project.organisation.domains[api.domain].scope_prefix
            for scope, purpose in contracts[api.stack].scopes.items():
                server, _, name = scope.partition("/")
                if server == prefix and name:
                    found.setdefault(server, {})[name] = purpose
    return found


def _mapped(project: Project, contracts: Mapping[str, Contract], edge: Edge, *, today: date) -> tuple[Mapped, ...]:
    found = []
    for api in _apis_on(project, edge.host):
        mount = mount_for(project.organisation, api.domain, api.host, _paths(contracts[api.stack]), today=today)
        if mount is not None:
            found.append(Mapped(api.stack, mount.strip("/")))
    return tuple(sorted(found, key=lambda one: one.base_path))


def _paths(contract: Contract) -> Iterable[str]:
    return [operation.path for operation in contract.operations]


def _compile(
    project: Project,
    declaration: PublicApi,
    contract: Contract,
    settings: Settings,
    known: Iterable[Finding],
    *,
    today: date,
) -> tuple[CompiledApi | None, list[Finding]]:
    _check_operations(declaration, contract)
    _check_throttles(declaration, contract, settings)
    domain = project.organisation.domains[declaration.domain]
    mount = mount_for(project.organisation, domain.name, declaration.host, _paths(contract), today=today)
    if mount is None:
        if any(one.blocks and one.owner == domain.name for one in known):
            return None, []  # ownership has said already what is wrong with its paths
        return None, [_scattered(declaration, contract)]
    api, findings = compile_contract(
        contract,
        mount=mount,
        scope_prefix=domain.scope_prefix,
        owner=domain.name,
        validate_body=settings.flag("request_validation.body"),
        validate_parameters=settings.flag("request_validation.parameters"),
        security_policy=settings.text("tls.api_policy"),
        endpoint_access_mode=settings.text("tls.endpoint_access_mode"),
        most_resources=project.organisation.quotas.get(_RESOURCES_QUOTA, _RESOURCES),
    )
    return api, [replace(one, stack=declaration.stack) for one in findings]


def _scattered(declaration: PublicApi, contract: Contract) -> Finding:
    first = contract.operations[0]
    return Finding(
        code="OWN-090",
        name="scattered-api",
        level=Level.BLOCK,
        what="one API answers under one claimed prefix, and these paths lie under several",
        at=first.place,
        got=first.path,
        fix="split the contract: one PublicApi with its own name per prefix",
        owner=declaration.domain,
        stack=declaration.stack,
    )


def _check_operations(declaration: PublicApi, contract: Contract) -> None:
    known = {operation.id for operation in contract.operations}
    for name in sorted(declaration.operations.keys() - known):
        near = get_close_matches(name, sorted(known), n=1)
        raise DeclarationError(
            "DECL-017",
            "the contract has no such operation",
            at=declaration.place,
            got=name,
            fix=f"did you mean {near[0]}?" if near else f"use one of: {', '.join(sorted(known))}",
        )


def _check_throttles(declaration: PublicApi, contract: Contract, settings: Settings) -> None:
    """An operation may be throttled harder than its API, never less."""
    for operation in contract.operations:
        own, kind = declaration.operation(operation.id), "throttle.write." if operation.writes else "throttle."
        for name, value in (("rate_per_second", own.rate_per_second), ("burst", own.burst)):
            allowed = settings.number(kind + name)
            if value is not None and value > allowed:
                raise DeclarationError(
                    "DECL-018",
                    f"{operation.id} may not let through more than its API: {kind + name} is {allowed}",
                    at=declaration.place,
                    got=f"{name}={value}",
                    fix=f"stay at or below {allowed}; {settings[kind + name].because[0]}",
                )
