"""
What stands around an event's data: CloudEvents 1.0 in EventBridge's `detail`, and EventBridge's own fields around it.
"""

from __future__ import annotations

from typing import Any, Final

from platform_constructs.contracts.events.event import EventContract, Ordering
from platform_constructs.contracts.events.pointer import value_at

__all__ = ["DRAFT_4", "bus_event_schema", "detail_example", "detail_schema"]

DRAFT_4: Final = "http://json-schema.org/draft-04/schema#"
_LONGEST_ID: Final = 128
_LONGEST_SUBJECT: Final = 256
_EXAMPLE_ID: Final = "01J9Z6V8Q4W3N5T7R2K0M1H8XB"
_EXAMPLE_TIME: Final = "2026-01-15T09:30:00Z"


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def detail_schema(event: EventContract, data: dict[str, Any]) -> dict[str, Any]:
    """
    Return the schema of an event's `detail`, in keywords that draft 4 and 2020-12 read alike.

    Attributes that are not listed may be added: CloudEvents calls them extensions, and readers pass over them.

    Args:
        event: The event.
        data: The schema of its data, or a reference to it.
    """
    escaped_dot = "\\."  # names hold no other character that means something in a pattern
    versions = f"^{event.data_schemas.replace('.', escaped_dot)}{event.version.major}\\.[0-9]+\\.[0-9]+$"
    required = ["data", "dataschema", "id", "source", "specversion", "time", "type"]
    if event.delivery.ordering is Ordering.SUBJECT:
        required = sorted([*required, "subject"])
    return {
        "type": "object",
        "required": required,
        "properties": {
            "data": data,
            "datacontenttype": _text("The media type of data.", enum=["application/json"]),
            "dataschema": _text("The event contract that data follows, with its version.", pattern=versions),
            "id": _text(
                "Given by the publisher; the same again when the event is sent again.",
                minLength=1,
                maxLength=_LONGEST_ID,
            ),
            "source": _text("Who publishes.", enum=[event.source]),
            "specversion": _text("The version of CloudEvents.", enum=["1.0"]),
            "subject": _text("What the event is about.", minLength=1, maxLength=_LONGEST_SUBJECT),
            "time": _text("When it happened, in UTC.", format="date-time", pattern="Z$"),
            "traceparent": _text("The trace it belongs to, as W3C Trace Context writes it.", maxLength=55),
            "type": _text("What happened, with the contract's major version.", enum=[event.type]),
        },
    }


def detail_example(event: EventContract, data: Any) -> dict[str, Any]:
    """Return an event's `detail` with these data; the same at every time."""
    subject = value_at(data, event.subject) if event.subject else None
    detail = {
        "data": data,
        "datacontenttype": "application/json",
        "dataschema": event.data_schema,
        "id": _EXAMPLE_ID,
        "source": event.source,
        "specversion": "1.0",
        "time": _EXAMPLE_TIME,
        "type": event.type,
    }
    if isinstance(subject, str) or event.delivery.ordering is Ordering.SUBJECT:
        detail["subject"] = subject if isinstance(subject, str) else "unknown"
    return dict(sorted(detail.items()))


def bus_event_schema(event: EventContract, detail: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what EventBridge hands to a target, as AWS writes its own: draft 4, with `detail`."""
    texts = ("account", "id", "region", "version")
    properties: dict[str, Any] = {name: {"type": "string"} for name in texts}
    properties |= {
        "detail": detail,
        "detail-type": {"type": "string", "enum": [event.name]},
        "resources": {"type": "array", "items": {"type": "string"}},
        "source": {"type": "string", "enum": [event.source]},
        "time": {"type": "string", "format": "date-time"},
    }
    return {
        "type": "object",
        "required": sorted(properties),
        "properties": dict(sorted(properties.items())),
        "x-amazon-events-detail-type": event.name,
        "x-amazon-events-source": event.source,
    }
