"""
Whether each reference leads to the kind of part that its place wants: a schema to a schema, a response to a response.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault

__all__ = ["misplaced_references"]

_COMPONENT: Final = re.compile(r"#/components/(?P<kind>[^/]+)/[^/]+")
# What stands directly under each of these keys is of one kind; a list's items and a map's values alike.
_MANY: Final[Mapping[str, str]] = {
    "allOf": "schemas",
    "anyOf": "schemas",
    "callbacks": "callbacks",
    "examples": "examples",
    "headers": "headers",
    "links": "links",
    "oneOf": "schemas",
    "parameters": "parameters",
    "properties": "schemas",
    "responses": "responses",
    "requestBodies": "requestBodies",
    "schemas": "schemas",
    "securitySchemes": "securitySchemes",
}
_ONE: Final[Mapping[str, str]] = {
    "additionalProperties": "schemas",
    "items": "schemas",
    "not": "schemas",
    "requestBody": "requestBodies",
    "schema": "schemas",
}
_DATA: Final = frozenset({"const", "default", "enum", "example", "value"})
_WORD: Final[Mapping[str, str]] = {"requestBodies": "request body", "securitySchemes": "security scheme"}


def misplaced_references(root: Node) -> Iterator[Fault]:
    """Yield a fault for each reference to a component of another kind than its place wants."""
    todo: list[tuple[Any, tuple[str | int, ...], str, bool]] = [(root.value, root.tokens, "", False)]
    while todo:
        value, tokens, wanted, is_many = todo.pop()
        if isinstance(value, dict) and not is_many and isinstance(value.get("$ref"), str):
            yield from _misplaced(root, value["$ref"], tokens, wanted)
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in pairs:
            if not isinstance(item, dict | list) or (not is_many and key in _DATA):
                continue
            if is_many:
                todo.append((item, (*tokens, key), wanted, False))
            elif key == "examples" and isinstance(item, list):
                continue  # JSON Schema's: data
            else:
                many = _MANY.get(str(key), "")
                todo.append((item, (*tokens, key), many or _ONE.get(str(key), ""), bool(many)))


def _misplaced(root: Node, ref: str, tokens: tuple[str | int, ...], wanted: str) -> Iterator[Fault]:
    found = _COMPONENT.fullmatch(ref)
    if not wanted or found is None or found["kind"] == wanted:
        return
    at = root
    for token in (*tokens[len(root.tokens) :], "$ref"):
        at = at.child(token)
    want, got = (_WORD.get(kind, kind.removesuffix("s")) for kind in (wanted, found["kind"]))
    what = f"a reference leads to a {got} where a {want} is needed"
    yield Fault("CON-061", "misplaced-reference", what, at, ref, f"name one of #/components/{wanted}/")
