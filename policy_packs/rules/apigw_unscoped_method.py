"""
The rule APIGW-002, unscoped-method.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value

_FAILED: Final = Failed(
    because="every client of the user pool may call it: it asks for no scope",
    fix="name the scopes in the operation's security requirement in the contract",
)


@rule(
    "APIGW-002",
    "unscoped-method",
    concerns={"aws_api_gateway_method", "openapi.operation"},
    severity="high",
    references=("OWASP API5:2023", "OWASP API1:2023"),
    controls=("AGW-13", "COG-28"),
)
def unscoped_method(method: Resource) -> Verdict:
    """
    ## What it does
    Finds operations behind a Cognito authorizer that ask for no scope.

    ## Why is this bad?
    Without scopes every client of the user pool may call the operation. Worse: API Gateway then accepts an ID
    token in place of an access token, so a token made for a browser opens the API.

    ## Example
    ```json
    {"security": [{"cognito": []}]}
    ```

    Use instead:
    ```json
    {"security": [{"cognito": ["ordering/orders.write"]}]}
    ```
    """
    if method.type == "aws_api_gateway_method":
        match method["authorization"]:
            case Known("COGNITO_USER_POOLS"):
                return Passed() if method.elements("authorization_scopes") else _FAILED
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return NotConcerned()
    verdict: Verdict = NotConcerned()
    for way in method.blocks("security"):
        for scheme in way.body:
            match _authorizer(method, scheme):
                case Known("cognito_user_pools") if not way.elements(scheme):
                    return _FAILED
                case Known("cognito_user_pools"):
                    verdict = Passed()
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
    return verdict


def _authorizer(operation: Resource, scheme: str) -> Value:
    """Return what decides for a security scheme; `Absent` where nothing does: an API key, a half-written scheme."""
    if operation.parent is None:
        return Absent()
    at = f"components.securitySchemes.{scheme}"
    kind = operation.parent[f"{at}.x-amazon-apigateway-authtype"]
    if kind == Known("awsSigv4"):
        return kind  # AWS itself checks the signature
    authorizer = operation.parent[f"{at}.x-amazon-apigateway-authorizer.type"]
    return kind if isinstance(kind, Unknown | Ref) else authorizer
