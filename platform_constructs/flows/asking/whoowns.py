"""
Say whose a URL is, what answers it and whom to ask. Offline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.errors import DeclarationError
from platform_constructs.flows.asking.serving import Serving, serving
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of, routes_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.organisation import Domain, Organisation
from platform_constructs.ownership.whoowns import Ownership, who_owns
from platform_constructs.policy.packs.shelf import Shelf

__all__ = ["Answer", "whoowns"]

_METHODS = ("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE")


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Whose a request is.

    Attributes:
        ownership: What the registry and the contracts say.
        owner: The owning domain; None when it is nobody's.
        ask: Whom to ask: the owner, else the nearest claim's owner, else the platform.
        scopes: Any one of these lets a caller in; empty without a route, or for an open one.
        elsewhere: The environment whose host the URL names, when it is not the one asked about.
        serving: What a request meets on its way to the backend; None without a route, or where its contract or packs
            do not make an API, or it is declared in another repository.
        is_here: Whether this project declares what answers; otherwise a released route map says it.
    """

    ownership: Ownership
    owner: Domain | None
    ask: Domain
    scopes: tuple[str, ...]
    elsewhere: str = ""
    serving: Serving | None = None
    is_here: bool = True


def whoowns(project: Project, source: ProjectSource, shelf: Shelf, method: str, url: str, *, today: date) -> Answer:
    """
    Answer for one request.

    Args:
        project: The project.
        source: Its files, for the contracts.
        shelf: Every released pack.
        method: Such as `GET`.
        url: A URL, or a path.
        today: The day that delegations must hold on.

    Raises:
        ContractError: if a contract cannot be read.
        DeclarationError: if the URL is none, or what answers declares what its packs forbid.
        PackError: if the packs of what answers contradict each other.
    """
    if method.upper() not in _METHODS:
        raise DeclarationError(
            "DECL-035",
            "there is no such method",
            at="the command line",
            got=method,
            fix=f"use one of: {', '.join(_METHODS)}",
        )
    url = _with_scheme(url)
    organisation = project.organisation
    contracts = contracts_of(project, source)
    routes = (*routes_of(project, contracts), *project.elsewhere.routes)
    found = who_owns(organisation, routes, method, url, environment=project.environment.name, today=today)
    owner = organisation.domains[found.domain] if found.domain else None
    near = organisation.domains[found.nearest.domain] if found.nearest else organisation.platform
    scopes: tuple[str, ...] = ()
    served = None
    if found.route is not None and found.route.stack not in contracts:
        scopes = project.elsewhere.scopes(found.route)
    elif found.route is not None:
        served = serving(project, contracts, shelf, found.route, today=today)
        operations = contracts[found.route.stack].operations
        scopes = next(one.scopes for one in operations if one.id == found.route.operation)
    elsewhere = "" if found.host else _environment_of(organisation, url)
    is_here = found.route is None or found.route.stack in contracts
    return Answer(found, owner, owner or near, scopes, elsewhere, served, is_here)


def _with_scheme(url: str) -> str:
    """Take a URL as `paved routes` prints it, without a scheme."""
    return url if url.startswith("/") or "://" in url else f"https://{url}"


def _environment_of(organisation: Organisation, url: str) -> str:
    name = url.partition("://")[2].partition("/")[0]
    hosts = organisation.hosts.values()
    return next((where for host in hosts for where, said in host.domain_name.items() if said == name), "")
