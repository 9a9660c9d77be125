"""
Read a project: its registry, and what every domain declares. Milliseconds; nothing is built.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from platform_constructs.errors import DeclarationError, PlatformError
from platform_constructs.flows.elsewhere import Elsewhere, read_elsewhere
from platform_constructs.flows.ports import ProjectSource, RunDeclarations
from platform_constructs.model.api import Api, HttpApi
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.environment import Environment
from platform_constructs.model.nearest import nearest
from platform_constructs.model.network import Network
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.platform_declarations import (
    Account,
    Delivery,
    Edge,
    IdentityPool,
    LoadBalancer,
    Partners,
)
from platform_constructs.registry.read import read_registry

__all__ = ["Project", "read_project"]

_PLATFORM_ONLY = (Account, Delivery, Edge, IdentityPool, LoadBalancer, Network, Partners)
_NOT_BUILT = (HttpApi,)


@dataclass(frozen=True, slots=True)
class Project:
    """
    A project as it was read.

    Attributes:
        organisation: The registry.
        environment: The environment to synthesise for.
        declarations: Everything declared, sorted by stack.
        selected: The stacks to build.
        notes: What is wrong with domains that were not asked for; they fail their own synth, not this one.
        elsewhere: What other repositories declare in the environment.
        read_code: Returns the files of a function's code, by the file that declares it and the folder.
        read_partners: Returns the text and name of a file of partners, by the file that declares it and its path.
    """

    organisation: Organisation
    environment: Environment
    declarations: tuple[Declaration, ...]
    selected: frozenset[str]
    notes: tuple[str, ...]
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    read_code: Callable[[str, str], Mapping[str, bytes]] = field(default=lambda file, folder: {})
    read_partners: Callable[[str, str], tuple[str, str]] = field(default=lambda file, path: ("", path))

    def fully_selected(self, domain: str) -> bool:
        """Whether every stack of a domain is built."""
        return all(one.stack in self.selected for one in self.declarations if one.domain == domain)


def read_project(
    source: ProjectSource, run: RunDeclarations, *, wanted: Sequence[str] = (), environment: str | None = None
) -> Project:
    """
    Read the registry and every declaration.

    Args:
        source: The project's files.
        run: Runs one `stack.py`.
        wanted: Names of stacks or domains; none means all.
        environment: The environment's name; None takes the registry's default.

    Raises:
        RegistryError: if the registry is broken: that fails everybody, and first.
        DeclarationError: if a wanted declaration is broken, or nothing matches.
    """
    organisation = read_registry(*source.registry())
    declarations: list[Declaration] = []
    broken: dict[str, PlatformError] = {}
    for domain in source.domains():
        try:
            mine = run(*source.source(domain))
            for one in mine:
                _check(one, organisation)
            declarations += mine
        except PlatformError as error:
            broken[domain] = error
    declarations.sort(key=lambda one: (one.stack, str(one.place)))
    selected = _select(declarations, broken, wanted)
    _refuse_twins(declarations, selected)
    where = _environment(organisation, environment)
    return Project(
        organisation,
        where,
        tuple(declarations),
        selected,
        tuple(f"{domain} is broken and was left out: {error.what}" for domain, error in sorted(broken.items())),
        read_elsewhere(source, organisation, where.name, here={one.stack for one in declarations}),
        source.code,
        source.partners,
    )


def _check(declaration: Declaration, organisation: Organisation) -> None:
    """Refuse what contradicts the registry."""
    place = declaration.place
    domain = organisation.domains.get(declaration.domain)
    if domain is None:
        raise DeclarationError(
            "DECL-007",
            "the registry knows no such domain",
            at=place,
            got=declaration.domain,
            fix=nearest(
                declaration.domain, organisation.domains, f"ask the platform team to add it to {organisation.file}"
            ),
        )
    if isinstance(declaration, _PLATFORM_ONLY) and not domain.platform:
        raise DeclarationError(
            "DECL-009",
            f"only the platform's own domain may declare {type(declaration).__name__}",
            at=place,
            got=declaration.domain,
            fix=f"leave it to {organisation.platform.name}; ask {organisation.platform.contact} for what you need",
        )
    if isinstance(declaration, Api | Edge):
        _check_host(declaration, organisation)
    if isinstance(declaration, _NOT_BUILT):
        raise DeclarationError(
            "DECL-060",
            "no road builds this yet",
            at=place,
            got=f"{type(declaration).__name__} {declaration.stack}",
            fix="name an HttpBackend or a MockBackend, and a road that `from platform_constructs import` offers",
        )


def _check_host(declaration: Api | Edge, organisation: Organisation) -> None:
    """Refuse a host that is not there, or that others reach than the road is for."""
    asked = declaration.audience if isinstance(declaration, Api) else ""
    fitting = sorted(name for name, one in organisation.hosts.items() if asked in ("", one.audience.value))
    if declaration.host not in fitting:
        audience = f" with the audience {asked}" if asked else ""
        raise DeclarationError(
            "DECL-019",
            f"this road needs a host of the registry{audience}",
            at=declaration.place,
            got=declaration.host,
            fix=f"use one of: {', '.join(fitting) or 'none is registered yet'}",
        )


def _select(
    declarations: Sequence[Declaration], broken: dict[str, PlatformError], wanted: Sequence[str]
) -> frozenset[str]:
    if not wanted:
        if broken:
            raise broken[min(broken)]
        if not declarations:
            raise DeclarationError(
                "DECL-032",
                "nothing is declared",
                at="stacks/domains",
                got="no stack.py",
                fix="write stacks/domains/<domain>/stack.py; the README shows one",
            )
        return frozenset(one.stack for one in declarations)
    chosen: set[str] = set()
    for said in wanted:
        name = said.rstrip("/").rpartition("/")[2]  # a shell completes a domain to its folder
        matches = {one.stack for one in declarations if name in (one.stack, one.domain)}
        if not matches:
            for domain, error in sorted(broken.items()):
                if name == domain or name.startswith(f"{domain}-"):
                    raise error
            known = sorted({one.stack for one in declarations} | {one.domain for one in declarations})
            raise DeclarationError(
                "DECL-031",
                "no stack or domain has this name",
                at="the command line",
                got=name,
                fix=nearest(name, known, f"use one of: {', '.join(known)}"),
            )
        if name in broken:
            raise broken[name]
        chosen |= matches
    return frozenset(chosen)


def _refuse_twins(declarations: Sequence[Declaration], selected: frozenset[str]) -> None:
    for one, other in pairwise(declarations):
        if one.stack == other.stack and one.stack in selected:
            raise DeclarationError(
                "DECL-008",
                f"two stacks are called {one.stack}",
                at=other.place,
                got=f"the first is declared at {one.place}",
                fix='give one of them a name, for example name="archive"',
            )


def _environment(organisation: Organisation, name: str | None) -> Environment:
    if name is None:
        return next(one for one in organisation.environments.values() if one.default)
    if name not in organisation.environments:
        raise DeclarationError(
            "DECL-033",
            "the registry knows no such environment",
            at="the command line",
            got=name,
            fix=f"use one of: {', '.join(sorted(organisation.environments))}",
        )
    return organisation.environments[name]
