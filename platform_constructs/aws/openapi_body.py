"""
The OpenAPI body that API Gateway imports: the compiled contract plus what only the platform may say.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final

from platform_constructs.aws.gateway_responses import gateway_responses
from platform_constructs.model.contract import COGNITO, SIGNED, CompiledApi, Operation

__all__ = ["SIGNED_REQUESTS", "access_tokens", "openapi_body"]

_AUTHORIZATION: Final = {"type": "apiKey", "name": "Authorization", "in": "header"}

_KEY: Final = "key"
_API_KEY: Final = {"type": "apiKey", "name": "x-api-key", "in": "header"}

SIGNED_REQUESTS: Final[Mapping[str, Mapping[str, Any]]] = {
    SIGNED: {**_AUTHORIZATION, "x-amazon-apigateway-authtype": "awsSigv4"}
}
"""Callers sign with credentials of AWS; who of them may call is for policies to say."""


def access_tokens(user_pool_arn: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the scheme of callers that bear an access token of a user pool; its ARN may be a Terraform reference."""
    return {
        COGNITO: {
            **_AUTHORIZATION,
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools", "providerARNs": [user_pool_arn]},
        }
    }


def openapi_body(
    api: CompiledApi,
    *,
    integrate: Callable[[Operation], Mapping[str, Any]],
    scheme: Mapping[str, Mapping[str, Any]],
    problem_base: str,
    key_required: bool = False,
) -> dict[str, Any]:
    """
    Return the body, ready to be written as JSON.

    Args:
        api: The compiled contract; foreign strings in it are escaped already.
        integrate: The integration of each operation.
        scheme: How callers prove who they are: `access_tokens` or `SIGNED_REQUESTS`.
        problem_base: The organisation's base URL of problem types.
        key_required: Whether every operation that is not open asks for an API key as well.
    """
    body = copy.deepcopy(dict(api.body))
    for operation in api.operations:
        item = body["paths"][api.resource_paths[operation.id]]
        written = item[operation.method.lower()]
        written["x-amazon-apigateway-integration"] = dict(integrate(operation))
        if key_required:  # in one requirement with the token: both have to be there
            written["security"] = [{**way, _KEY: []} for way in written["security"]]
    schemes = {**scheme, _KEY: _API_KEY} if key_required else scheme
    body.setdefault("components", {})["securitySchemes"] = {name: dict(said) for name, said in schemes.items()}
    if key_required:
        body["x-amazon-apigateway-api-key-source"] = "HEADER"
    body["x-amazon-apigateway-gateway-responses"] = gateway_responses(problem_base)
    return body
