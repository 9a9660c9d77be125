"""
Say whose a URL is, what answers it and whom to ask. Offline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.flows.plan import contracts_of, routes_of
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.organisation import Domain
from platform_constructs.ownership.whoowns import Ownership, who_owns

__all__ = ["Answer", "whoowns"]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Whose a request is.

    Attributes:
        ownership: What the registry and the contracts say.
        owner: The owning domain; None when it is nobody's.
        ask: Whom to ask: the owner, else the nearest claim's owner, else the platform.
        scopes: Any one of these lets a caller in; empty without a route, or for an open one.
    """

    ownership: Ownership
    owner: Domain | None
    ask: Domain
    scopes: tuple[str, ...]


def whoowns(project: Project, source: ProjectSource, method: str, url: str, *, today: date) -> Answer:
    """
    Answer for one request.

    Args:
        project: The project.
        source: Its files, for the contracts.
        method: Such as `GET`.
        url: A URL, or a path.
        today: The day that delegations must hold on.

    Raises:
        ContractError: if a contract cannot be read.
        DeclarationError: if the URL is none.
    """
    organisation = project.organisation
    contracts = contracts_of(project, source)
    routes = routes_of(project, contracts)
    found = who_owns(organisation, routes, method, url, environment=project.environment.name, today=today)
    owner = organisation.domains[found.domain] if found.domain else None
    near = organisation.domains[found.nearest.domain] if found.nearest else organisation.platform
    scopes: tuple[str, ...] = ()
    if found.route is not None:
        operations = contracts[found.route.stack].operations
        scopes = next(one.scopes for one in operations if one.id == found.route.operation)
    return Answer(found, owner, owner or near, scopes)
