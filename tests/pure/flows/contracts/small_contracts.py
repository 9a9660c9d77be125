"""
A small API before and after, and what a comparer would say of it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.flows.contracts.outcome import Compare, Outcome, VersionStep
from platform_constructs.flows.contracts.side import Side
from platform_constructs.model.place import Place

FILE = "stacks/domains/ordering/openapi.yaml"
ORDER = "/components/schemas/Order"

API: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Ordering", "version": "1.2.0"},
    "paths": {
        "/orders": {
            "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
            "get": {
                "operationId": "listOrders",
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}},
                    "default": {
                        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/P"}}}
                    },
                },
            },
            "post": {
                "operationId": "createOrder",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                "responses": {"204": {}},
            },
        },
        "/orders/{id}": {
            "delete": {
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "responses": {"204": {}},
            }
        },
    },
    "components": {
        "parameters": {"Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}},
        "schemas": {
            "P": {"type": "object", "properties": {"detail": {"type": "string"}}},
            "Page": {
                "type": "object",
                "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}},
            },
            "Order": {
                "allOf": [{"$ref": "#/components/schemas/Named"}],
                "type": "object",
                "properties": {
                    "price": {"type": "number"},
                    "state": {"type": "string", "enum": ["OPEN", "CLOSED"]},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}},
                },
            },
            "Named": {"type": "object", "properties": {"name": {"type": "string"}}},
        },
    },
}


def nothing(path: str) -> str:
    """No other file."""
    raise LookupError(path)


def document(value: Mapping[str, Any] = API, file: str = FILE) -> Document:
    """A document of plain values."""
    return read_document(yaml.safe_dump(copy.deepcopy(dict(value)), sort_keys=False), file, read=nothing)


def side(value: Mapping[str, Any] = API, file: str = FILE, *, note: str = "now") -> Side:
    """A contract file of plain values; `note` tells one text from another."""
    text = f"# {note}\n" + yaml.safe_dump(copy.deepcopy(dict(value)), sort_keys=False)
    return Side(file, lambda: text, nothing)


def change(
    id_: str,
    severity: Severity = Severity.BREAKING,
    *,
    old: str | None = None,
    new: str | None = None,
    component: str = "schemas/Order",
    path: str = "",
    operations: tuple[str, ...] = ("GET /orders", "POST /orders"),
    args: tuple[str, ...] = (),
    what: str = "",
) -> Change:
    """A change at the pointers `old` and `new` of the small API."""
    return Change(
        id=id_,
        severity=severity,
        what=what or f"what `{id_}` is",
        why="somebody notices",
        old=None if old is None else Place(FILE, 1, old),
        new=None if new is None else Place(FILE, 2, new),
        component=component,
        path=path,
        operations=operations,
        args=args,
    )


def saying(*changes: Change, enough: Callable[[tuple[Change, ...]], bool] = lambda _: True) -> Compare:
    """A comparer that always finds these changes; the code of each is CMP-001, of a removal CMP-002."""
    small = change("api-major-version-not-bumped", component="info", path="version", args=("1.2.0", "1.3.0"))

    def version(left: tuple[Change, ...]) -> VersionStep:
        fault = None if enough(left) else small
        return VersionStep("1.2.0", "1.3.0", "major" if left else "", "minor", fault, fault is None)

    def code(one: Change) -> str:
        return "CMP-003" if one is small else "CMP-002" if "removed" in one.id else "CMP-001"

    return lambda _old, _new: Outcome(changes, code, version)
