"""
Read the contracts of a project, and the routes they declare.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.load import load_contract
from platform_constructs.contracts.api.structure import structure_faults
from platform_constructs.contracts.verdict import Verdicts
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api, InternalApi
from platform_constructs.model.finding import Finding
from platform_constructs.model.platform_declarations import Edge, IdentityPool, Partners
from platform_constructs.model.route import Route
from platform_constructs.model.service import ContainerBackend

__all__ = ["contracts_of", "internal_contracts_of", "invalid_in", "paths_of", "routes_of"]


def contracts_of(project: Project, source: ProjectSource) -> dict[str, Contract]:
    """
    Read the contracts that the selected stacks need, by stack.

    The identity, partners' and edge stacks are made from every contract, a container from those of every API behind the
    load balancer, which are numbered together; any other stack needs its own only.
    """
    apis = [one for one in project.declarations if isinstance(one, Api)]
    selected = [one for one in project.declarations if one.stack in project.selected]
    needs_all = any(isinstance(one, Edge | IdentityPool | Partners) for one in selected)
    needs_behind = any(isinstance(one, ContainerBackend) for one in selected)
    read = {}
    for api in apis:
        is_behind = any(isinstance(one, ContainerBackend) for one in api.services)
        is_needed = needs_all or api.stack in project.selected or (needs_behind and is_behind)
        if is_needed:
            read[api.stack] = _read(source, api)
    return read


def internal_contracts_of(project: Project, source: ProjectSource) -> dict[str, Contract]:
    """Read the contracts of every internal API of the project, by stack."""
    return {one.stack: _read(source, one) for one in project.declarations if isinstance(one, InternalApi)}


def _read(source: ProjectSource, api: Api) -> Contract:
    text, file = source.contract(api.place.file, api.contract)
    return load_contract(text, file, read=partial(source.beside, file))


def routes_of(project: Project, contracts: Mapping[str, Contract]) -> tuple[Route, ...]:
    """Return every route that the contracts declare, sorted by path and method."""
    routes = [
        Route(api.host, operation.method, operation.path, api.domain, api.stack, operation.id, operation.place)
        for api in project.declarations
        if isinstance(api, Api) and api.stack in contracts
        for operation in contracts[api.stack].operations
    ]
    return tuple(sorted(routes, key=lambda route: (route.host, route.path, route.method, route.stack)))


def paths_of(contract: Contract) -> list[str]:
    """Return the effective path of every operation."""
    return [operation.path for operation in contract.operations]


def invalid_in(contract: Contract, *, owner: str) -> tuple[Finding, ...]:
    """Return where a contract is no OpenAPI by the OpenAPI Initiative's own schema, as findings of its owner."""
    verdicts = Verdicts(owner, contract.file)
    verdicts.add(structure_faults(contract.root, is_31=contract.is_31))
    return verdicts.findings()
