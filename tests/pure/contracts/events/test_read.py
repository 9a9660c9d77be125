"""
Reading event contracts: what they say, and what is refused at which line.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from platform_constructs.contracts.events.event import Compatibility, Delivery, Lifecycle, Ordering
from platform_constructs.contracts.events.version import Version
from platform_constructs.errors import ContractError
from platform_constructs.model.organisation import Classification
from tests.pure.contracts.events.reading import event_of, event_with, read_event

WHOLE = """
event: OrderPlaced
version: 1.4.0
source: meridian.ordering.lines
owner: ordering
classification: personal
lifecycle: deprecated
sunset: 2027-06-30
replaced_by: LineOrdered
description: A partner placed an order.
compatibility: FULL
subject: /order/id
delivery: { ordering: subject, idempotency_key: /data/order/id, notes: 'At least once, as always.' }
schema: { $ref: 'schemas/order.yaml' }
examples:
  - { order: { id: ord-1 } }
x-team: red
"""
ORDER = {"schemas/order.yaml": "type: object\nproperties: { order: { type: object } }\n"}


def test_an_event_contract_is_read_with_all_it_says():
    """Every key of the contract reaches its reader, and a schema may lie beside it."""
    event = read_event(WHOLE, ORDER)

    assert (
        "OrderPlaced",
        Version(1, 4, 0),
        "meridian.ordering.lines",
        "ordering",
        Classification.PERSONAL,
        Lifecycle.DEPRECATED,
        date(2027, 6, 30),
        "LineOrdered",
        "A partner placed an order.",
        Compatibility.FULL,
        "/order/id",
        Delivery(Ordering.SUBJECT, "/data/order/id", "At least once, as always."),
        [{"order": {"id": "ord-1"}}],
    ) == (
        event.name,
        event.version,
        event.source,
        event.owner,
        event.classification,
        event.lifecycle,
        event.sunset,
        event.replaced_by,
        event.description,
        event.compatibility,
        event.subject,
        event.delivery,
        [each.value for each in event.examples],
    )


def test_what_is_not_said_is_the_careful_choice():
    """Without a word, an event is BACKWARD, in no order, and told apart by its id."""
    event = read_event(event_of())

    assert (Compatibility.BACKWARD, Delivery(Ordering.NONE, "/id", ""), "", None) == (
        event.compatibility,
        event.delivery,
        event.subject,
        event.sunset,
    )


def test_an_event_has_one_name_for_each_who_asks():
    """People, the registry of schemas and CloudEvents each have their name for an event; its major version counts."""
    event = read_event(event_of(version="2.3.1"))

    assert (
        "meridian.ordering/OrderPlaced",
        "meridian.ordering@OrderPlaced",
        "meridian.ordering.OrderPlaced.v2",
        "urn:eventschema:meridian.ordering@OrderPlaced:2.3.1",
    ) == (event.id, event.registry_name, event.type, event.data_schema)


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("CON-130", {"event": None}, ""),
    ("CON-131", {"clasification": "public"}, "/clasification"),
    ("CON-131", {"delivery": {"order": "subject"}}, "/delivery/order"),
    *(
        ("CON-132", {key: None}, "")
        for key in (
            "version",
            "source",
            "owner",
            "classification",
            "lifecycle",
            "description",
            "schema",
            "examples",
        )
    ),
    ("CON-133", {"event": "Order Placed"}, "/event"),
    ("CON-133", {"event": "O" * 129}, "/event"),
    ("CON-134", {"version": "1.0"}, "/version"),
    ("CON-134", {"version": 1}, "/version"),
    ("CON-134", {"version": "1.0.0-rc1"}, "/version"),
    ("CON-135", {"source": "Meridian.ordering"}, "/source"),
    ("CON-135", {"source": "meridian"}, "/source"),
    ("CON-136", {"lifecycle": "live"}, "/lifecycle"),
    ("CON-136", {"compatibility": "backward"}, "/compatibility"),
    ("CON-136", {"classification": "secret"}, "/classification"),
    ("CON-136", {"delivery": {"ordering": "total"}}, "/delivery/ordering"),
    ("CON-137", {"sunset": "2027-02-30"}, "/sunset"),
    ("CON-137", {"sunset": "20270630"}, "/sunset"),
    ("CON-138", {"description": " "}, "/description"),
    ("CON-138", {"description": "x" * 4001}, "/description"),
    ("CON-139", {"subject": "orderId"}, "/subject"),
    ("CON-140", {"examples": []}, "/examples"),
    ("CON-140", {"examples": [{}] * 21}, "/examples"),
    ("CON-141", {"schema": {"type": "text"}}, "/schema/type"),
    ("CON-141", {"schema": 5}, "/schema"),
    ("CON-141", {"schema": {"properties": {"a": {"maxLength": "5"}}}}, "/schema/properties/a/maxLength"),
    ("CON-141", {"schema": {"$schema": "http://json-schema.org/draft-07/schema#"}}, "/schema/$schema"),
    ("CON-141", {"schema": {"$ref": "#/schema/x-part", "x-part": {"type": "text"}}}, "/schema/x-part/type"),
    ("CON-142", {"schema": {"$id": "https://other.example/order"}}, "/schema/$id"),
    ("CON-142", {"schema": {"items": {"$dynamicRef": "#/schema"}}}, "/schema/items/$dynamicRef"),
    ("CON-148", {"schema": {"properties": {"a": {"readOnly": True}}}}, "/schema/properties/a/readOnly"),
    ("CON-009", {"owner": 5}, "/owner"),
    ("CON-012", {"schema": {"$ref": "https://other.example/order.json"}}, "/schema/$ref"),
    ("CON-013", {"schema": {"$ref": "../../delivery/events/order.yaml"}}, "/schema/$ref"),
    ("CON-015", {"schema": {"$ref": "#/$defs/Order"}}, "/schema/$ref"),
    ("CON-016", {"schema": {"allOf": [{"$ref": "#/schema"}]}}, "/schema/allOf/0/$ref"),
]


@pytest.mark.parametrize(
    ("code", "changes", "pointer"), REFUSED, ids=[f"{code} {change}"[:60] for code, change, _ in REFUSED]
)
def test_what_no_event_contract_can_say_is_refused_where_it_stands(code: str, changes: dict[str, Any], pointer: str):
    """A contract that is not as it must be is refused with a code, at the very key."""
    with pytest.raises(ContractError) as refused:
        read_event(event_of(**changes))

    assert (code, pointer) == (refused.value.code, refused.value.at.partition(" (")[2].rstrip(")"))


def test_a_refusal_names_the_line_and_what_was_meant():
    """The whole error, as its owner reads it."""
    with pytest.raises(ContractError) as refused:
        read_event("event: OrderPlaced\nversion: 1.0.0\nowner: ordering\nlifecyle: stable\n")

    assert (
        "error[CON-131] an event contract knows no such key at its top\n"
        "  at   stacks/domains/ordering/events/placed.yaml:4 (/lifecyle)\n"
        "  got  lifecyle\n"
        "  fix  did you mean lifecycle? Otherwise drop it, or start it with x-; known are event, version, source, "
        "owner, classification, lifecycle, sunset, replaced_by, description, compatibility, subject, delivery, schema, "
        "examples\n"
        "  more `paved explain CON-131`"
    ) == str(refused.value)


def test_a_part_of_another_file_is_held_to_the_dialect_too():
    """A schema that an event refers to is JSON Schema 2020-12, wherever in the folder it stands."""
    with pytest.raises(ContractError) as refused:
        read_event(WHOLE, {"schemas/order.yaml": "type: object\nrequired: order\n"})

    assert ("CON-141", "stacks/domains/ordering/events/schemas/order.yaml:2 (/required)") == (
        refused.value.code,
        refused.value.at,
    )


def test_an_event_made_of_too_many_schemas_is_refused():
    """An event whose schema nobody could read is refused before anything walks through it."""
    with pytest.raises(ContractError) as refused:
        event_with({"properties": {f"p{number}": {} for number in range(5_001)}})

    assert "CON-143" == refused.value.code
