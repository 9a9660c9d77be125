"""
The parts of a contract, as rules are given them.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.contracts.document.document import read_document
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.parts import KINDS, ParameterPart, ResponsePart, SchemaPart
from tests.pure.contracts.lint.standing import document, dumped


def test_a_shared_response_stands_once_for_each_status():
    """A component that three operations answer with is looked at once under each status, not three times."""
    api = Api(document())

    shared = [one for one in api.parts(ResponsePart) if isinstance(one, ResponsePart) and "Problem" in one.node.pointer]

    assert [("404", ["GET /orders", "POST /orders"]), ("409", ["POST /orders"])] == [
        (one.status, [user.label for user in one.users]) for one in shared
    ]


def test_a_schema_knows_who_writes_it():
    """What a request reaches is the client's to write, what a response reaches the API's; both may be."""
    api = Api(document())

    named = {one.name: (one.in_requests, one.in_responses) for one in api.schemas if one.name}

    assert {"Order": (True, True), "Page": (False, True)} == named


def test_a_callback_turns_the_direction():
    """What a callback sends the client is written by the API, though it is a request."""

    def change(said):
        said["paths"]["/orders"]["post"]["callbacks"] = {
            "placed": {"{$request.body#/url}": {"post": {"requestBody": body("Placed"), "responses": {}}}}
        }
        said["components"]["schemas"]["Placed"] = {"type": "object"}

    def body(name):
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}

    [placed] = [one for one in Api(dumped(change)).schemas if one.name == "Placed"]

    assert (False, True) == (placed.in_requests, placed.in_responses)


def test_every_schema_is_a_part_once():
    """Inner schemas are parts, bare references are none, and what nobody uses is there, too."""

    def change(said):
        said["components"]["schemas"]["Unused"] = {
            "anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Order"}]
        }

    pointers = [one.node.pointer for one in Api(dumped(change)).schemas if "components" in one.node.pointer]

    assert [
        "/components/responses/Problem/content/application~1problem+json/schema",
        "/components/schemas/Order",
        "/components/schemas/Order/properties/id",
        "/components/schemas/Page",
        "/components/schemas/Page/properties/items",
        "/components/schemas/Unused",
        "/components/schemas/Unused/anyOf/0",
    ] == pointers


def test_an_operation_has_the_parameters_of_its_path():
    """A path's parameters are its operations', unless they say them anew."""

    def change(said):
        item = said["paths"]["/orders"]
        item["parameters"] = [
            {"name": "limit", "in": "query", "schema": {"type": "string"}},
            {"name": "v", "in": "header"},
        ]

    api = Api(dumped(change))
    [listing, creating] = api.operations

    assert [("v", set()), ("cursor", {"string"}), ("limit", {"integer"})] == [
        (one.name, set(api.types(one.schema)) if one.schema else set()) for one in listing.parameters
    ]
    assert ["v", "limit"] == [one.name for one in creating.parameters]


def test_all_of_is_followed_for_what_an_object_has():
    """Properties and requirements of allOf branches are an object's own, and a circle of references ends."""
    text = """
openapi: 3.0.3
info: {title: x, version: 1.0.0}
paths: {}
components:
  schemas:
    Base: {type: object, required: [id], properties: {id: {type: string}, at: {type: string}}}
    Order:
      allOf: [{$ref: '#/components/schemas/Base'}, {required: [at], properties: {id: {type: integer}}}]
      nullable: true
"""
    api = Api(document(text))
    order = next(one for one in api.schemas if one.name == "Order")

    assert {"id": "string", "at": "string"} == {
        name: node.value["type"] for name, node in api.properties(order.node).items()
    }
    assert {"id", "at"} == api.required(order.node)
    assert {"object"} == order.types


@pytest.mark.parametrize("odd", [None, 7, "text", [], [1, None], {"a": None}, {"$ref": "#/info"}, True])
@pytest.mark.parametrize(
    "place", ["paths", "components", "servers", "webhooks", "security", "tags", "paths./orders", "paths./orders.get",
              "paths./orders.get.parameters", "paths./orders.get.responses", "paths./orders.get.requestBody",
              "paths./orders.get.responses.200", "paths./orders.get.callbacks", "components.schemas",
              "components.schemas.Order", "components.schemas.Order.properties", "components.schemas.Order.required",
              "components.schemas.Order.allOf", "components.parameters", "components.headers",
              "components.securitySchemes"],
)  # fmt: skip
def test_what_has_another_shape_is_no_part(place, odd):
    """A contract that is no OpenAPI still has parts: what is shaped oddly is passed over, and nothing is raised."""
    said: dict[str, Any] = {
        "openapi": "3.1.0",
        "paths": {"/orders": {"get": {"responses": {"200": {"content": {"a/b": {"schema": {"type": "object"}}}}}}}},
        "components": {"schemas": {"Order": {"type": "object", "properties": {"id": {}}}}},
        "info": {"title": "x"},
    }
    holder = said
    *way, last = place.split(".")
    for key in way:
        holder = holder[key]
    holder[last] = odd

    api = Api(read_document(json.dumps(said), "x.json", read=lambda path: ""))

    for kind in KINDS:
        for part in api.parts(kind):
            assert isinstance(part.node.value, dict)
            _touch(part)


def _touch(part):
    for name in dir(type(part)):
        if isinstance(getattr(type(part), name), property):
            getattr(part, name)
    if isinstance(part, SchemaPart):
        part.api.properties(part.node)
        part.api.required(part.node)
    if isinstance(part, ParameterPart) and part.schema is not None:
        part.api.types(part.schema)
