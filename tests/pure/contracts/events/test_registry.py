"""
What EventBridge's registry of schemas is given for an event.
"""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft4Validator

from platform_constructs.contracts.events.envelope import detail_example
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.registry import registry_schema
from tests.pure.contracts.events.reading import event_of, event_with, read_event


def on_the_bus(event: EventContract, data: Any, **detail: Any) -> dict[str, Any]:
    """What a target is handed."""
    return {
        "version": "0",
        "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
        "detail-type": event.name,
        "source": event.source,
        "account": "123456789012",
        "time": "2026-03-01T16:40:12Z",
        "region": "eu-west-1",
        "resources": [],
        "detail": {**detail_example(event, data), **detail},
    }


def test_the_document_is_draft_4_and_takes_the_whole_event():
    """The registered schema is valid draft 4, and an event as a target is handed it fits: with all its envelopes."""
    event = read_event(event_of(subject="/orderId", delivery={"ordering": "subject"}))
    made = registry_schema(event)

    Draft4Validator.check_schema(made.content)
    validator = Draft4Validator(made.content)
    assert [] == [fault.message for fault in validator.iter_errors(on_the_bus(event, {"orderId": "ord-1"}))]
    assert ("meridian.ordering@OrderPlaced", (), ()) == (made.name, made.lost, made.faults)
    assert ("OrderPlaced", "meridian.ordering") == (
        made.content["x-amazon-events-detail-type"],
        made.content["x-amazon-events-source"],
    )


def test_events_that_are_no_such_event_are_refused():
    """Other data, another major version, a local time or a missing subject do not fit."""
    event = read_event(event_of(subject="/orderId", delivery={"ordering": "subject"}))
    validator = Draft4Validator(registry_schema(event).content)
    good = on_the_bus(event, {"orderId": "ord-1"})
    odd = {
        "data": on_the_bus(event, {"orderId": 1}),
        "major": on_the_bus(event, {"orderId": "1"}, type="meridian.ordering.OrderPlaced.v2"),
        "schema": on_the_bus(event, {"orderId": "1"}, dataschema="urn:eventschema:meridian.ordering@OrderPlaced:2.0.0"),
        "time": on_the_bus(event, {"orderId": "1"}, time="2026-03-01T16:40:12+01:00"),
        "source": {**good, "source": "meridian.delivery"},
        "subject": {**good, "detail": {key: each for key, each in good["detail"].items() if key != "subject"}},
    }

    assert [] == [name for name, each in odd.items() if validator.is_valid(each)]
    assert validator.is_valid(on_the_bus(event, {"orderId": "1"}, traceparent="00-1-2-01", partnerkey="an extension"))


def test_references_become_definitions_by_name():
    """Schemas that are referred to stand once, under names of letters and digits; a circle stays one."""
    event = read_event(
        event_of(
            schema={
                "type": "object",
                "properties": {"item": {"$ref": "schemas/line-item.yaml"}, "self": {"$ref": "#/schema"}},
            },
        ),
        {"schemas/line-item.yaml": "type: object\nproperties: { items: { type: array, items: { $ref: '#' } } }\n"},
    )

    assert {
        "LineItem": {
            "properties": {"items": {"items": {"$ref": "#/definitions/LineItem"}, "type": "array"}},
            "type": "object",
        },
        "OrderPlacedData": {
            "properties": {
                "item": {"$ref": "#/definitions/LineItem"},
                "self": {"$ref": "#/definitions/OrderPlacedData"},
            },
            "type": "object",
        },
    } == registry_schema(event).content["definitions"]


def test_two_schemas_of_one_name_are_told_apart():
    """Where two files call different things alike, neither takes the plain name from the other."""
    files = {"schemas/a.yaml": "$defs: { Id: { type: string } }", "schemas/b.yaml": "$defs: { Id: { type: integer } }"}
    schema = {"properties": {"a": {"$ref": "schemas/a.yaml#/$defs/Id"}, "b": {"$ref": "schemas/b.yaml#/$defs/Id"}}}

    names = set(registry_schema(read_event(event_of(schema=schema), files)).content["definitions"])

    assert 3 == len(names)
    assert ["OrderPlacedData"] == [name for name in names if not name.startswith("Id")]
    assert "Id" not in names


LOWERED: list[tuple[Any, Any]] = [
    ({"const": "A"}, {"enum": ["A"]}),
    ({"exclusiveMinimum": 3}, {"minimum": 3, "exclusiveMinimum": True}),
    ({"exclusiveMinimum": 3, "minimum": 5}, {"minimum": 5}),
    ({"type": "integer"}, {"type": "number", "multipleOf": 1}),
    ({"type": ["string", "null"]}, {"type": ["null", "string"]}),
    (
        {"prefixItems": [{"type": "string"}], "items": False},
        {"items": [{"type": "string"}], "additionalItems": False},
    ),
    ({"dependentRequired": {"a": ["b"]}}, {"dependencies": {"a": ["b"]}}),
    ({"propertyNames": {"pattern": "^a"}}, {"patternProperties": {"^a": {}}, "additionalProperties": False}),
    ({"contains": {"const": 1}}, {"not": {"type": "array", "items": {"not": {"enum": [1]}}}}),
    ({"type": "object", "unevaluatedProperties": False}, {"type": "object", "additionalProperties": False}),
    ({"enum": [1, 1.0, True]}, {"enum": [1.0, True]}),
    ({"required": []}, {}),
    (False, {"not": {}}),
]


def test_keywords_have_their_draft_4_form():
    """What 2020-12 says in other words than draft 4 is said in those of draft 4."""
    found = [
        registry_schema(event_with({"properties": {"x": schema}})).content["definitions"]["OrderPlacedData"][
            "properties"
        ]["x"]
        for schema, _ in LOWERED
    ]

    assert [lowered for _, lowered in LOWERED] == found


def test_what_draft_4_cannot_say_is_noted_where_it_stands():
    """Each thing that is left to readers is told once, with a place."""
    schema = {
        "type": "object",
        "propertyNames": {"maxLength": 5},
        "properties": {"list": {"unevaluatedItems": False}},
        "oneOf": [{"not": {"propertyNames": {"maxLength": 3}}}, {"required": ["a"]}],
    }

    lost = registry_schema(event_with(schema)).lost

    assert [
        ("/schema", "`oneOf` is checked as `anyOf`, since a branch could not be carried whole"),
        ("/schema", "`propertyNames` is left to readers: draft 4 cannot say it"),
        ("/schema/oneOf/0", "`not` is left to readers: draft 4 cannot say it"),
        ("/schema/properties/list", "`unevaluatedItems` is left to readers: draft 4 cannot say it"),
    ] == sorted((place.pointer, what) for place, what in lost)


def test_a_schema_that_the_registry_refuses_is_a_finding():
    """More than 100,000 characters are refused before AWS does, with their number."""
    schema = {"properties": {f"property{number}": {"description": "x" * 90} for number in range(1_000)}}

    [fault] = registry_schema(event_with(schema)).faults

    assert "CON-144" == fault.code
    assert int(fault.got.split()[0]) > 100_000


def test_the_text_is_the_same_every_time():
    """The document is JSON with sorted keys: equal contracts give equal bytes, so that Terraform sees no change."""
    document = event_of()
    turned = dict(reversed(document.items()))

    texts = {registry_schema(read_event(each)).text for each in (document, turned)}

    assert 1 == len(texts)
    assert registry_schema(read_event(document)).content == json.loads(texts.pop())
