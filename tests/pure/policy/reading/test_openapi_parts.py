"""
OpenAPI bodies, taken apart; what cannot be read is told.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.policy.reading.openapi_parts import openapi_parts
from platform_constructs.policy.reading.parts import Hidden, Part, Parts


def found(body: Any) -> Parts:
    return openapi_parts({"body": body})


def test_each_operation_knows_its_method_and_path():
    """Every verb, in any case, and API Gateway's own for all of them; other keys of a path are no operations."""
    verbs = ("delete", "get", "head", "options", "patch", "post", "put", "trace", "x-amazon-apigateway-any-method")
    item: dict[str, Any] = {verb: {"a": 1} for verb in verbs}
    parts = found({"paths": {"/o": {**item, "GET": {}, "parameters": [], "summary": "x"}}}).parts[1:]

    assert [
        *(Part("openapi.operation", f"/paths/~1o/{v}", {"a": 1, "method": m, "path": "/o"}, "/body")
          for v, m in zip(verbs, [*(v.upper() for v in verbs[:-1]), "ANY"], strict=True)),
        Part("openapi.operation", "/paths/~1o/GET", {"method": "GET", "path": "/o"}, "/body"),
    ] == parts  # fmt: skip


def test_schemas_of_both_versions_are_parts():
    """Schemas stand in components, or in definitions as OpenAPI 2 has it; what is no object is none."""
    body = {"components": {"schemas": {"a/b": {"x": 1}, "odd": 3}}, "definitions": {"c": {"y": 2}}, "paths": {}}

    assert [
        Part("openapi.document", "/body", body),
        Part("openapi.schema", "/components/schemas/a~1b", {"x": 1}, "/body"),
        Part("openapi.schema", "/definitions/c", {"y": 2}, "/body"),
    ] == found(json.dumps(body)).parts


@pytest.mark.parametrize("body", [{"components": 3}, {"components": {"schemas": []}}, {"definitions": "x"}, {}])
def test_odd_tables_hold_nothing(body: dict[str, Any]):
    """Where a table belongs and something else stands, there is nothing to find."""
    assert Parts([Part("openapi.document", "/body", body)]) == found(body)


def test_the_resource_policy_inside_a_body_is_judged():
    """API Gateway takes a policy inside the body too."""
    parts = found({"x-amazon-apigateway-policy": {"Statement": [{"Action": "x"}]}}).parts

    assert [("openapi.document", "/body"), ("iam.statement", "/x-amazon-apigateway-policy/statement/0")] == [
        (each.type, each.pointer) for each in parts
    ]


@pytest.mark.parametrize(
    ("paths", "hidden"),
    [
        ([], Hidden("/paths", "the OpenAPI paths are not an object", "[]")),
        ({"/a": {"$ref": "x"}}, Hidden("/paths/~1a", "the OpenAPI path item cannot be read", "x")),
        ({"/a": "odd"}, Hidden("/paths/~1a", "the OpenAPI path item cannot be read", "odd")),
        ({"/a": {"get": "odd"}}, Hidden("/paths/~1a/get", "the OpenAPI operation is not an object", "odd")),
    ],
)
def test_a_path_that_cannot_be_read_is_told_and_the_next_one_read(paths: Any, hidden: Hidden):
    """One unreadable path or operation is named, and hides none after it."""
    more = {**paths, "/z": {"get": {}}} if isinstance(paths, dict) else paths
    expected = [Part("openapi.operation", "/paths/~1z/get", {"method": "GET", "path": "/z"}, "/body")]

    result = found({"paths": more})

    assert ([hidden], expected if isinstance(paths, dict) else []) == (result.hidden, result.parts[1:])


@pytest.mark.parametrize(
    ("body", "why", "got"),
    [
        ("{", "the OpenAPI body is not JSON", "{"),
        ("x ${var.b}", "the OpenAPI body is not JSON", "x ${var.b}"),
        ("[]", "the OpenAPI body is not a JSON object", "[]"),
        (5, "the OpenAPI body is neither text nor an object", "int"),
        ("${var.b}", "the OpenAPI body is only known at apply time: var.b", "${var.b}"),
        (f"${{{'b' * 100}}}", f"the OpenAPI body is only known at apply time: {'b' * 80}", f"${{{'b' * 100}}}"),
    ],
)
def test_a_body_that_cannot_be_read_is_told(body: Any, why: str, got: str):
    """The document is there and opaque, so that no rule takes it for a good one."""
    assert Parts([Part("openapi.document", "/body", {}, opaque=why)], [Hidden("/body", why, got)]) == found(body)


def test_too_deep_a_body_is_told():
    """A body nested deeper than anything real is told, not followed."""
    deep: dict[str, Any] = {}
    for _ in range(200):
        deep = {"a": deep}

    assert [Hidden("/body", "the OpenAPI body is nested too deeply", "dict")] == found(deep).hidden


def test_no_body_is_nothing():
    """An API whose routes are resources of their own has no document."""
    assert [Parts(), Parts()] == [openapi_parts({}), found(None)]
