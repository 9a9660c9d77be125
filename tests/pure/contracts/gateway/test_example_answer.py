"""
The example that a mock answers with.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.contracts.document.document import read_document
from platform_constructs.contracts.gateway.example_answer import example_answer
from platform_constructs.model.contract import Answer

FINE = {"id": "o-1"}


def answered(responses: dict[str, Any], status: int | None = None) -> Answer | None:
    """Return the example of an operation with these responses."""
    operation = {"operationId": "getOrder", "responses": responses}
    components = {
        "examples": {"order": {"value": FINE}},
        "responses": {"Order": {"description": "x", "content": {"application/json": {"example": FINE}}}},
        "schemas": {"Order": {"type": "object", "example": FINE}},
    }
    text = json.dumps(
        {
            "openapi": "3.0.3",
            "info": {"title": "Orders", "version": "1.0.0"},
            "paths": {"/orders": {"get": operation}},
            "components": components,
        }
    )
    document = read_document(text, "openapi.yaml", read=lambda path: "")
    written = document.root.needs("paths").needs("/orders").needs("get")
    return example_answer(written, document.references, status)


def said(media: dict[str, Any], name: str = "application/json") -> dict[str, Any]:
    """Return a response with one media type."""
    return {"description": "x", "content": {name: media}}


@pytest.mark.parametrize(
    "response",
    [
        said({"example": FINE}),
        said({"examples": {"one": {"value": FINE}, "two": {"value": {}}}}),
        said({"examples": {"one": {"$ref": "#/components/examples/order"}}}),
        said({"schema": {"$ref": "#/components/schemas/Order"}}),
        said({"schema": {"type": "object", "examples": [FINE, {}]}}),
        said({"example": FINE}, "application/json; charset=utf-8"),
        {"$ref": "#/components/responses/Order"},
    ],
    ids=["example", "examples", "named example", "schema's", "schema's of 3.1", "with parameters", "named response"],
)
def test_an_example_is_found_wherever_a_contract_may_give_one(response: dict[str, Any]):
    """The media type's own example is taken, else its first named one, else the schema's."""
    assert Answer(200, "application/json", FINE) == answered({"200": response})


def test_the_lowest_success_is_answered_unless_a_status_is_named():
    """Errors are mocked on demand only."""
    responses = {
        "404": said({"example": {"title": "no"}}, "application/problem+json"),
        "201": said({"example": FINE}),
        "200": said({"example": {}}),
        "default": said({"example": 1}),
    }

    assert Answer(200, "application/json", {}) == answered(responses)
    assert Answer(201, "application/json", FINE) == answered(responses, 201)
    assert Answer(404, "application/problem+json", {"title": "no"}) == answered(responses, 404)
    assert None is answered(responses, 500)


def test_an_answer_without_a_body_needs_no_example():
    """A 204 says nothing, and that is all there is to mock."""
    assert Answer(204, "", None) == answered({"204": {"description": "gone"}})


@pytest.mark.parametrize(
    "response",
    [said({"schema": {"type": "object"}}), said({"example": "a,b"}, "text/csv"), said({"example": 1}, "*/*")],
    ids=["no example", "no JSON", "any media type"],
)
def test_nothing_is_made_up(response: dict[str, Any]):
    """Where the contract gives no example in JSON, there is none."""
    assert None is answered({"200": response})
