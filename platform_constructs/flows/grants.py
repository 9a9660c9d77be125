"""
Hold what domains ask of each other against what the registry grants: scopes, events, and how long it all lasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.load import load_contract
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import routes_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.finding import Finding
from platform_constructs.model.grant import ScopeGrant
from platform_constructs.ownership.event_claims import event_claim_faults, look_alikes
from platform_constructs.ownership.event_ground import EventGround
from platform_constructs.ownership.scopes import Asked, ScopeGround, scope_faults
from platform_constructs.ownership.terms import term_faults

__all__ = ["asked_of", "foreign_scopes", "grant_faults", "scope_ground", "with_parties"]


def foreign_scopes(project: Project, domain: str, contract: Contract) -> frozenset[str]:
    """Return the well-formed scopes of others that a contract's operations ask for; ownership judges those."""
    own = f"{project.organisation.domains[domain].scope_prefix}/"
    asked = (scope for operation in contract.operations for scope in operation.scopes)
    return frozenset(scope for scope in asked if scope in contract.scopes and not scope.startswith(own))


def asked_of(project: Project, contracts: Mapping[str, Contract]) -> list[Asked]:
    """Return every scope of another domain that an operation asks for."""
    found = []
    for api in project.declarations:
        if isinstance(api, Api) and api.stack in contracts:
            foreign = foreign_scopes(project, api.domain, contracts[api.stack])
            found += [
                Asked(scope, api.domain, api.stack, operation.id, operation.place)
                for operation in contracts[api.stack].operations
                for scope in operation.scopes
                if scope in foreign
            ]
    return found


def with_parties(project: Project, source: ProjectSource, contracts: Mapping[str, Contract]) -> dict[str, Contract]:
    """
    Return the contracts, and those of every domain on either side of a scope that the selected ones ask for or grant.

    Raises:
        ContractError: if a contract that others rely on cannot be read.
    """
    organisation = project.organisation
    selected = {one.domain for one in project.declarations if one.stack in project.selected}
    servers = {one.scope.partition("/")[0] for one in asked_of(project, contracts)}
    parties = {name for name, one in organisation.domains.items() if one.scope_prefix in servers}
    for grant in organisation.grants:
        if isinstance(grant, ScopeGrant):
            parties |= {grant.owner, grant.to} & selected
    read = dict(contracts)
    for api in project.declarations:
        if isinstance(api, Api) and api.domain in parties and api.stack not in read:
            text, file = source.contract(api.place.file, api.contract)
            read[api.stack] = load_contract(text, file, read=partial(source.beside, file))
    return read


def scope_ground(project: Project, contracts: Mapping[str, Contract], *, today: date) -> ScopeGround:
    """Return the ground to judge scopes on: what is defined is known of domains all of whose contracts were read."""
    apis: dict[str, list[str]] = {}
    for one in project.declarations:
        stacks = apis.setdefault(one.domain, [])
        stacks += [one.stack] if isinstance(one, Api) else []
    defined = {}
    for name, stacks in apis.items():
        if all(stack in contracts for stack in stacks):
            prefix = f"{project.organisation.domains[name].scope_prefix}/"
            scopes = (scope for stack in stacks for scope in contracts[stack].scopes)
            defined[name] = frozenset(scope for scope in scopes if scope.startswith(prefix))
    return ScopeGround(project.organisation, defined, today=today)


def grant_faults(
    project: Project, source: ProjectSource, contracts: Mapping[str, Contract], *, today: date
) -> list[Finding]:
    """
    Return what is wrong with scopes, event sources, grants and their terms; of every domain's.

    Args:
        project: The project.
        source: Its files, for the contracts of those on the other side of a grant.
        contracts: The contracts that were read.
        today: The day that grants must hold on.

    Raises:
        ContractError: if a contract that others rely on cannot be read.
    """
    read = with_parties(project, source, contracts)
    asked = asked_of(project, read)
    found = [*scope_faults(scope_ground(project, read, today=today), asked)]
    found += event_claim_faults(EventGround(project.organisation, today=today))
    found += look_alikes(project.organisation)
    found += term_faults(project.organisation, routes_of(project, read), asked, today=today)
    return found
