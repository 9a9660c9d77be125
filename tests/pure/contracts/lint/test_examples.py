"""
Examples are held against their schemas, cheaply, and what cannot be judged is told.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.contracts.document.document import read_document
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.examples import unfit_examples

NO_FILES: dict[str, str] = {}


def told(schemas: dict[str, Any], *, version: str = "3.1.0", **more: Any) -> list[tuple[str, str, bool]]:
    """Return where, what and whether it is undecided, of a document with these schemas."""
    said = {"openapi": version, "info": {}, "paths": {}, "components": {"schemas": schemas}, **more}
    api = Api(read_document(json.dumps(said), "case.yaml", read=NO_FILES.__getitem__))
    return [(one.at.pointer, one.because, one.is_undecided) for one in unfit_examples(api)]


def test_the_smallest_wrong_part_of_an_example_is_named():
    """A fault inside an example is told at the value that is wrong."""
    order = {
        "type": "object",
        "properties": {"lines": {"items": {"type": "integer"}}},
        "example": {"lines": [1, "two"]},
    }

    at, because = (
        "/components/schemas/Order/example/lines/1",
        "the example is not what its schema says, at lines/1 (type)",
    )
    assert [(at, because, False)] == told({"Order": order})


def test_a_schema_that_no_validator_takes_is_undecided():
    """A pattern that is no regular expression leaves its examples unjudged, and says so."""
    [(at, _, is_undecided)] = told({"Order": {"type": "string", "pattern": "(", "example": "a"}})

    assert ("/components/schemas/Order", True) == (at, is_undecided)


def test_alternatives_inside_alternatives_end_soon():
    """A schema that doubles the work at each level is not checked, and the example says so."""
    part = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Twice"}}}
    deep: Any = {}
    for _ in range(60):
        deep = {"a": deep}

    [(_, because, is_undecided)] = told({"Twice": {"oneOf": [part, dict(part)], "example": deep}})

    assert is_undecided
    assert "takes too long" in because


@pytest.mark.parametrize(("side", "found"), [("requestBody", 0), ("responses", 1)])
def test_what_only_the_api_writes_is_required_of_answers_only(side, found):
    """An example of a request lacks what is read-only; an example of an answer may not."""
    order = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "readOnly": True}}}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}, "example": {}}}}
    operation = {side: body if side == "requestBody" else {"200": body}}

    assert found == len(told({"Order": order}, paths={"/orders": {"post": operation}}))


@pytest.mark.parametrize("target", ["#/components/examples/Self", "#/components/examples/Nothing"])
def test_an_example_that_leads_nowhere_is_passed_over(target):
    """References among examples may go in a circle or to nothing; neither keeps anybody busy."""
    media = {"schema": {"type": "string"}, "examples": {"one": {"$ref": target}}}
    operation = {"responses": {"200": {"content": {"application/json": media}}}}
    components = {"examples": {"Self": {"$ref": "#/components/examples/Self"}}}

    assert [] == told({}, paths={"/orders": {"get": operation}}, components=components)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True, "enum": ["A"], "example": None},
        {"nullable": True, "allOf": [{"$ref": "#/components/schemas/Text"}], "example": None},
        {"type": "integer", "minimum": 0, "exclusiveMinimum": True, "example": 1},
        {"oneOf": [{"type": "object"}, {"minProperties": 0}], "discriminator": {"propertyName": "a"}, "example": {}},
    ],
)
def test_what_openapi_3_0_adds_is_understood(schema):
    """Null, bounds left out and discriminators mean in examples what they mean in OpenAPI 3.0."""
    assert [] == told({"Text": {"type": "string"}, "Order": schema}, version="3.0.3")
