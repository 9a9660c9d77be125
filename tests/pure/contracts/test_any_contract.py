"""
Whatever stands in a contract, the answer is designed: a compiled API, findings, or a ContractError.
"""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_constructs.contracts.codes import CODES
from platform_constructs.contracts.gateway.compilation import compilation
from platform_constructs.contracts.gateway.feasibility import feasibility
from platform_constructs.contracts.gateway.keywords import CARRIED, CHECKING, DESCRIBING
from platform_constructs.errors import ContractError
from tests.pure.contracts.gateway.import_rules import broken_rules
from tests.pure.contracts.reading import FIXTURES, SCHEMES, TARGET, compiled, contract_of, load

WORDS = sorted(
    {
        *CARRIED, *CHECKING, *DESCRIBING, "$ref", "type", "nullable", "in", "name", "schema", "content", "paths", "get",
        "post", "parameters", "responses", "requestBody", "headers", "description", "operationId", "security", "scopes",
        "flows", "servers", "discriminator", "mapping", "propertyName", "multipart/form-data", "*/*",
        "$schema", "url", "variables", "components", "schemas", "securitySchemes", "openapi", "info", "200",
        "application/json", "partner", "x-a", "/a/{id}", "",
    }
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 300)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        [
            *WORDS,
            "object",
            "array",
            "string",
            "query",
            "path",
            "3.1.0",
            "#/components/schemas/Order",
            "#/paths",
            "#",
            "b.yaml",
        ]
    )
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)
FULL: dict[str, Any] = contract_of(
    paths={
        "/orders/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "servers": [{"url": "/ordering/{v}", "variables": {"v": {"default": "v1", "enum": ["v1"]}}}],
            "put": {
                "operationId": "putOrder",
                "summary": "Put.",
                "security": [{"partner": ["ordering/write"]}],
                "parameters": [{"$ref": "#/components/parameters/Limit"}],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Order"}},
                        "*/*": {"schema": {"type": "array"}},
                        "multipart/form-data": {"schema": {"type": "object"}, "encoding": {}},
                    },
                },
                "responses": {"200": {"$ref": "#/components/responses/Ok"}, "default": {"description": "x"}},
                "callbacks": {},
            },
        }
    },
    components={
        "securitySchemes": SCHEMES,
        "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": ["integer", "null"]}}},
        "responses": {"Ok": {"description": "Ok.", "headers": {"X-A": {"schema": {"type": "string"}}}, "links": {}}},
        "schemas": {
            "Order": {
                "type": "object",
                "required": ["a"],
                "properties": {
                    "a": {"type": ["string", "null"], "pattern": "^a", "readOnly": True},
                    "b": {"const": 1},
                    "pet": {"$ref": "#/components/schemas/Pet"},
                },
                "additionalProperties": {"$ref": "other.yaml#/Thing"},
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "allOf": [{"anyOf": [{"type": "object"}, {"type": "null"}]}, {"$ref": "#/components/schemas/Part"}],
            },
            "Part": {"oneOf": [{"type": "array", "items": {"$ref": "#/components/schemas/Order"}}, {"enum": ["a", 1]}]},
            "Pet": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Same"}],
                "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "b": "#/components/schemas/Same"}},
            },
            "Cat": {"properties": {"kind": {"type": "string"}, "of": {"$ref": "#/components/schemas/Pet"}}},
            "Same": {"properties": {"kind": {"type": "string"}, "of": {"$ref": "#/components/schemas/Pet"}}},
        },
    },
)
OTHERS = {"other.yaml": "Thing: {type: integer, exclusiveMinimum: 0}\n", "b.yaml": "- 1\n"}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


def changed(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    document = copy.deepcopy(document)
    holder = document
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return document


def answer(document: Any) -> None:
    try:
        contract = load(document, OTHERS)
        api, findings = compiled(contract)
    except ContractError as fault:
        assert fault.code in CODES
        return
    assert (api is None) == bool(findings)
    assert findings == feasibility(compilation(contract, TARGET)).refused
    if api is not None:
        json.dumps(api.body, allow_nan=False)
        assert [] == broken_rules(json.loads(json.dumps(api.body).replace("$${", "${").replace("%%{", "%{")))
        assert [] == [pointer for pointer, place in api.sources.items() if place.line == 0]
        assert sorted(api.resource_paths) == sorted(operation.id for operation in api.operations)


def test_the_contract_that_is_changed_below_compiles():
    """Without a change, the full example has no fault."""
    api, findings = compiled(load(FULL, OTHERS))

    assert ((), True) == (findings, api is not None)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_part_of_a_contract_may_be_anything(data: st.DataObject):
    """Replace any one or two parts of a contract by any value: the answer is still designed."""
    document = FULL
    for _ in range(data.draw(st.integers(1, 2))):
        document = changed(document, data.draw(st.sampled_from(places(document))), data.draw(VALUES))

    answer(document)


@settings(deadline=None, max_examples=100)
@given(document=VALUES)
def test_any_document_is_answered(document: Any):
    """A document of any shape gets a designed answer."""
    answer(document)
    answer(contract_of(paths={"/a": document}, components={"schemas": {"Order": document}, "securitySchemes": SCHEMES}))


def test_a_contract_cut_anywhere_is_answered():
    """A contract that ends in the middle, as after a broken download, is read or refused."""
    text = (FIXTURES / "before" / "whole-body-31" / "openapi.yaml").read_text(encoding="utf-8")

    for end in range(0, len(text), 7):
        answer(text[:end])
