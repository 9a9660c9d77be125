"""
Where a change is told, whom it reaches, and that shared components are looked at once.
"""

from __future__ import annotations

import json
from typing import Any

from platform_constructs.contracts.compare.change import Change, Direction, Severity
from platform_constructs.contracts.compare.schema.comparison import SchemaComparison
from platform_constructs.contracts.compare.schema.plain import Mode
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.model.place import Place
from tests.pure.contracts.compare.reading import NO_FILES, plain, told


def _document(limit: int, *, is_nested: bool = True) -> Document:
    """Two operations that share a customer, one of them by way of an order."""
    customer = {"type": "object", "properties": {"name": {"type": "string", "maxLength": limit}}}
    order = {"type": "object", "properties": {"customer": {"$ref": "#/components/schemas/Customer"}}}
    if is_nested:
        customer["properties"]["orders"] = {  # type: ignore[index]  # mixed values
            "type": "array",
            "items": {"$ref": "#/components/schemas/Order"},
        }
    whole = {"openapi": "3.1.0", "components": {"schemas": {"Customer": customer, "Order": order}}}
    return read_document(json.dumps(whole, indent=1), "openapi.yaml", read=NO_FILES.__getitem__)


def _changes(old: Document, new: Document, uses: dict[str, str]) -> tuple[Change, ...]:
    comparison = SchemaComparison(old.references, new.references)
    for user, name in uses.items():
        schemas = [document.root.child("components").child("schemas").child(name) for document in (old, new)]
        comparison.compare(schemas[0], schemas[1], Direction.REQUEST, user, "body")
    return comparison.changes()


def test_a_change_in_a_shared_component_is_told_once_with_all_operations():
    """One change, anchored at the component, names each operation that reaches it, also round a circle."""
    found = _changes(_document(9), _document(8), {"POST /orders": "Order", "PUT /customers": "Customer"})

    assert (
        Change(
            id="request-property-max-length-decreased",
            severity=Severity.BREAKING,
            what="the request property `name` lowered its maximum length from `9` to `8`",
            why="clients that keep to the old contract may be refused",
            old=Place("openapi.yaml", 10, "/components/schemas/Customer/properties/name/maxLength"),
            new=Place("openapi.yaml", 10, "/components/schemas/Customer/properties/name/maxLength"),
            component="schemas/Customer",
            path="name",
            operations=("POST /orders", "PUT /customers"),
            args=("9", "8"),
        ),
    ) == found


def test_only_those_who_reach_a_component_are_named():
    """An operation that does not use the component is not affected."""
    old, new = _document(9, is_nested=False), _document(8, is_nested=False)
    old_order = {"POST /orders": "Order", "PUT /customers": "Customer"}

    assert [("POST /orders", "PUT /customers")] == [change.operations for change in _changes(old, new, old_order)]
    assert [("PUT /customers",)] == [change.operations for change in _changes(old, new, {"PUT /customers": "Customer"})]


def test_what_the_file_is_called_is_no_change():
    """A version kept in a file of another name, with a schema that leads back to itself, is the same."""
    itself = {"contains": {"$ref": "#/components/schemas/Order"}}
    whole = json.dumps({"openapi": "3.1.0", "components": {"schemas": {"Order": itself}}})
    old, new = (read_document(whole, name, read=NO_FILES.__getitem__) for name in ("v1.yaml", "v2.yaml"))

    assert () == _changes(old, new, {"POST /orders": "Order"})


def test_parameters_and_headers_have_ids_of_their_own():
    """What a parameter or header describes as a whole is named so, and its default matters."""
    old, new = {"type": "string", "default": "a"}, {"type": "string", "default": "b", "maxLength": 3}

    assert [
        "BREAKING request-parameter-default-value-changed: the request parameter changed its default from `a` to `b`",
        "WARN request-parameter-max-length-set: the request parameter now has a maximum length of `3`",
    ] == told(old, new, Direction.REQUEST, where="parameter")
    assert [
        "INFO response-header-default-value-changed: the response header changed its default from `a` to `b`",
        "INFO response-header-max-length-set: the response header now has a maximum length of `3`",
    ] == told(old, new, Direction.RESPONSE, where="header")


def test_a_number_that_becomes_any_text_is_written_alike():
    """In a parameter, a number that becomes a plain text refuses nobody; in a body it does."""
    old, new = {"type": "integer"}, {"type": "string"}

    assert ["INFO"] == [line.split()[0] for line in told(old, new, Direction.REQUEST, where="parameter")]
    assert ["BREAKING"] == [line.split()[0] for line in told(old, new, Direction.REQUEST)]
    assert ["BREAKING"] == [line.split()[0] for line in told(new, old, Direction.REQUEST, where="parameter")]


def test_null_is_one_thing_in_all_its_spellings():
    """`nullable`, a list of types and a union with null mean the same, so changing between them says nothing."""
    spelt = (
        {"type": ["string", "null"]},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, {"type": "string"}]},
    )

    assert [] == [line for one in spelt for other in spelt for line in told(one, other, Direction.REQUEST)]
    assert ["INFO request-body-became-nullable: the request body may now be null"] == told(
        {"type": "string"}, {"type": "string", "nullable": True}, Direction.REQUEST, version="3.0.3"
    )
    assert [] == told({"type": "string"}, {"type": "string", "nullable": True}, Direction.REQUEST)


def test_a_tolerant_reader_takes_what_it_does_not_know():
    """A property more is no harm to a tolerant reader of a closed schema, and is to a strict one."""
    old: dict[str, Any] = {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False}
    new = old | {"properties": {**old["properties"], "b": {"type": "string"}}}

    assert ["INFO response-optional-property-added: the response property `b` was added as optional"] == plain(
        old, new, Mode.FORWARD, tolerant=True
    )
    assert ["BREAKING response-optional-property-added: the response property `b` was added as optional"] == plain(
        old, new, Mode.FORWARD
    )


def test_a_property_more_is_no_harm_beside_a_change_that_is():
    """To the tolerant reader of a response, only what it knows can harm: the new value, not the new property."""
    values = {"type": "string", "enum": ["a"]}
    old: dict[str, Any] = {"type": "object", "properties": {"a": values}, "additionalProperties": False}
    new = old | {"properties": {"a": {**values, "enum": ["a", "b"]}, "b": {"type": "string"}}}

    assert [
        "WARN response-property-enum-value-added: the response property `a` has the new value `b`",
        "INFO response-optional-property-added: the response property `b` was added as optional",
    ] == told(old, new, Direction.RESPONSE)


def test_the_full_mode_is_both_others():
    """What breaks one of the two directions breaks the full mode, and nothing else does."""
    old, new = {"type": "integer"}, {"type": "number"}

    both = plain(old, new, Mode.BACKWARD) + plain(old, new, Mode.FORWARD)

    assert both == plain(old, new, Mode.FULL)
    assert ["INFO", "BREAKING"] == [line.split()[0] for line in both]
