"""
What a project's domains publish: their event contracts, what is wrong with them, and the documents made of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from platform_constructs.contracts.events.asyncapi import Bus, Publisher, asyncapi_document
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.registry import registry_schema
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.contracts.events import EventsOf, events_of, readers_of
from platform_constructs.flows.contracts.judge_events import event_findings
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest

__all__ = ["EventList", "asyncapi_of", "list_events", "registry_schemas_of"]


@dataclass(frozen=True, slots=True)
class EventList:
    """
    The events of some domains.

    Attributes:
        domains: Their contracts, by domain, sorted; domains without events are left out.
        readers: Who may subscribe to each event, by `source/detail type`.
        findings: What is wrong with them; sorted.
    """

    domains: tuple[EventsOf, ...]
    readers: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]

    @property
    def events(self) -> tuple[EventContract, ...]:
        """All of them, sorted by source and name."""
        return tuple(sorted((event for one in self.domains for event in one.events), key=lambda event: event.id))


def list_events(
    project: Project, source: ProjectSource, book: Lawbook, wanted: Sequence[str], *, today: date
) -> EventList:
    """
    Read and judge the events of some domains.

    Args:
        project: The project.
        source: Its files.
        book: The law.
        wanted: Names of domains; none means all.
        today: The date that grants, dated levels and waivers are read against.

    Raises:
        DeclarationError: CON-147, if there is no such domain, or it has no events.
        ContractError, PackError, WaiverError: if something cannot be read.
    """
    organisation = project.organisation
    for name in wanted:
        if name not in organisation.domains:
            raise _refuse(
                "the registry knows no such domain", name, nearest(name, organisation.domains, "see `paved routes`")
            )
    read = [events_of(source, name) for name in sorted(set(wanted) or organisation.domains)]
    found = tuple(one for one in read if one.events)
    for name in wanted:
        if not any(one.domain == name for one in found):
            fix = f"write stacks/domains/{name}/events/<event>.yaml; docs/how-to/write-an-event-contract.md shows how"
            raise _refuse("the domain has no event contracts", name, fix)
    events = [event for one in found for event in one.events]
    return EventList(
        found,
        readers_of(organisation, events, today=today),
        event_findings(project, source, found, book.standard(), book.rules, today=today),
    )


def _refuse(what: str, got: str, fix: str) -> DeclarationError:
    return DeclarationError("CON-147", what, at="the command line", got=got, fix=fix)


def asyncapi_of(listed: EventList, project: Project) -> dict[str, Any]:
    """
    Return the AsyncAPI document of the one domain that is listed.

    Raises:
        DeclarationError: CON-147, if several are, or none.
    """
    if len(listed.domains) != 1:
        names = ", ".join(one.domain for one in listed.domains) or "none has events"
        raise _refuse("an AsyncAPI document is about one domain", names, "name one of them")
    [one] = listed.domains
    organisation = project.organisation
    domain = organisation.domains[one.domain]
    buses = [
        Bus(name, f"{organisation.slug}-{domain.name}", where.account, where.region)
        for name, where in organisation.environments.items()
    ]
    publisher = Publisher(organisation.name, domain.name, domain.title, domain.contact, buses, listed.readers)
    return asyncapi_document(publisher, one.events)


def registry_schemas_of(listed: EventList) -> dict[str, Any]:
    """Return what the registry of schemas is given, by the schema's name."""
    made = (registry_schema(event) for event in listed.events)
    return {
        one.name: {
            "content": one.content,
            "description": one.description,
            "lost": [{"at": str(place), "what": what} for place, what in one.lost],
            "type": "JSONSchemaDraft4",
        }
        for one in made
    }
