"""
The AsyncAPI document of a domain: valid by AsyncAPI's own schema, whole, and the same every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator

from platform_constructs.contracts.events.asyncapi import Bus, Publisher, asyncapi_document, asyncapi_text
from tests.pure.contracts.events.reading import event_of, read_event

SCHEMA = Path(__file__).parents[3] / "standards" / "asyncapi" / "asyncapi-3.0.0.schema.json"
VALIDATOR = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
SITE = {"schemas/site.yaml": "type: object\nproperties: { city: { type: string, maxLength: 40 } }\n"}
PLACED = read_event(
    event_of(
        version="1.2.0",
        schema={
            "type": "object",
            "properties": {"orderId": {"type": "string"}, "site": {"$ref": "schemas/site.yaml"}},
            "required": ["orderId"],
        },
        subject="/orderId",
        delivery={"ordering": "subject", "notes": "Twice at times."},
    ),
    SITE,
)
MOVED = read_event(
    event_of(
        event="OrderMoved",
        version="2.0.0",
        lifecycle="deprecated",
        sunset="2027-06-30",
        replaced_by="OrderPlaced",
        schema={"type": "object", "properties": {"to": {"$ref": "schemas/site.yaml"}}},
        examples=[{"to": {"city": "Oslo"}}, {"to": {}}],
    ),
    SITE,
    file="stacks/domains/ordering/events/moved.yaml",
)
PUBLISHER = Publisher(
    "Meridian Connect",
    "ordering",
    "Service orders",
    "ordering@meridian.example",
    [Bus("sandbox", "meridian-ordering", "123456789012", "eu-west-1")],
    {PLACED.id: ("delivery",)},
)


def references(value: Any) -> Iterator[str]:
    """Every reference of a document."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def at(document: Any, reference: str) -> Any:
    """What a reference leads to."""
    for token in reference.removeprefix("#/").split("/"):
        document = document[token]
    return document


def test_the_document_is_asyncapi_3():
    """AsyncAPI's own schema finds nothing wrong with it, whether the domain has events or none."""
    whole, empty = asyncapi_document(PUBLISHER, [PLACED, MOVED]), asyncapi_document(PUBLISHER, [])

    assert [] == [fault.message for each in (whole, empty) for fault in VALIDATOR.iter_errors(each)]
    assert not VALIDATOR.is_valid({**whole, "channels": {"OrderPlaced": {"adress": "x"}}})


def test_every_reference_leads_somewhere_inside():
    """No reference leaves the document, and each leads to something."""
    document = asyncapi_document(PUBLISHER, [PLACED, MOVED])
    found = set(references(document))

    assert "#/components/schemas/Site/schema" in found
    assert [] == [each for each in sorted(found) if not each.startswith("#/") or at(document, each) is None]


def test_each_event_is_a_channel_a_message_and_something_that_is_sent():
    """What a domain publishes is listed once each, with who may read it."""
    document = asyncapi_document(PUBLISHER, [MOVED, PLACED])

    assert {"OrderMoved": "meridian.ordering/OrderMoved", "OrderPlaced": "meridian.ordering/OrderPlaced"} == {
        key: each["address"] for key, each in document["channels"].items()
    }
    assert {
        "action": "send",
        "channel": {"$ref": "#/channels/OrderPlaced"},
        "messages": [{"$ref": "#/channels/OrderPlaced/messages/OrderPlaced"}],
        "summary": "ordering publishes meridian.ordering/OrderPlaced",
        "x-readers": ["delivery"],
    } == document["operations"]["sendOrderPlaced"]
    assert {
        "host": "events.eu-west-1.amazonaws.com",
        "protocol": "eventbridge",
        "title": "meridian-ordering",
        "x-account": "123456789012",
        "x-event-bus": "meridian-ordering",
        "x-region": "eu-west-1",
    } == document["servers"]["sandbox"]


def test_a_message_says_how_far_it_has_come():
    """Lifecycle, end, promise and delivery of an event stand at its message."""
    messages = asyncapi_document(PUBLISHER, [MOVED, PLACED])["components"]["messages"]
    said = {
        key: {name: each for name, each in message.items() if name.startswith("x-") or name == "deprecated"}
        for key, message in messages.items()
    }

    assert {
        "OrderMoved": {
            "deprecated": True,
            "x-classification": "internal",
            "x-compatibility": "BACKWARD",
            "x-idempotency-key": "/id",
            "x-lifecycle": "deprecated",
            "x-ordering": "none",
            "x-owner": "ordering",
            "x-replaced-by": "OrderPlaced",
            "x-sunset": "2027-06-30",
            "x-version": "2.0.0",
        },
        "OrderPlaced": {
            "x-classification": "internal",
            "x-compatibility": "BACKWARD",
            "x-delivery-notes": "Twice at times.",
            "x-idempotency-key": "/id",
            "x-lifecycle": "stable",
            "x-ordering": "subject",
            "x-owner": "ordering",
            "x-version": "1.2.0",
        },
    } == said


def test_the_examples_are_whole_events_that_fit_their_payload():
    """Each example is a CloudEvents object, and the message's own payload schema takes it."""
    document = asyncapi_document(PUBLISHER, [PLACED, MOVED])

    for message in document["components"]["messages"].values():
        payload = {**message["payload"]["schema"], "components": document["components"]}
        validator = Draft202012Validator(payload)
        assert [] == [fault.message for each in message["examples"] for fault in validator.iter_errors(each["payload"])]
    assert {
        "data": {"orderId": "ord-1"},
        "datacontenttype": "application/json",
        "dataschema": "urn:eventschema:meridian.ordering@OrderPlaced:1.2.0",
        "id": "01J9Z6V8Q4W3N5T7R2K0M1H8XB",
        "source": "meridian.ordering",
        "specversion": "1.0",
        "subject": "ord-1",
        "time": "2026-01-15T09:30:00Z",
        "type": "meridian.ordering.OrderPlaced.v1",
    } == document["components"]["messages"]["OrderPlaced"]["examples"][0]["payload"]


def test_the_document_does_not_depend_on_the_order_of_events():
    """The same contracts give the same bytes; other contracts give another version of the document."""
    texts = {asyncapi_text(asyncapi_document(PUBLISHER, each)) for each in ([PLACED, MOVED], [MOVED, PLACED])}
    versions = [asyncapi_document(PUBLISHER, each)["info"]["version"] for each in ([PLACED], [PLACED, MOVED])]

    assert 1 == len(texts)
    assert ["1.2.0", "2.0.0"] == [version.partition("+")[0] for version in versions]
    assert versions[0].partition("+")[2] != asyncapi_document(PUBLISHER, [MOVED])["info"]["version"].partition("+")[2]


def test_what_a_team_writes_is_text_on_a_page():
    """HTML and characters that turn the reading direction do not reach whoever shows the document."""
    event = read_event(
        event_of(
            description="<script>alert(1)</script> \u202e1 < 2",
            schema={"type": "object", "description": "<img src=x onerror=alert(1)>", "title": "a<b"},
        )
    )

    document = asyncapi_document(PUBLISHER, [event])

    assert "&lt;script>alert(1)&lt;/script> 1 < 2" == document["components"]["messages"]["OrderPlaced"]["description"]
    assert {"title": "a&lt;b", "description": "&lt;img src=x onerror=alert(1)>"}.items() <= (
        document["components"]["schemas"]["OrderPlacedData"]["schema"].items()
    )


def test_one_name_in_two_sources_is_two_channels():
    """Two sources may have events of one name: neither takes the other's place."""
    lines = read_event(event_of(source="meridian.ordering.lines"), file="stacks/domains/ordering/events/lines.yaml")

    channels = asyncapi_document(PUBLISHER, [PLACED, lines])["channels"]

    assert {"meridian.ordering/OrderPlaced", "meridian.ordering.lines/OrderPlaced"} == {
        each["address"] for each in channels.values()
    }
