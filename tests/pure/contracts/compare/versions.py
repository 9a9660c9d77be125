"""
How the tests of the comparer write two versions of a contract down: a small one, and what is different in the other.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from platform_constructs.contracts.compare.api.comparison import Comparison, compare_documents
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.compare.change import Change
from platform_constructs.contracts.document.document import Document, read_document

TODAY = date(2026, 11, 22)
NO_FILES: dict[str, str] = {}
OAUTH: dict[str, Any] = {
    "type": "oauth2",
    "flows": {
        "clientCredentials": {
            "tokenUrl": "https://login.meridian.example/oauth2/token",
            "scopes": {"ordering/read": "Read orders.", "ordering/write": "Place orders."},
        }
    },
}


def orders(**changes: Any) -> dict[str, Any]:
    """A small API with two operations; `changes` replace its top-level keys, None removes one."""
    error = {"$ref": "#/components/responses/Problem"}
    whole: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": "1.0.0"},
        "servers": [{"url": "https://api.meridian.example/ordering/v1"}],
        "security": [{"partner": ["ordering/read"]}],
        "paths": {
            "/orders": {
                "get": {
                    "operationId": "listOrders",
                    "tags": ["orders"],
                    "parameters": [{"$ref": "#/components/parameters/Limit"}],
                    "responses": {"200": answer("Orders"), "404": error},
                },
                "post": {
                    "operationId": "placeOrder",
                    "security": [{"partner": ["ordering/write"]}],
                    "requestBody": body("Order"),
                    "responses": {"201": answer("Order"), "400": error, "404": error},
                },
            },
            "/orders/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "get": {
                    "operationId": "getOrder",
                    "parameters": [{"$ref": "#/components/parameters/Limit"}],
                    "responses": {"200": answer("Order"), "404": error},
                },
            },
        },
        "components": {
            "schemas": {
                "Order": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
                "Orders": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}},
            },
            "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}},
            "headers": {"Trace": {"required": True, "schema": {"type": "string"}}},
            "responses": {
                "Problem": {
                    "description": "It failed.",
                    "headers": {"X-Trace": {"$ref": "#/components/headers/Trace"}},
                    "content": {"application/problem+json": {"schema": {"type": "object"}}},
                }
            },
            "securitySchemes": {"partner": OAUTH},
        },
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def body(schema: str, **changes: Any) -> dict[str, Any]:
    """A request body of one schema under components."""
    return {"required": True, "content": content(schema), **changes}


def answer(schema: str, **changes: Any) -> dict[str, Any]:
    """A response of one schema under components."""
    return {"description": "Fine.", "content": content(schema), **changes}


def content(schema: str) -> dict[str, Any]:
    """One JSON media type."""
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def edited(document: Mapping[str, Any], edit: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A copy of a document with something changed in it."""
    copied = copy.deepcopy(dict(document))
    edit(copied)
    return copied


def read(document: Any, file: str = "ordering/openapi.yaml") -> Document:
    """A document read from a value, or from a text."""
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    return read_document(text, file, read=NO_FILES.__getitem__)


def compared(old: Any, new: Any, terms: Terms | None = None) -> Comparison:
    """Two documents compared on a fixed day."""
    return compare_documents(read(old, "old.yaml"), read(new, "new.yaml"), today=TODAY, terms=terms or Terms())


def told(old: Any, new: Any, terms: Terms | None = None) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Of each change: how much it matters, its id, its component and whom it reaches."""
    return [
        (change.severity.name, change.id, change.component, change.operations)
        for change in compared(old, new, terms).changes
    ]


def told_by(edit: Callable[[dict[str, Any]], object], terms: Terms | None = None, **changes: Any) -> list[Any]:
    """What an edit of the small API is told as."""
    old = orders(**changes)
    return told(old, edited(old, edit), terms)


def only(old: Any, new: Any, terms: Terms | None = None) -> Change:
    """The one change between two documents."""
    changes = compared(old, new, terms).changes
    assert 1 == len(changes), changes
    return changes[0]
