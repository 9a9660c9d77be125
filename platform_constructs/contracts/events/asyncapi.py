"""
The events of one domain as an AsyncAPI 3.0 document: channels, messages and their schemas, the same bytes every time.

A channel is one event: a source and a detail type on the domain's bus. A message's payload is EventBridge's `detail`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.events.bundle import Bundling
from platform_constructs.contracts.events.dialect import DIALECT
from platform_constructs.contracts.events.envelope import detail_example, detail_schema
from platform_constructs.contracts.events.event import EventContract, Lifecycle
from platform_constructs.contracts.events.names import named_schemas
from platform_constructs.contracts.events.schema_parts import spelt
from platform_constructs.contracts.events.version import Version

__all__ = ["Bus", "Publisher", "asyncapi_document", "asyncapi_text"]

_FORMAT: Final = "application/schema+json;version=draft-2020-12"
_MEDIA_TYPE: Final = "application/cloudevents+json"
_LINK: Final = "#/components/schemas/{}/schema"
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")  # where CommonMark sees HTML, a script among it
_HIDDEN: Final = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Bus:
    """
    A domain's bus in one environment.

    Attributes:
        environment: The environment's name.
        name: The bus's name.
        account: The AWS account.
        region: The AWS region.
    """

    environment: str
    name: str
    account: str
    region: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """
    Whose events they are.

    Attributes:
        organisation: For people.
        domain: The domain's name.
        title: The domain's title.
        contact: A mailbox that is read.
        buses: Its buses, one for each environment.
        readers: For each event's `source/detail type`, the domains that were granted it.
    """

    organisation: str
    domain: str
    title: str
    contact: str
    buses: Sequence[Bus] = ()
    readers: Mapping[str, Sequence[str]] = field(default_factory=dict)


def asyncapi_text(document: Mapping[str, Any]) -> str:
    """Return a document as text: JSON, keys sorted, a line break at its end."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def asyncapi_document(publisher: Publisher, events: Sequence[EventContract]) -> dict[str, Any]:
    """
    Return the AsyncAPI 3.0 document of a domain's events.

    Args:
        publisher: Whose they are.
        events: Their contracts; their order does not matter.
    """
    ordered = sorted(events, key=lambda event: event.id)
    keys = _keys(ordered)
    bundling = Bundling(named_schemas(ordered), _LINK, _plain)
    schemas: dict[str, Any] = {}
    for event in ordered:
        schemas |= bundling.definitions(event)
    pairs = [(keys[event.id], event) for event in ordered]
    document: dict[str, Any] = {
        "asyncapi": "3.0.0",
        "defaultContentType": _MEDIA_TYPE,
        "servers": {bus.environment: _server(bus) for bus in publisher.buses},
        "channels": {key: _channel(key, event) for key, event in pairs},
        "operations": {f"send{key}": _operation(key, event, publisher) for key, event in pairs},
        "components": {
            "messages": {key: _message(key, event, bundling) for key, event in pairs},
            "schemas": {
                name: {"schemaFormat": _FORMAT, "schema": {"$schema": DIALECT, **_mapping(schema)}}
                for name, schema in schemas.items()
            },
        },
    }
    digest = hashlib.sha256(asyncapi_text(document).encode()).hexdigest()[:12]
    highest = max((event.version for event in ordered), default=Version(0, 0, 0))
    document["info"] = {
        "title": _plain(f"{publisher.organisation}: events of {publisher.title}"),
        "version": f"{highest}+{digest}",
        "description": (
            "Made from the domain's event contracts. Every event is a CloudEvents 1.0 object in the `detail` of an "
            "EventBridge event; it is delivered at least once."
        ),
        "contact": {"name": publisher.domain, "email": publisher.contact},
        "x-owner": publisher.domain,
    }
    return document


def _keys(events: Sequence[EventContract]) -> dict[str, str]:
    """Return a key for each event: its name, with its source's last word where two sources have one name."""
    plain = {event.id: re.sub(r"[^A-Za-z0-9]", "", event.name) for event in events}
    taken = [key.lower() for key in plain.values()]
    return {
        event_id: key if taken.count(key.lower()) == 1 else key + hashlib.sha256(event_id.encode()).hexdigest()[:8]
        for event_id, key in plain.items()
    }


def _server(bus: Bus) -> dict[str, Any]:
    return {
        "host": f"events.{bus.region}.amazonaws.com",
        "protocol": "eventbridge",
        "title": bus.name,
        "x-account": bus.account,
        "x-event-bus": bus.name,
        "x-region": bus.region,
    }


def _channel(key: str, event: EventContract) -> dict[str, Any]:
    return {
        "address": event.id,
        "title": event.name,
        "messages": {key: {"$ref": f"#/components/messages/{key}"}},
        "x-detail-type": event.name,
        "x-source": event.source,
    }


def _operation(key: str, event: EventContract, publisher: Publisher) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{key}"},
        "messages": [{"$ref": f"#/channels/{key}/messages/{key}"}],
        "summary": f"{publisher.domain} publishes {event.id}",
        "x-readers": sorted(publisher.readers.get(event.id, ())),
    }


def _message(key: str, event: EventContract, bundling: Bundling) -> dict[str, Any]:
    data = {"$ref": bundling.link.format(bundling.names[spelt(event.schema)])}
    message: dict[str, Any] = {
        "name": event.name,
        "title": event.name,
        "contentType": _MEDIA_TYPE,
        "description": _plain(event.description),
        "payload": {"schemaFormat": _FORMAT, "schema": {"$schema": DIALECT, **detail_schema(event, data)}},
        "examples": [
            {"name": f"{key}{number}", "payload": detail_example(event, example.value)}
            for number, example in enumerate(event.examples, 1)
        ],
        "x-classification": event.classification.value,
        "x-compatibility": event.compatibility.value,
        "x-idempotency-key": event.delivery.idempotency_key,
        "x-lifecycle": event.lifecycle.value,
        "x-ordering": event.delivery.ordering.value,
        "x-owner": event.owner,
        "x-version": str(event.version),
    }
    if event.lifecycle in (Lifecycle.DEPRECATED, Lifecycle.RETIRED):
        message["deprecated"] = True
    if event.sunset is not None:
        message["x-sunset"] = event.sunset.isoformat()
    if event.replaced_by:
        message["x-replaced-by"] = event.replaced_by
    if event.delivery.notes:
        message["x-delivery-notes"] = _plain(event.delivery.notes)
    return message


def _mapping(schema: Any) -> dict[str, Any]:
    """A schema that is just true or false, as a mapping."""
    if not isinstance(schema, dict):
        return {} if schema else {"not": {}}
    return schema


def _plain(text: str) -> str:
    """Text for a page: readers of AsyncAPI show descriptions as CommonMark, and that lets HTML through."""
    return _HIDDEN.sub("", _TAG.sub("&lt;", text))
