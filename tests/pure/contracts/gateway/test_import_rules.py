"""
Every compiled body against API Gateway's published import rules; and the rules themselves, which have to bite.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_constructs.contracts.api.load import load_contract
from platform_constructs.errors import ContractError
from tests.pure.contracts.gateway.import_rules import broken_rules
from tests.pure.contracts.reading import FIXTURES, ROOT, body_of, compiled, contract_of, load, with_schema
from tests.pure.contracts.schemas import SCHEMAS_30, SCHEMAS_31

SAMPLES = sorted(ROOT.glob("stacks/domains/*/openapi.yaml"))
GOLDEN = sorted((FIXTURES / "after").glob("*/compiled.json"))


def unescaped(body: Any) -> Any:
    return json.loads(json.dumps(body).replace("$${", "${").replace("%%{", "%{"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_samples_follow_the_import_rules(path: Path):
    """What the sample's domains deploy breaks none of the rules."""
    contract = load_contract(
        path.read_text(encoding="utf-8"), path.name, read=lambda name: (path.parent / name).read_text(encoding="utf-8")
    )
    api, _ = compiled(contract, mount="/", scope_prefix=path.parent.name, judged=set(contract.scopes))

    assert api is not None
    assert [] == broken_rules(unescaped(api.body))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_the_golden_bodies_follow_the_import_rules(path: Path):
    """Each construct of OpenAPI compiles to what API Gateway takes without a warning."""
    whole = {
        "openapi": "3.0.1",
        "info": {"title": "t", "version": "1"},
        "x-amazon-apigateway-request-validators": {"full": {}},
        "x-amazon-apigateway-request-validator": "full",
    }

    assert [] == broken_rules({**whole, **unescaped(json.loads(path.read_text(encoding="utf-8"))["body"])})


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    version=st.sampled_from(["3.0.3", "3.1.0"]),
    data=st.data(),
    names=st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=2, unique=True),
)
def test_random_contracts_follow_the_import_rules(version: str, data: st.DataObject, names: list[str]):
    """Whatever the schemas of a contract say and are called, what is compiled from them is imported."""
    schemas = [data.draw(SCHEMAS_31 if version == "3.1.0" else SCHEMAS_30) for _ in range(3)]
    renamed = {
        name: {"type": "array", "items": {"$ref": f"#/components/schemas/{_escaped(other)}"}}
        for name, other in zip(names, reversed(names), strict=True)
    }
    first = {"$ref": f"#/components/schemas/{_escaped(names[0])}"}
    subject = {"type": "object", "properties": {"a": schemas[0], "b": first}}
    document = with_schema(subject, version=version, One=schemas[1], Two=schemas[2], **renamed)
    try:
        contract = load(document)
    except ContractError as refused:
        assert refused.code in ("CON-016", "CON-046")
        return
    api, findings = compiled(contract)
    if api is None:
        assert {"CON-046"} == {finding.code for finding in findings}
    else:
        assert [] == broken_rules(unescaped(api.body))


def _escaped(name: str) -> str:
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="")


def operation(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = body["paths"]["/v1/orders"]["post"]
    return found


def subject(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = body["components"]["schemas"]["Subject"]
    return found


AT = "/paths/~1v1~1orders/post"
MODEL = "/components/schemas/Subject"
PLANTED: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "version": (lambda b: b.update(openapi="3.1.0"), "/openapi: 3.1.0 is not imported, 3.0 is"),
    "root security": (lambda b: b.update(security=[]), "/security: it is ignored or unknown"),
    "unknown validator": (
        lambda b: b.update({"x-amazon-apigateway-request-validator": "none"}),
        "/x-amazon-apigateway-request-validator: there is no such validator",
    ),
    "binary JSON": (
        lambda b: b.update({"x-amazon-apigateway-binary-media-types": ["*/*"]}),
        "/x-amazon-apigateway-binary-media-types: */* would not be checked any more",
    ),
    "segment": (
        lambda b: b["paths"].update({"/a b": {}}),
        "/paths/~1a b: 'a b' is no path part",
    ),
    "reserved": (lambda b: b["paths"].update({"/ping": {}}), "/paths/~1ping: it is reserved"),
    "siblings": (
        lambda b: b["paths"].update({"/v1/{a}": {}, "/v1/{b}/c": {}}),
        "/paths/~1v1~1{b}~1c: a sibling of {b} has another variable",
    ),
    "method": (lambda b: b["paths"]["/v1/orders"].update(trace={}), "/paths/~1v1~1orders/trace: it is no method"),
    "open": (lambda b: operation(b).pop("security"), f"{AT}/security: the root's is ignored, so it is open"),
    "any token": (
        lambda b: operation(b).update(security=[{"cognito": []}]),
        f"{AT}/security: without a scope any token of the pool would do",
    ),
    "two authorizers": (
        lambda b: operation(b).update(security=[{"cognito": ["a/b"]}, {}]),
        f"{AT}/security: only one authorizer is carried",
    ),
    "callbacks": (lambda b: operation(b).update(callbacks={}), f"{AT}/callbacks: it is not imported"),
    "cookie": (
        lambda b: operation(b).update(parameters=[{"name": "a", "in": "cookie", "schema": {"type": "string"}}]),
        f"{AT}/parameters/0: method.request.cookie.a is no expression",
    ),
    "style": (
        lambda b: operation(b).update(
            parameters=[{"name": "a", "in": "query", "style": "form", "schema": {"type": "string"}}]
        ),
        f"{AT}/parameters/0/style: it is ignored",
    ),
    "parameter's bounds": (
        lambda b: operation(b).update(
            parameters=[{"name": "a", "in": "query", "schema": {"type": "string", "maxLength": 1}}]
        ),
        f"{AT}/parameters/0/schema: only a plain type is read",
    ),
    "stray path parameter": (
        lambda b: operation(b).update(parameters=[{"name": "a", "in": "path", "schema": {"type": "string"}}]),
        f"{AT}/parameters: [('path', 'a')] and the path do not agree",
    ),
    "schema in place": (
        lambda b: operation(b)["requestBody"]["content"]["application/json"].update(schema={"allOf": []}),
        f"{AT}/requestBody/content/application/json: a schema in place is dropped with a warning when it is composed",
    ),
    "form": (
        lambda b: operation(b)["requestBody"]["content"].update(
            {"text/csv": operation(b)["requestBody"]["content"]["application/json"]}
        ),
        f"{AT}/requestBody/content/text/csv: only JSON is checked",
    ),
    "range": (
        lambda b: operation(b)["responses"].update({"4XX": {"description": ""}}),
        f"{AT}/responses/4XX: it is no status code",
    ),
    "response model": (
        lambda b: operation(b)["responses"]["201"].update(content={}),
        f"{AT}/responses/201: it has a description and headers",
    ),
    "model name": (
        lambda b: b["components"]["schemas"].update({"My-Model": {}}),
        "/components/schemas/My-Model: its name is not alphanumeric",
    ),
    "unused model": (
        lambda b: b["components"]["schemas"].update(Other={}),
        "/components/schemas/Other: nothing uses it",
    ),
    "draft 2020": (lambda b: subject(b).update(const=1), f"{MODEL}/const: unsupported keyword"),
    "one of": (lambda b: subject(b).update(oneOf=[{}]), f"{MODEL}/oneOf: unsupported keyword"),
    "default": (
        lambda b: subject(b)["properties"]["a"].update(default=""),
        f"{MODEL}/properties/a/default: unsupported keyword",
    ),
    "null": (lambda b: subject(b).update(type="null"), f"{MODEL}/type: 'null' is no type"),
    "items of anything": (
        lambda b: subject(b)["properties"].update(b={"items": {}}),
        f"{MODEL}/properties/b/items: the importer would make a list of it",
    ),
    "number's format": (
        lambda b: subject(b)["properties"].update(b={"type": "integer", "format": "int64"}),
        f"{MODEL}/properties/b/format: formats of numbers are not supported",
    ),
    "empty required": (
        lambda b: subject(b).update(required=[]),
        f"{MODEL}/required: draft 4 wants at least one name, each once",
    ),
    "untyped enum": (
        lambda b: subject(b)["properties"].update(b={"enum": ["a"]}),
        f"{MODEL}/properties/b/enum: the importer would guess a type, and make a text of null",
    ),
    "dangling": (
        lambda b: subject(b)["properties"].update(b={"$ref": "#/components/schemas/None"}),
        f"{MODEL}/properties/b: the reference leads to nothing, or hides what stands beside it",
    ),
    "large": (
        lambda b: subject(b).update(description="x" * 410_000),
        "/components/schemas: 410078 bytes of models",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_planted_violation_is_caught(name: str):
    """Each rule finds the body that breaks it; before that, the body breaks none."""
    plant, said = PLANTED[name]
    body = body_of(with_schema({"type": "object", "properties": {"a": {"type": "string"}}}))
    assert [] == broken_rules(body)
    body = json.loads(json.dumps(body))

    plant(body)

    assert said in broken_rules(body)


def test_too_many_resources_break_a_rule():
    """The quota is counted like AWS counts it: the root and every prefix."""
    assert ["/paths: 3 resources"] == broken_rules(body_of(contract_of()), most_resources=2)
