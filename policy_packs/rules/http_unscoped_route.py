"""
The rule HTTP-001, unscoped-route.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_FAILED: Final = Failed(
    because="every client of the token issuer may call it: it asks for no scope",
    fix="name the scopes: authorization_scopes of the route, or the security requirement in the contract",
)


@rule(
    "HTTP-001",
    "unscoped-route",
    concerns={"aws_apigatewayv2_route", "openapi.operation"},
    severity="high",
    references=("OWASP API5:2023", "PCI DSS 7.2"),
    controls=("AGW-13",),
)
def unscoped_route(route: Resource) -> Verdict:
    """
    ## What it does
    Finds routes of HTTP APIs, also those in an OpenAPI body, that a JWT authorizer guards and that ask for no
    scope.

    ## Why is this bad?
    The authorizer then only proves that the token is genuine: whoever got a token from the issuer, for
    whatever purpose, may call the operation. Without scopes API Gateway even takes an ID token.

    ## Example
    ```json
    {"route_key": "POST /orders", "authorization_type": "JWT"}
    ```

    Use instead:
    ```json
    {
      "route_key": "POST /orders",
      "authorization_type": "JWT",
      "authorization_scopes": [
        "ordering/orders.write"
      ]
    }
    ```
    """
    if route.type == "openapi.operation":
        return _judge_operation(route)
    match route["authorization_type"]:
        case Known("JWT"):
            return Passed() if route.elements("authorization_scopes") else _FAILED
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Passed()


def _judge_operation(operation: Resource) -> Verdict:
    document = operation.parent or operation
    for way in operation.blocks("security"):
        for scheme in way.body:
            match document[f"components.securitySchemes.{scheme}.x-amazon-apigateway-authorizer.type"]:
                case Known("jwt") if not way.elements(scheme):
                    return _FAILED
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
    return Passed()
