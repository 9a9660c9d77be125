"""
Event contracts held to ownership, to the registry of schemas and to their profile, and joined to what was planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.parts import EventApi
from platform_constructs.contracts.events.registry import registry_schema
from platform_constructs.contracts.lint.profile import Profile
from platform_constructs.contracts.lint.run import lint
from platform_constructs.contracts.verdict import Verdicts
from platform_constructs.flows.contracts.events import EventsOf, events_of
from platform_constructs.flows.contracts.lint import waive_contracts
from platform_constructs.flows.contracts.profiles import named_profile
from platform_constructs.flows.contracts.standard import Standard
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import Planned
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.finding import Finding
from platform_constructs.model.host import Audience
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.event_ground import EventGround
from platform_constructs.ownership.events import one_event
from platform_constructs.policy.rule import Rule
from platform_constructs.registry.profiles import profile_name_for

__all__ = ["FAMILY", "event_findings", "lint_event", "with_event_findings"]

FAMILY: Final = "EVT-"
"""How the codes of rules about events begin."""
DEFAULT_PROFILE: Final = "events"
"""What events are held to where the domain's own profile says nothing about them."""


def lint_event(
    event: EventContract, domain: str, project: Project, standard: Standard, *, today: date
) -> list[Finding]:
    """Return what one contract breaks of its profile; nothing where there are no rules about events."""
    organisation = project.organisation
    api = EventApi(event, domain=domain, ceiling=organisation.domains[domain].classification)
    rules = {code: rule for code, rule in standard.rules.items() if code.startswith(FAMILY)}
    if not rules:
        return []
    profile = _profile(organisation, domain, standard)
    found = lint(api.document, rules, profile, today=today, owner=domain, api=api)
    return [replace(one.finding, address=_address(event, one.finding.address)) for one in found]


def _address(event: EventContract, home: str) -> str:
    """What waivers call a place: the event's name, and the part of its contract."""
    return event.name if home == "#" else f"{event.name}#{home}"


def _profile(organisation: Organisation, domain: str, standard: Standard) -> Profile:
    """The domain's own profile where that speaks of events, else the one that is made for them."""
    said = profile_name_for(organisation, domain, Audience.INTERNAL)
    if said is not None:
        own = named_profile(said[0], standard.profiles, said[1])
        if any(code.startswith(FAMILY) for code in own.levels):
            return own
    return named_profile(DEFAULT_PROFILE, standard.profiles, Place(organisation.file))


def event_findings(
    project: Project,
    source: ProjectSource,
    all_events: Iterable[EventsOf],
    standard: Standard,
    rules: Mapping[str, Rule],
    *,
    today: date,
) -> tuple[Finding, ...]:
    """
    Return what is wrong with event contracts, waivers applied; sorted.

    Whose an event is and whether it can be registered is always asked; the profile where the registry names any.

    Args:
        project: The project.
        source: Its files, for waivers.
        all_events: The contracts to judge, by domain.
        standard: Every contract rule and profile.
        rules: Every rule of packs, for reading waivers.
        today: The date that grants, dated levels and waivers are read against.

    Raises:
        PackError: if the registry names a profile that is not there.
        WaiverError: if a waiver file cannot be read.
    """
    ground = EventGround(project.organisation, today=today)
    is_held = _names_a_profile(project.organisation)
    found: list[Finding] = []
    linted: list[Finding] = []
    domains: list[str] = []
    declared: dict[str, EventContract] = {}
    for one in all_events:
        domains.append(one.domain)
        for event in one.events:
            first = declared.setdefault(event.registry_name.lower(), event)
            if first is not event:
                found.append(_twin(one.domain, event, first))
            source_at = event.root.child("source").place
            ruling = ground.may_publish(one.domain, one_event(event.source, event.name))
            found += filter(None, [ruling.finding(source_at)])
            verdicts = Verdicts(one.domain, event.file)
            verdicts.add(registry_schema(event).faults)
            found += verdicts.findings()
            linted += lint_event(event, one.domain, project, standard, today=today) if is_held else []
    found += waive_contracts(linted, domains, project, source, standard, rules, today=today, family=FAMILY)
    return tuple(sorted(found, key=lambda one: one.order))


def _names_a_profile(organisation: Organisation) -> bool:
    return organisation.contracts is not None or any(one.contract_profile for one in organisation.domains.values())


def _twin(domain: str, event: EventContract, first: EventContract) -> Finding:
    return Finding(
        code="CON-146",
        name="event-told-twice",
        level=Level.BLOCK,
        what=f"two contracts are about {event.id}, and the registry of schemas keeps one",
        at=event.root.child("event").place,
        got=f"the first is {first.file}",
        fix="keep one of them: the versions before are in git",
        owner=domain,
    )


def with_event_findings(
    planned: Planned, project: Project, source: ProjectSource, book: Lawbook, *, today: date
) -> Planned:
    """
    Return what was planned with what is wrong with the selected domains' events; without a plan where that blocks.

    Args:
        planned: What was planned.
        project: The project.
        source: Its files.
        book: The law.
        today: The date that grants, dated levels and waivers are read against.

    Raises:
        ContractError, PackError, WaiverError: if something cannot be read.
    """
    wanted = sorted({one.domain for one in project.declarations if one.stack in project.selected})
    read = [events_of(source, domain) for domain in wanted]
    if not any(one.events for one in read):
        return planned
    found = event_findings(project, source, read, book.standard(), book.rules, today=today)
    findings = tuple(sorted((*planned.findings, *found), key=lambda one: one.order))
    return replace(planned, findings=findings, plan=None if any(one.blocks for one in found) else planned.plan)
