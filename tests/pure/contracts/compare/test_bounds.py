"""
Deep, long and tangled schemas: compared to the end, without a stack that overflows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from platform_constructs.contracts.compare.change import Direction
from platform_constructs.contracts.compare.schema.plain import Mode
from tests.pure.contracts.compare.reading import api_changes, document_of, lines, plain

Step = Callable[[Any, int], Any]
STEPS: dict[str, tuple[int, Step]] = {
    "properties": (45, lambda inner, _: {"properties": {"a": inner}}),
    "items": (95, lambda inner, _: {"items": inner}),
    "not": (95, lambda inner, _: {"not": inner}),
    "anyOf": (30, lambda inner, number: {"anyOf": [inner, {"type": "object", "required": [f"x{number}"]}]}),
    "oneOf": (30, lambda inner, number: {"oneOf": [{"items": inner}, {"required": [f"x{number}"]}]}),
    "or null": (45, lambda inner, _: {"anyOf": [inner, {"type": "null"}]}),
    "if": (45, lambda inner, number: {"if": {"minLength": number}, "then": inner}),
    "unevaluated": (30, lambda inner, _: {"allOf": [inner], "unevaluatedProperties": False}),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_change_at_the_bottom_of_a_deep_schema_is_told(name: str):
    """However deep the change is, something is told of it in one of the two directions."""
    levels, step = STEPS[name]
    old: Any = {"type": "integer"}
    new: Any = {"type": "string"}
    for number in range(levels):
        old, new = step(old, number), step(new, number)

    found = [line.split()[0] for line in plain(old, new, Mode.FULL)]

    assert set(found) & {"BREAKING", "WARN"}


def _chain(length: int, end: Any, wrap: Callable[[dict[str, str]], Any]) -> dict[str, Any]:
    """Components of which each refers to the next."""
    names = {f"C{n}": wrap({"$ref": f"#/components/schemas/C{n + 1}"}) for n in range(length)}
    return {**names, f"C{length}": end}


WRAPS: dict[str, Callable[[dict[str, str]], Any]] = {
    "property": lambda ref: {"type": "object", "properties": {"n": ref, "v": {"type": "string"}}},
    "branch": lambda ref: {"oneOf": [{"type": "object", "properties": {"n": ref}}, {"type": "string"}]},
    "or null": lambda ref: {"anyOf": [ref, {"type": "null"}]},
    "reference": lambda ref: ref,
}


@pytest.mark.parametrize("name", WRAPS)
def test_a_long_chain_of_components_is_followed_to_its_end(name: str):
    """200 components that refer to each other in a row lead to the one that changed, once."""
    old, new = (_chain(200, {"type": kind}, WRAPS[name]) for kind in ("integer", "number"))
    start = {"$ref": "#/components/schemas/C0"}

    found = api_changes(document_of(start, **old), document_of(start, **new), Direction.RESPONSE)

    assert [("BREAKING", "schemas/C200", ("POST /orders",))] == [
        (change.severity.name, change.component, change.operations) for change in found
    ]


def test_findings_are_as_many_as_changed_components():
    """30 schemas that all refer to each other, one of them changed, are one finding."""
    names = [f"S{n}" for n in range(30)]
    schemas: dict[str, Any] = {
        name: {"type": "object", "properties": {other: {"$ref": f"#/components/schemas/{other}"} for other in names}}
        for name in names
    }
    changed: dict[str, Any] = {**schemas, "S29": {**schemas["S29"], "required": ["S3"]}}
    start = {"$ref": "#/components/schemas/S0"}

    found = api_changes(document_of(start, **schemas), document_of(start, **changed), Direction.REQUEST)

    assert ["BREAKING request-property-became-required: the request property `S3` became required"] == lines(found)
