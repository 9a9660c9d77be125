"""
The rule APIGW-033, tokenless-method.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value


@rule(
    "APIGW-033",
    "tokenless-method",
    concerns={"aws_api_gateway_method", "openapi.operation"},
    severity="high",
    references=("OWASP API2:2023", "OWASP API5:2023", "RFC 9700"),
    controls=("AGW-11", "AGW-25"),
)
def tokenless_method(method: Resource) -> Verdict:
    """
    ## What it does
    Finds operations that something other than an access token of a user pool opens: a signature of AWS
    (`awsSigv4`, AWS_IAM), a Lambda function that decides by itself, or a token of some other issuer (`jwt`). A
    team with a reason, such as a partner who can only sign requests, asks for a waiver.

    ## Why is this bad?
    Partners are known by their tokens: scopes, the client in the access log and threat protection all hang on
    them. Who may sign is said in IAM policies elsewhere, and across accounts in a resource policy; what a
    function decides, nobody can judge before it runs.

    ## Example
    ```json
    {"components": {"securitySchemes": {"signed": {"x-amazon-apigateway-authtype": "awsSigv4"}}}}
    ```

    Use instead:
    ```json
    {"components": {"securitySchemes": {"cognito": {
      "x-amazon-apigateway-authtype": "cognito_user_pools",
      "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools"}}}}}
    ```
    """
    if method.type == "aws_api_gateway_method":
        match method["authorization"]:
            case Absent() | Known("" | "NONE"):
                return NotConcerned()  # that is open-method's to say
            case Known("COGNITO_USER_POOLS"):
                return Passed()
            case Known(kind):
                return _failed(str(kind))
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
    match method["x-amazon-apigateway-auth.type"]:
        case Known(str() as kind) if kind.upper() != "NONE":
            return _failed(kind)
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
    verdict: Verdict = NotConcerned()
    for way in method.blocks("security"):
        for scheme in way.body:
            for value in _deciding(method, scheme):
                if isinstance(value, Unknown | Ref):
                    return Undecided(value.expression)
                if value != Known("cognito_user_pools"):
                    return _failed(str(getattr(value, "value", "")))
                verdict = Passed()
    return verdict


def _deciding(operation: Resource, scheme: str) -> tuple[Value, ...]:
    """Return what decides for a security scheme; nothing where nobody does, which key-only-method says."""
    if operation.parent is None:
        return ()
    at = f"components.securitySchemes.{scheme}"
    said = (
        operation.parent[f"{at}.x-amazon-apigateway-authtype"],
        operation.parent[f"{at}.x-amazon-apigateway-authorizer.type"],
    )
    return tuple(
        Known(each.value.lower()) if isinstance(each, Known) and isinstance(each.value, str) else each
        for each in said
        if not isinstance(each, Absent)
    )


def _failed(got: str) -> Failed:
    return Failed(
        because="something other than an access token opens it",
        fix="let the user pool's authorizer decide, with scopes in the contract, or ask for a waiver",
        got=got,
    )
