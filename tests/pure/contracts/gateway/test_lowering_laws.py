"""
The law of lowering: what the contract accepts, the compiled model accepts too.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.protocols import Validator
from openapi_schema_validator import OAS30WriteValidator

from platform_constructs.errors import ContractError
from tests.pure.contracts.reading import body_of, load, with_schema
from tests.pure.contracts.schemas import INSTANCES, SCHEMAS_30, SCHEMAS_31

EXAMPLES = int(os.environ.get("LOWERING_EXAMPLES", "30"))  # 1,500 were clean
MODELS = {"$ref": "#/components/schemas/Subject"}


def as_the_importer_reads_it(schema: Any) -> Any:
    """
    A model with the types that API Gateway's importer adds by itself (swagger-parser's OpenAPIDeserializer).

    `items` makes a list of a schema, `additionalProperties` an object; `enum` takes the type of its values.
    """
    if isinstance(schema, list):
        return [as_the_importer_reads_it(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    read: dict[str, Any] = {}
    for key, part in schema.items():
        if key == "properties":
            read[key] = {name: as_the_importer_reads_it(inner) for name, inner in part.items()}
        else:
            read[key] = part if key in ("enum", "required") else as_the_importer_reads_it(part)
    if "items" in read:
        read["type"] = "array"
    elif "additionalProperties" in read:
        read["type"] = "object"
    assert "enum" not in read or "type" in read
    return read


def check(version: str, original: type[Validator], schemas: list[Any], instances: list[Any]) -> None:
    subject, one, two = schemas
    document = with_schema(subject, version=version, One=one, Two=two)
    try:
        load(document)
    except ContractError as refused:
        assert refused.code == "CON-016"
        assume(False)
    body = body_of(document)
    components = body["components"]["schemas"]
    name = body["paths"]["/v1/orders"]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    read = {key: as_the_importer_reads_it(model) for key, model in components.items()}
    lowered = Draft4Validator({"$ref": name, "components": {"schemas": read}})
    Draft4Validator.check_schema({"definitions": read})
    wanted = original({**MODELS, "components": {"schemas": {"Subject": subject, "One": one, "Two": two}}})
    for instance in instances:
        if wanted.is_valid(instance):
            assert [] == [f"{fault.json_path}: {fault.message}" for fault in lowered.iter_errors(instance)]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(  # a property that a pattern allows
    schemas=[{"type": "object", "additionalProperties": False, "patternProperties": {"^x-": {}}}, {}, {}],
    instances=[{"x-1": 1}],
)
@example(  # two branches that differ only in what is lowered away
    schemas=[{"oneOf": [{"not": {"type": "string"}}, {"type": "string"}]}, {}, {}], instances=["a"]
)
@example(schemas=[{"type": "integer"}, {}, {}], instances=[1.0, 3])
@example(schemas=[{"type": ["array", "null"], "items": {"type": "string"}}, {}, {}], instances=[None, ["a"]])
@example(
    schemas=[{"anyOf": [{"$ref": "#/components/schemas/One"}, {"type": "null"}]}, {"type": "object"}, {}],
    instances=[None],
)
@example(schemas=[{"prefixItems": [{"type": "string"}], "items": False, "type": "array"}, {}, {}], instances=[["a"]])
@example(
    schemas=[{"type": "object", "properties": {"a": {}}, "unevaluatedProperties": False}, {}, {}],
    instances=[{"a": 1}, {}],
)
@example(
    schemas=[
        {"type": "object", "$ref": "#/components/schemas/One", "unevaluatedProperties": False},
        {"properties": {"a": {}}},
        {},
    ],
    instances=[{"a": 1}],
)
@example(
    schemas=[{"type": "object", "patternProperties": {"^x-": {}}, "unevaluatedProperties": False}, {}, {}],
    instances=[{"x-1": 1}],
)
@example(schemas=[{"enum": ["a", None, 1]}, {}, {}], instances=["a", None, 1])
@example(  # two models that say the same, one of them also where null may stand
    schemas=[
        {
            "properties": {
                "a": {"$ref": "#/components/schemas/One"},
                "b": {"anyOf": [{"$ref": "#/components/schemas/Two"}, {"type": "null"}]},
            }
        },
        {"type": "object", "required": ["a"], "description": "One."},
        {"type": "object", "required": ["a"], "description": "Two."},
    ],
    instances=[{"a": {"a": 1}, "b": None}, {"b": {"a": 1}}, {"a": {"a": {}}}],
)
@example(  # a union of unions, one of which may be null
    schemas=[
        {"oneOf": [{"$ref": "#/components/schemas/One"}, {"$ref": "#/components/schemas/Two"}]},
        {"oneOf": [{"type": "string", "maxLength": 1}, {"type": "null"}]},
        {"type": ["object", "array"], "properties": {"a": {"$ref": "#/components/schemas/Subject"}}},
    ],
    instances=["a", None, {"a": None}, {"a": {"a": "b"}}, []],
)
@example(schemas=[{"items": {"type": "string"}, "additionalProperties": False}, {}, {}], instances=["a", 1, {}])
@given(schemas=st.lists(SCHEMAS_31, min_size=3, max_size=3), instances=st.lists(INSTANCES, min_size=5, max_size=20))
def test_a_31_contract_is_never_stricter_once_compiled(schemas: list[Any], instances: list[Any]):
    """Whatever JSON Schema 2020-12 accepts, the compiled model accepts, read as API Gateway's importer reads it."""
    check("3.1.0", Draft202012Validator, schemas, instances)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(  # a property that only responses carry
    schemas=[
        {"required": ["a"], "allOf": [{"$ref": "#/components/schemas/One"}]},
        {"properties": {"a": {"readOnly": True}}},
        {},
    ],
    instances=[{}],
)
@example(schemas=[{"type": "string", "nullable": True, "enum": ["a", None]}, {}, {}], instances=[None, "a"])
@example(schemas=[{"type": "number", "minimum": 1, "exclusiveMinimum": True}, {}, {}], instances=[2])
@given(schemas=st.lists(SCHEMAS_30, min_size=3, max_size=3), instances=st.lists(INSTANCES, min_size=5, max_size=20))
def test_a_30_contract_is_never_stricter_once_compiled(schemas: list[Any], instances: list[Any]):
    """Whatever OpenAPI 3.0 accepts in a request, the compiled model accepts, read as the importer reads it."""
    check("3.0.3", OAS30WriteValidator, schemas, instances)
