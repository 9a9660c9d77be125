"""
The events of a project for people and for machines.
"""

from __future__ import annotations

from typing import Any

from platform_constructs.adapters.reports.as_json import json_finding
from platform_constructs.adapters.reports.text import table
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.flows.contracts.list_events import EventList
from platform_constructs.model.counted import counted

__all__ = ["events_json", "events_text"]


def events_text(listed: EventList) -> str:
    """Return a table of the events, then what is wrong with them."""
    rows = [
        [
            event.id,
            str(event.version),
            _age(event),
            event.compatibility.value,
            event.classification.value,
            event.owner,
            ", ".join(listed.readers[event.id]) or "-",
        ]
        for event in listed.events
    ]
    heads = ["EVENT", "VERSION", "LIFECYCLE", "COMPATIBILITY", "CLASSIFICATION", "OWNER", "READERS"]
    found = [str(one) for one in listed.findings]
    total = f"{counted(len(rows), 'event')} of {counted(len(listed.domains), 'domain')}"
    return "\n\n".join([*([table(heads, rows)] if rows else []), *found, total])


def _age(event: EventContract) -> str:
    return f"{event.lifecycle.value} until {event.sunset}" if event.sunset else event.lifecycle.value


def events_json(listed: EventList) -> dict[str, Any]:
    """Return the events and findings as JSON's values."""
    return {
        "events": [
            {
                "classification": event.classification.value,
                "compatibility": event.compatibility.value,
                "description": event.description,
                "event": event.name,
                "file": event.file,
                "idempotency_key": event.delivery.idempotency_key,
                "lifecycle": event.lifecycle.value,
                "ordering": event.delivery.ordering.value,
                "owner": event.owner,
                "readers": list(listed.readers[event.id]),
                "replaced_by": event.replaced_by,
                "schema_name": event.registry_name,
                "source": event.source,
                "sunset": event.sunset.isoformat() if event.sunset else None,
                "version": str(event.version),
            }
            for event in listed.events
        ],
        "findings": [json_finding(one) for one in listed.findings],
    }
