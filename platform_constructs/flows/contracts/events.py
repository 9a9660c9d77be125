"""
The event contracts of a project, and who was granted what they tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.read import read_event_contract
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.model.grant import EventGrant
from platform_constructs.model.organisation import Organisation
from platform_constructs.ownership.event_ground import EventGround
from platform_constructs.ownership.events import covers, one_event, under

__all__ = ["EventsOf", "events_of", "grants_to_read", "readers_of", "subscribers"]


@dataclass(frozen=True, slots=True)
class EventsOf:
    """
    The event contracts of one domain.

    Attributes:
        domain: The domain whose folder holds them.
        events: Its contracts, sorted by their files.
    """

    domain: str
    events: tuple[EventContract, ...]


def events_of(source: ProjectSource, domain: str) -> EventsOf:
    """
    Read the event contracts of a domain.

    Raises:
        ContractError: if one cannot be read.
    """
    files = source.event_files(domain)
    events = (read_event_contract(text, file, read=partial(source.beside, file)) for text, file in files)
    return EventsOf(domain, tuple(events))


def grants_to_read(ground: EventGround, event: EventContract) -> tuple[EventGrant, ...]:
    """Return the grants by which other domains than its owner still may subscribe to an event."""
    wanted = one_event(event.source, event.name)
    return tuple(
        one
        for one in ground.granted(wanted)
        if one.kind == "subscribe"
        and ground.today <= one.expires
        and one.to != event.owner
        and covers(under(one.source, one.detail_type), wanted)
    )


def subscribers(ground: EventGround, event: EventContract) -> tuple[str, ...]:
    """Return the domains that were granted an event and still may subscribe to it, sorted; its owner is none."""
    return tuple(sorted({one.to for one in grants_to_read(ground, event)}))


def readers_of(
    organisation: Organisation, events: Iterable[EventContract], *, today: date
) -> dict[str, tuple[str, ...]]:
    """Return who may subscribe to each event, by `source/detail type`; by the grants of the registry."""
    ground = EventGround(organisation, today=today)
    return {event.id: subscribers(ground, event) for event in events}
