"""
Answer about partners: who they are, what one gets handed over, and what the file would be with or without one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.errors import RegistryError
from platform_constructs.flows.law import law_for, settings_for
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.partners import Opened, open_to, opened_by, partner_findings, partners_of
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.partner import Partner
from platform_constructs.model.plan import Site
from platform_constructs.model.platform_declarations import Partners
from platform_constructs.registry.partners.edit import with_partner, without_partner
from platform_constructs.registry.partners.read import read_partners

__all__ = [
    "Change",
    "Handover",
    "ListedPartner",
    "PartnersAnswer",
    "handover",
    "list_partners",
    "with_one",
    "without_one",
]


@dataclass(frozen=True, slots=True)
class ListedPartner:
    """
    A partner, and what its scopes open.

    Attributes:
        partner: What was agreed.
        opens: The operations, sorted by path and method.
    """

    partner: Partner
    opens: tuple[Opened, ...]


@dataclass(frozen=True, slots=True)
class PartnersAnswer:
    """
    The partners of one environment.

    Attributes:
        environment: Its name.
        listed: They, sorted by name.
        findings: What is wrong with them.
    """

    environment: str
    listed: tuple[ListedPartner, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """
    What a partner is told, and where its secret and key are found. Nothing of it is secret.

    Attributes:
        listed: The partner, and what its scopes open.
        organisation: Our name.
        contact: Whom to ask here.
        environment: Where.
        region: AWS's.
        secret: The name of its secret.
        key: The name of its API key.
        token_endpoint: The URL.
        hosts: URL by the registry's key, of the hosts that its operations are on.
    """

    listed: ListedPartner
    organisation: str
    contact: str
    environment: str
    region: str
    secret: str
    key: str
    token_endpoint: str
    hosts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """
    The file of partners as it is and as it would be.

    Attributes:
        file: Its path below the project's root.
        old: Its text.
        new: What it would be.
        reviewers: Who reviews it.
        contact: How they are reached.
        findings: What is wrong with the partner that comes; blocking ones mean that nothing is written.
    """

    file: str
    old: str
    new: str
    reviewers: tuple[str, ...]
    contact: str
    findings: tuple[Finding, ...] = ()


def list_partners(project: Project, source: ProjectSource, book: Lawbook, *, today: date) -> PartnersAnswer:
    """
    Return the partners of the project's environment.

    Raises:
        RegistryError: PTR-032 if no stack declares any; whatever is wrong with the file.
    """
    declaration = _declared(project)
    contracts = contracts_of(project, source)
    here = [one for one in partners_of(project, declaration) if one.is_in(project.environment.name)]
    found = _judged(project, contracts, declaration, here, book, today=today)
    opened = opened_by(project, contracts)
    listed = tuple(ListedPartner(one, tuple(open_to(one, opened))) for one in here)
    return PartnersAnswer(project.environment.name, listed, found)


def handover(project: Project, source: ProjectSource, name: str) -> Handover:
    """
    Return what a partner is handed over in the project's environment.

    Raises:
        RegistryError: PTR-032 if no stack declares partners, PTR-033 if there is none of this name in the
            environment; whatever is wrong with the file.
    """
    declaration, environment = _declared(project), project.environment
    here = [one for one in partners_of(project, declaration) if one.is_in(environment.name)]
    partner = _named(here, name, declaration)
    opens = tuple(open_to(partner, opened_by(project, contracts_of(project, source))))
    organisation = project.organisation
    site = Site(organisation, environment, organisation.domains[declaration.domain], declaration.stack)
    pool = f"{organisation.identity.domain_prefix}-{environment.name}"
    hosts = sorted({one.host for one in opens})
    return Handover(
        listed=ListedPartner(partner, opens),
        organisation=organisation.name,
        contact=organisation.platform.contact,
        environment=environment.name,
        region=environment.region,
        secret=f"{site.prefix}/{partner.name}",
        key=f"{site.prefix}-{partner.name}",
        token_endpoint=f"https://{pool}.auth.{environment.region}.amazoncognito.com/oauth2/token",
        hosts={one: f"https://{organisation.hosts[one].domain_name[environment.name]}" for one in hosts},
    )


def with_one(project: Project, source: ProjectSource, book: Lawbook, partner: Partner, *, today: date) -> Change:
    """
    Return the file with one partner more.

    Raises:
        RegistryError: PTR-032 if no stack declares partners, PTR-034 if there is one of this name; whatever is wrong
            with the file or the new partner.
    """
    declaration = _declared(project)
    if any(one.name == partner.name for one in partners_of(project, declaration)):
        raise RegistryError(
            "PTR-034",
            "there is a partner of this name already",
            at=declaration.place,
            got=partner.name,
            fix=f"change [partners.{partner.name}] in its file, or choose another name",
        )
    text, file = project.read_partners(declaration.place.file, declaration.file)
    known = project.organisation.environments
    new = with_partner(text, file, partner, environments=known)
    together = read_partners(new, file, environments=known)
    judged = _judged(project, contracts_of(project, source), declaration, together, book, today=today)
    place = next(one.place for one in together if one.name == partner.name)
    found = tuple(one for one in judged if one.at == place)
    return _change(project, declaration, file, text, new, found)


def without_one(project: Project, name: str) -> Change:
    """
    Return the file without one partner.

    Raises:
        RegistryError: PTR-032 if no stack declares partners, PTR-033 if there is none of this name, PTR-035 if its
            table cannot be told from the rest; whatever is wrong with the file.
    """
    declaration = _declared(project)
    _named(partners_of(project, declaration), name, declaration)
    text, file = project.read_partners(declaration.place.file, declaration.file)
    new = without_partner(text, file, name, environments=project.organisation.environments)
    return _change(project, declaration, file, text, new, ())


def _change(
    project: Project, declaration: Partners, file: str, old: str, new: str, findings: tuple[Finding, ...]
) -> Change:
    owner = project.organisation.domains[declaration.domain]
    return Change(file, old, new, tuple(owner.owners), owner.contact, findings)


def _declared(project: Project) -> Partners:
    found = next((one for one in project.declarations if isinstance(one, Partners)), None)
    if found is None:
        raise RegistryError(
            "PTR-032",
            "no stack of this project declares partners",
            at="stacks/domains",
            got="no Partners(...)",
            fix=f'add partners = Partners(domain="{project.organisation.platform.name}") to the platform\'s stack.py',
        )
    return found


def _named(partners: Sequence[Partner], name: str, declaration: Partners) -> Partner:
    for one in partners:
        if one.name == name:
            return one
    known = [one.name for one in partners]
    raise RegistryError(
        "PTR-033",
        "there is no partner of this name here",
        at=declaration.place,
        got=name,
        fix=nearest(name, known, f"use one of: {', '.join(known) or 'none is written yet'}"),
    )


def _judged(
    project: Project,
    contracts: Mapping[str, Contract],
    declaration: Partners,
    partners: Sequence[Partner],
    book: Lawbook,
    *,
    today: date,
) -> tuple[Finding, ...]:
    settings = settings_for(law_for(project, declaration, book.shelf, today=today), declaration)
    found = partner_findings(project, contracts, declaration, partners, settings, today=today)
    return tuple(sorted(found, key=lambda one: one.order))
