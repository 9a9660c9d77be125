"""
A contract as large as they come, the same one every time: 500 operations, 800 schemas, most of them sharing one.
"""

from __future__ import annotations

from typing import Any

__all__ = ["MONEY", "large_api"]

MONEY = "Money"
_METHODS = ("get", "put", "patch", "delete")


def large_api(operations: int = 500, schemas: int = 800) -> dict[str, Any]:
    """
    Return an OpenAPI 3.1 document.

    Every schema but `Money` refers to two others, in circles too, and every eighth to `Money`, so that nearly all
    operations reach it. Parameters, failures and their header are shared.
    """
    names = [f"Thing{index}" for index in range(schemas - 1)]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Everything", "version": "1.0.0"},
        "servers": [{"url": "https://api.meridian.example/everything/v1"}],
        "security": [{"clients": ["everything/read"]}],
        "paths": dict(_path(index, names) for index in range(operations // len(_METHODS))),
        "components": {
            "schemas": {MONEY: _money(), **{name: _thing(index, names) for index, name in enumerate(names)}},
            "parameters": {
                "Limit": {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
                "Trace": {"name": "X-Trace", "in": "header", "schema": {"type": "string", "maxLength": 64}},
            },
            "headers": {"Trace": {"schema": {"type": "string"}}},
            "responses": {"Problem": _answer("Thing0")},
            "securitySchemes": {"clients": {"type": "oauth2", "flows": {"clientCredentials": _flow()}}},
        },
    }


def _flow() -> dict[str, Any]:
    return {"tokenUrl": "https://login.meridian.example/token", "scopes": {"everything/read": "Read everything."}}


def _money() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["amount", "currency"],
        "properties": {"amount": {"type": "string", "maxLength": 20}, "currency": {"enum": ["CHF", "EUR", "USD"]}},
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _thing(index: int, names: list[str]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "minLength": 1, "maxLength": 100 + index % 50},
        "count": {"type": ["integer", "null"], "minimum": 0, "maximum": index + 1},
        "state": {"enum": ["open", "closed", f"state{index % 7}"]},
        "next": _ref(names[(index + 1) % len(names)]),
        "parts": {"type": "array", "maxItems": 50, "items": _ref(names[(7 * index + 3) % len(names)])},
    }
    if index % 8 == 0:
        properties["price"] = _ref(MONEY)
    if index % 10 == 5:
        properties["kind"] = {"oneOf": [_ref(names[index - 1]), {"type": "string", "pattern": f"^k{index}-[a-z]+$"}]}
    if index % 20 == 10:
        own = {f"extra{index}": _ref(names[(index + 2) % len(names)])}
        return {"allOf": [_ref(names[index - 1]), {"type": "object", "properties": own}]}
    return {"type": "object", "required": ["id", "name"], "properties": properties}


def _answer(schema: str) -> dict[str, Any]:
    return {
        "description": "As asked.",
        "headers": {"X-Trace": {"$ref": "#/components/headers/Trace"}},
        "content": {"application/json": {"schema": _ref(schema)}},
    }


def _path(index: int, names: list[str]) -> tuple[str, dict[str, Any]]:
    path = f"/things{index}/{{id}}"
    item: dict[str, Any] = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    }
    for position, method in enumerate(_METHODS):
        name = names[(len(_METHODS) * index + position) * 3 % len(names)]
        item[method] = {
            "operationId": f"{method}Things{index}",
            "parameters": [{"$ref": "#/components/parameters/Trace"}, {"$ref": "#/components/parameters/Limit"}],
            "responses": {
                "200": _answer(name),
                "404": {"$ref": "#/components/responses/Problem"},
                "429": {"$ref": "#/components/responses/Problem"},
            },
        }
        if method in ("put", "patch"):
            item[method]["requestBody"] = {"content": {"application/json": {"schema": _ref(name)}}}
    return path, item
