"""
Decide everything about every stack before the engine starts: paths, law, contract, dependencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.adopter import adopter_for
from platform_constructs.flows.catalogue.declared import declared_in
from platform_constructs.flows.compile_api import compile_api
from platform_constructs.flows.dependencies import needs
from platform_constructs.flows.deployment_roles import deployment_roles
from platform_constructs.flows.edge import mapped_apis, too_deep
from platform_constructs.flows.grants import grant_faults
from platform_constructs.flows.invocations import callers, invocation_faults
from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.partners import plan_partners
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of, routes_of
from platform_constructs.flows.read_project import Project
from platform_constructs.flows.scopes import resource_servers
from platform_constructs.flows.services import plan_service
from platform_constructs.model.api import Api, InternalApi
from platform_constructs.model.contract import CompiledApi
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.finding import Finding
from platform_constructs.model.firewall import Firewall
from platform_constructs.model.network import Network
from platform_constructs.model.plan import Plan, PlannedStack, Site
from platform_constructs.model.platform_declarations import (
    Account,
    Delivery,
    Edge,
    IdentityPool,
    LoadBalancer,
    Partners,
)
from platform_constructs.model.service import Service
from platform_constructs.model.settings import Settings
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.policy.composing.compose import Law
from platform_constructs.policy.composing.firewall import TOKEN_PATHS, merge_firewall
from platform_constructs.policy.packs.lifecycle import Lifecycle, retirement_findings
from platform_constructs.policy.packs.shelf import Shelf

__all__ = ["Planned", "in_order", "ownership_faults", "plan_stack", "plan_stacks"]


@dataclass(frozen=True, slots=True)
class Planned:
    """
    What came of planning.

    Attributes:
        plan: What to build; None when something blocks.
        laws: The law of every planned stack, by stack.
        findings: What is wrong with claims, routes and contracts.
        lowered: What contracts lose on their way into API Gateway, one line each.
        contracts: The contracts that were read for it, by stack.
    """

    plan: Plan | None
    laws: Mapping[str, Law]
    findings: tuple[Finding, ...]
    lowered: tuple[str, ...]
    contracts: Mapping[str, Contract]


def plan_stacks(project: Project, source: ProjectSource, shelf: Shelf, lifecycle: Lifecycle, *, today: date) -> Planned:
    """
    Plan every selected stack.

    Args:
        project: The project as it was read.
        source: Its files, for the contracts.
        shelf: Every released policy pack.
        lifecycle: Which versions of them are on their way out.
        today: The date that delegations, dated rules and withdrawals are read against.

    Raises:
        ContractError, DeclarationError, PackError: if something cannot be read or makes no sense.
    """
    contracts = contracts_of(project, source)
    findings = ownership_faults(project, source, contracts, today=today)
    stacks: list[PlannedStack] = []
    laws: dict[str, Law] = {}
    lowered: list[str] = []
    for declaration in in_order(project):
        law = law_for(project, declaration, shelf, today=today)
        laws[declaration.stack] = law
        settings = settings_for(law, declaration)
        planned, wrong = plan_stack(project, contracts, declaration, law, settings, findings, today=today)
        findings += wrong
        findings += _unread(declaration, contracts)
        lowered += [f"{place}: {what}" for place, what in planned.api.lowered] if planned.api else []
        stacks.append(planned)
    for one in stacks:
        domain, place = one.declaration.domain, one.declaration.place
        findings += retirement_findings(
            laws[one.name].packs,
            lifecycle,
            today=today,
            owner=domain,
            stack=one.name,
            at=place,
            adopter=partial(adopter_for, project, one.declaration),
        )
    plan = None if any(one.blocks for one in findings) else Plan(tuple(stacks))
    return Planned(plan, laws, tuple(sorted(findings, key=lambda one: one.order)), tuple(sorted(lowered)), contracts)


def ownership_faults(
    project: Project, source: ProjectSource, contracts: Mapping[str, Contract], *, today: date
) -> list[Finding]:
    """
    Return what is wrong with the claims, routes, scopes, events and grants of the selected stacks' domains.

    Raises:
        ContractError: if the contract of a domain whose scope is asked for cannot be read.
    """
    findings = [*check_claims(project.organisation, today=today)]
    routes = (*routes_of(project, contracts), *project.elsewhere.routes)
    findings += check_routes(project.organisation, routes, today=today)
    findings += grant_faults(project, source, contracts, today=today)
    findings += invocation_faults(project, contracts, today=today)
    return [one for one in findings if _concerns(project, one)]


def plan_stack(
    project: Project,
    contracts: Mapping[str, Contract],
    declaration: Declaration,
    law: Law,
    settings: Settings,
    known: Iterable[Finding],
    *,
    today: date,
) -> tuple[PlannedStack, list[Finding]]:
    """
    Plan one stack.

    Args:
        project: The project as it was read.
        contracts: The contracts that the selected stacks need, by stack.
        declaration: What its owner wrote.
        law: The packs that bind it.
        settings: What they decided.
        known: What is wrong with claims and routes.
        today: The date that delegations are read against.

    Returns:
        The stack, which lacks its API where its contract cannot be carried, and what is wrong with the contract.

    Raises:
        DeclarationError, PackError: if what it declares and its packs do not go together.
    """
    planned = PlannedStack(declaration, _site(project, declaration), settings, depends_on=needs(project, declaration))
    if isinstance(declaration, Network) and planned.site.environment.name not in declaration.environments:
        raise _no_network(planned.site, declaration)
    if isinstance(declaration, LoadBalancer) and planned.site.organisation.balancer is None:
        raise _no_balancer(planned.site, declaration)
    if isinstance(declaration, InternalApi):
        contract = contracts[declaration.stack]
        api, wrong = compile_api(project, declaration, contract, settings, known, today=today)
        return replace(planned, api=api, callers=callers(project, declaration, contract, today=today)), wrong
    if isinstance(declaration, Api):
        contract = contracts[declaration.stack]
        api, wrong = compile_api(project, declaration, contract, settings, known, today=today)
        return replace(planned, api=api, firewall=_firewall(law, settings, api)), wrong
    if isinstance(declaration, Service):
        return plan_service(project, contracts, planned, declaration, today=today)
    if isinstance(declaration, IdentityPool):
        firewall = merge_firewall(law, settings, auth_paths=TOKEN_PATHS)
        return replace(planned, scopes=resource_servers(project, contracts), firewall=firewall), []
    if isinstance(declaration, Partners):
        return plan_partners(project, contracts, planned, declaration, today=today)
    if isinstance(declaration, Edge):
        mapped = mapped_apis(project, contracts, declaration, today=today)
        return replace(planned, mapped=mapped), too_deep(project, declaration, mapped)
    if isinstance(declaration, Delivery):
        roles, wrong = deployment_roles(project)
        return replace(planned, roles=roles), wrong
    return planned, []


def _no_network(site: Site, network: Network) -> DeclarationError:
    return DeclarationError(
        "DECL-057",
        f"the network has nothing for the environment {site.environment.name}",
        at=network.place,
        got=f"only {', '.join(network.environments) or 'none'}",
        fix=f'add it to cidr or existing, for example cidr={{"{site.environment.name}": "10.40.0.0/20"}}',
    )


def _no_balancer(site: Site, balancer: LoadBalancer) -> DeclarationError:
    return DeclarationError(
        "DECL-066",
        "the registry does not say where the load balancer stands",
        at=balancer.place,
        got=f"no [balancer] in {site.organisation.file}",
        fix="add [balancer] with domain_name and zone for each environment",
    )


def _unread(declaration: Declaration, contracts: Mapping[str, Contract]) -> tuple[Finding, ...]:
    """What a contract says to the catalogue in a shape that it does not read."""
    if not isinstance(declaration, Api):
        return ()
    return declared_in(contracts[declaration.stack]).findings(owner=declaration.domain, stack=declaration.stack)


def _firewall(law: Law, settings: Settings, api: CompiledApi | None) -> Firewall:
    return merge_firewall(law, settings, declared_types=api.request_types if api else ())


def _concerns(project: Project, finding: Finding) -> bool:
    """A bad claim fails its own stacks only: others' faults are theirs to see."""
    selected = {one.domain for one in project.declarations if one.stack in project.selected}
    return finding.owner in selected or not finding.owner


def in_order(project: Project) -> list[Declaration]:
    """Return the selected declarations so that each comes after those it depends on."""
    order = (Account, Delivery, Network, IdentityPool, LoadBalancer, Service, Api, Partners, Edge)
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
