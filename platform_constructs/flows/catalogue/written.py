"""
All that a synth writes for the catalogue: each API's manifest, and the AsyncAPI document of each domain's events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from platform_constructs.catalog.manifest import ASYNCAPI, MANIFESTS, manifest_json
from platform_constructs.catalog.manifest_parts import LintFacts, PublishedEvent
from platform_constructs.contracts.events.asyncapi import Publisher, asyncapi_document, asyncapi_text
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.errors import shown
from platform_constructs.flows.catalogue.contract_digest import contract_digest
from platform_constructs.flows.catalogue.declared import one_line
from platform_constructs.flows.catalogue.manifests import manifests_of
from platform_constructs.flows.contracts.events import events_of, readers_of
from platform_constructs.flows.contracts.lint import FAMILY
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import Planned
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.finding import Finding
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver
from platform_constructs.registry.profiles import profile_name_for

__all__ = ["Events", "catalogue_files", "events_beside"]


Events = Mapping[str, tuple[EventContract, ...]]
"""The event contracts of each domain with an API that is built."""


def events_beside(project: Project, source: ProjectSource) -> Events:
    """
    Read the event contracts of every domain whose APIs are built.

    Raises:
        ContractError: if one cannot be read.
    """
    domains = sorted({one.domain for one in _apis(project)})
    return {domain: events_of(source, domain).events for domain in domains}


def _apis(project: Project) -> list[Api]:
    return [one for one in project.declarations if isinstance(one, Api) and one.stack in project.selected]


def catalogue_files(
    project: Project,
    planned: Planned,
    findings: Sequence[Finding],
    book: Lawbook,
    events: Events,
    scanned: Mapping[str, Sequence[Waiver]],
    *,
    today: date,
) -> dict[str, str]:
    """
    Return what a synth writes for the catalogue, by path in its output.

    Args:
        project: The project as it was read.
        planned: What was built from it.
        findings: What was found, with the waivers that hold.
        book: The law.
        events: The event contracts, as `events_beside` reads them.
        scanned: The waivers of checkov's checks that hold, by stack, as `scanned_waivers` finds them.
        today: The day that grants must hold on.
    """
    manifests = manifests_of(
        project,
        planned,
        findings,
        book,
        today=today,
        events={domain: tuple(map(_published, each)) for domain, each in events.items()},
        lint={one.stack: facts for one in _apis(project) if (facts := _linted(project, one, findings)) is not None},
        scanned=scanned,
    )
    files = {f"{MANIFESTS}/{one.stack}.json": manifest_json(one) for one in manifests}
    for domain, each in events.items():
        if each:
            path = f"{ASYNCAPI}/{project.environment.name}/{domain}.json"
            files[path] = _asyncapi(project, domain, each, today=today)
    return files


def _published(event: EventContract) -> PublishedEvent:
    return PublishedEvent(
        source=event.source,
        detail_type=event.name,
        version=str(event.version),
        state=event.lifecycle.value,
        description=one_line(event.description),
        file=shown(event.file, longest=2_000),
        digest=contract_digest(event.references),
    )


def _asyncapi(project: Project, domain: str, events: Sequence[EventContract], *, today: date) -> str:
    organisation = project.organisation
    owner = organisation.domains[domain]
    readers = readers_of(organisation, events, today=today)
    whose = Publisher(organisation.name, domain, owner.title, owner.contact, readers=readers)
    return asyncapi_text(asyncapi_document(whose, events))


def _linted(project: Project, api: Api, findings: Iterable[Finding]) -> LintFacts | None:
    """Rules and not findings are counted: a synth tells at most so many findings of a rule."""
    bound = profile_name_for(project.organisation, api.domain, project.organisation.hosts[api.host].audience)
    if bound is None:
        return None
    own = [one for one in findings if one.stack == api.stack and one.code.startswith(FAMILY)]

    def rules(level: Level) -> tuple[str, ...]:
        return tuple(sorted({one.code for one in own if one.waiver is None and one.level is level}))

    waived = tuple(sorted({one.code for one in own if one.waiver is not None}))
    return LintFacts(profile=bound[0], warns=rules(Level.WARN), advises=rules(Level.ADVISE), waived=waived)
