"""
The OpenAPI body that API Gateway imports: the compiled contract plus what only the platform may say.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from platform_constructs.aws.gateway_responses import gateway_responses
from platform_constructs.model.contract import COGNITO, CompiledApi, Operation

__all__ = ["openapi_body"]


def openapi_body(
    api: CompiledApi,
    *,
    integrate: Callable[[Operation], Mapping[str, Any]],
    user_pool_arn: str,
    problem_base: str,
) -> dict[str, Any]:
    """
    Return the body, ready to be written as JSON.

    Args:
        api: The compiled contract; foreign strings in it are escaped already.
        integrate: The integration of each operation.
        user_pool_arn: The pool whose access tokens let callers in; may be a Terraform reference.
        problem_base: The organisation's base URL of problem types.
    """
    body = copy.deepcopy(dict(api.body))
    for operation in api.operations:
        item = body["paths"][api.resource_paths[operation.id]]
        item[operation.method.lower()]["x-amazon-apigateway-integration"] = dict(integrate(operation))
    body.setdefault("components", {})["securitySchemes"] = {
        COGNITO: {
            "type": "apiKey",
            "name": "Authorization",
            "in": "header",
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools", "providerARNs": [user_pool_arn]},
        }
    }
    body["x-amazon-apigateway-gateway-responses"] = gateway_responses(problem_base)
    return body
