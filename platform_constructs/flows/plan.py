"""
Decide everything about every stack before the engine starts: paths, law, contract, dependencies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from platform_constructs.contracts.contract import Contract
from platform_constructs.flows.compile_api import compile_api
from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of, paths_of, routes_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.declaration import Account, Declaration, Edge, IdentityPool, PublicApi
from platform_constructs.model.finding import Finding
from platform_constructs.model.plan import Mapped, Plan, PlannedStack, Site
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.ownership.mount import mount_for
from platform_constructs.policy.compose import Law
from platform_constructs.policy.shelf import Shelf

__all__ = ["Planned", "plan_stacks"]


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
        law = law_for(project, declaration, shelf, today=today)
        laws[declaration.stack] = law
        settings = settings_for(law, declaration)
        planned = PlannedStack(
            declaration, _site(project, declaration), settings, depends_on=_needs(project, declaration)
        )
        if isinstance(declaration, PublicApi):
            api, wrong = compile_api(
                project, declaration, contracts[declaration.stack], settings, findings, today=today
            )
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


def _concerns(project: Project, finding: Finding) -> bool:
    """A bad claim fails its own stacks only: others' faults are theirs to see."""
    selected = {one.domain for one in project.declarations if one.stack in project.selected}
    return finding.owner in selected or not finding.owner


def _in_order(project: Project) -> list[Declaration]:
    """Return the selected declarations so that each comes after those it depends on."""
    order = (Account, IdentityPool, PublicApi, Edge)
    selected = [one for one in project.declarations if one.stack in project.selected]
    found: list[Declaration] = [
        one for road in order for one in sorted(selected, key=lambda one: one.stack) if isinstance(one, road)
    ]
    if len(found) != len(selected):  # a road without a place here would be left out without a word
        raise TypeError(f"no order for {sorted({type(one).__name__ for one in selected})}")
    return found


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
        mount = mount_for(project.organisation, api.domain, api.host, paths_of(contracts[api.stack]), today=today)
        if mount is not None:
            found.append(Mapped(api.stack, mount.strip("/")))
    return tuple(sorted(found, key=lambda one: one.base_path))
