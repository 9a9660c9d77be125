"""
What the local API Gateway refuses to import.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.deploy.fixtures.body import body
from tests.deploy.local_aws.openapi.document import read_document
from tests.deploy.local_aws.openapi.report import ImportRefusedError

POOL = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc"
INTEGRATION = "x-amazon-apigateway-integration"


def contract() -> dict[str, Any]:
    return body("ordering", "as it was", POOL)


def errors_of(document: object, *, fail_on_warnings: bool = True) -> tuple[str, ...]:
    try:
        read_document(document, fail_on_warnings=fail_on_warnings)
    except ImportRefusedError as refused:
        return refused.errors
    return ()


def operation(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/v1/items"]["post"]
    return found


def item(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]["Item"]
    return found


def move(document: dict[str, Any], old: str, new: str) -> None:
    document["paths"][new] = document["paths"].pop(old)


REFUSALS: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "openapi-3.1": (lambda d: d.update(openapi="3.1.0"), "Invalid OpenAPI input: version '3.1.0' is not supported"),
    "no-operation": (lambda d: d["paths"].clear(), "the document has no operation"),
    "unknown-authorizer": (
        lambda d: operation(d).update(security=[{"other": []}]),
        "Authorizer 'other' of POST /v1/items is not defined",
    ),
    "two-alternatives": (
        lambda d: operation(d).update(security=[{"cognito": []}, {}]),
        "POST /v1/items has 2 security alternatives: API Gateway carries one",
    ),
    "root-only-security": (
        lambda d: (operation(d).pop("security"), d.update(security=[{"cognito": []}])),
        "root-level security is ignored by API Gateway: POST /v1/items would be open",
    ),
    "oauth2-scheme": (
        lambda d: d["components"]["securitySchemes"].update(o={"type": "oauth2", "flows": {}}),
        "Unsupported security definition type 'oauth2' for 'o'. Ignoring.",
    ),
    "no-user-pool": (
        lambda d: d["components"]["securitySchemes"]["cognito"]["x-amazon-apigateway-authorizer"].update(
            providerARNs=["${pool}"]
        ),
        "authorizer cognito needs user pool ARNs, not ['${pool}']",
    ),
    "unknown-validator": (
        lambda d: d.update({"x-amazon-apigateway-request-validators": {}}),
        "Validator 'full' of GET /v1/items is not defined",
    ),
    "no-integration": (
        lambda d: operation(d).pop(INTEGRATION),
        "No integration defined for method POST /v1/items",
    ),
    "bogus-integration": (
        lambda d: operation(d)[INTEGRATION].update(type="teleport"),
        "Invalid integration type 'teleport' of POST /v1/items",
    ),
    "no-endpoint": (
        lambda d: operation(d)[INTEGRATION].update(uri="ordering/v1"),
        "Invalid HTTP endpoint specified for URI of POST /v1/items: 'ordering/v1'",
    ),
    "long-timeout": (
        lambda d: operation(d)[INTEGRATION].update(timeoutInMillis=30_000),
        "Timeout of POST /v1/items should be between 50 ms and 29000 ms: 30000",
    ),
    "undeclared-mapping": (
        lambda d: operation(d)[INTEGRATION].update(
            requestParameters={"integration.request.header.a": "method.request.header.a"}
        ),
        "Invalid mapping expression parameter specified: method.request.header.a of POST /v1/items is not declared",
    ),
    "unmapped-path-parameter": (
        lambda d: d["paths"]["/v1/items/{itemId}"]["get"][INTEGRATION].pop("requestParameters"),
        "{itemId} in the URI of GET /v1/items/{itemId} has no integration.request.path.itemId",
    ),
    "model-name": (
        lambda d: d["components"]["schemas"].update({"My-Item": {"type": "object"}}),
        "Invalid model name specified: 'My-Item' (only alphanumeric characters are allowed)",
    ),
    "model-discriminator": (
        lambda d: item(d).update(discriminator={"propertyName": "sku"}),
        'Unable to create model Item: Unsupported keyword(s): ["discriminator"]',
    ),
    "model-example": (
        lambda d: item(d)["properties"]["sku"].update(example="a"),
        'Unable to create model Item/properties/sku: Unsupported keyword(s): ["example"]',
    ),
    "model-nullable": (
        lambda d: item(d)["properties"]["lines"].update(nullable=True),
        'Unable to create model Item/properties/lines: Unsupported keyword(s): ["nullable"]',
    ),
    "model-type-list": (
        lambda d: item(d)["properties"]["sku"].update(type=["string", "null"]),
        "Unable to create model Item/properties/sku: type ['string', 'null'] is not an OpenAPI 3.0 type",
    ),
    "model-number-format": (
        lambda d: item(d)["properties"]["sku"].update(type="number", format="int64"),
        "Unable to create model Item/properties/sku: format int64 of a number is not supported",
    ),
    "dangling-reference": (
        lambda d: item(d)["properties"].update(sku={"$ref": "#/components/schemas/Nowhere"}),
        "Unable to resolve reference '#/components/schemas/Nowhere' in model Item/properties/sku",
    ),
    "dangling-parameter": (
        lambda d: d["components"]["parameters"].clear(),
        "Unable to resolve reference '#/components/parameters/limit' in a parameter of GET /v1/items",
    ),
    "partial-segment": (
        lambda d: move(d, "/v1/health", "/v1/health{x}"),
        "Resource's path part 'health{x}' of /v1/health{x} is not valid",
    ),
    "sibling-variables": (
        lambda d: d["paths"].update({"/v1/items/{id}/lines": {"get": d["paths"]["/v1/health"]["get"]}}),
        "A sibling ({itemId}) of this resource already has a variable path part -- only one is allowed: /v1/items/{id}",
    ),
    "undeclared-path-parameter": (
        lambda d: d["paths"]["/v1/items/{itemId}"].pop("parameters"),
        "path parameter 'itemId' of GET /v1/items/{itemId} is not declared",
    ),
    "reserved-path": (lambda d: move(d, "/v1/health", "/ping"), "path /ping is reserved by API Gateway"),
    "response-range": (
        lambda d: operation(d)["responses"].update({"4XX": {"description": "no"}}),
        "Invalid status code '4XX' of POST /v1/items",
    ),
    "gateway-response-type": (
        lambda d: d["x-amazon-apigateway-gateway-responses"].update(TEAPOT={}),
        "Invalid gateway response type 'TEAPOT'",
    ),
    "gateway-response-header": (
        lambda d: d["x-amazon-apigateway-gateway-responses"]["UNAUTHORIZED"].update(
            responseParameters={"gatewayresponse.header.X": "unquoted"}
        ),
        "Invalid response parameter of gateway response UNAUTHORIZED: gatewayresponse.header.X: 'unquoted'",
    ),
    "callbacks": (
        lambda d: operation(d).update(callbacks={"done": {}}),
        "callbacks of POST /v1/items are not supported and ignored",
    ),
}


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_body_that_cannot_be_carried_is_refused(name: str):
    """Each known reason for which API Gateway refuses a body is a refusal here, and it says why."""
    spoil, reason = REFUSALS[name]
    document = contract()

    spoil(document)

    assert [reason] == [error[: len(reason)] for error in errors_of(document) if error.startswith(reason)]


def test_a_good_body_is_imported_whole():
    """Scopes, validators, models, parameters and authorizers of a good body all arrive."""
    imported = read_document(contract(), fail_on_warnings=True)

    methods = {f"{o.method} {o.path}": (o.authorization, o.scopes, o.validator) for o in imported.operations}
    assert {
        "GET /v1/items": ("COGNITO_USER_POOLS", ("ordering/read",), "full"),
        "POST /v1/items": ("COGNITO_USER_POOLS", ("ordering/write",), "full"),
        "GET /v1/items/{itemId}": ("COGNITO_USER_POOLS", ("ordering/read", "ordering/write"), "full"),
        "GET /v1/health": ("NONE", (), "full"),
    } == methods
    assert ("/v1", "/v1/health", "/v1/items", "/v1/items/{itemId}") == imported.resources
    assert {"Item", "Line"} == set(imported.models)


def test_warnings_refuse_only_when_asked():
    """What AWS drops silently passes without fail_on_warnings, as it does on AWS."""
    document = contract()
    operation(document)["callbacks"] = {"done": {}}

    assert () == errors_of(document, fail_on_warnings=False)


def test_every_reason_is_told_at_once():
    """Two faults in one body are both in the answer."""
    document = contract()
    operation(document)["security"] = [{"other": []}]
    del operation(document)[INTEGRATION]

    assert (
        "Authorizer 'other' of POST /v1/items is not defined",
        "No integration defined for method POST /v1/items",
    ) == errors_of(document)


@pytest.mark.parametrize("document", [None, [], "openapi", {"paths": []}, {"openapi": 3, "paths": {"/": "x"}}])
def test_nonsense_is_refused_not_crashed_on(document: object):
    """A document of the wrong shape is an answer, not an exception of ours."""
    assert errors_of(document)
