"""
The rule APIGW-003, key-only-method.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value

_FAILED: Final = Failed(
    because="an API key, or a scheme without an authorizer, is all it asks for",
    fix="add a security requirement whose scheme has an authorizer; keep the API key beside it for metering",
)


@rule(
    "APIGW-003",
    "key-only-method",
    concerns={"aws_api_gateway_method", "openapi.operation"},
    severity="high",
    references=("OWASP API2:2023",),
    controls=("AGW-14",),
)
def key_only_method(method: Resource) -> Verdict:
    """
    ## What it does
    Finds operations whose only credential is an API key, or a security scheme that API Gateway has no
    authorizer for.

    ## Why is this bad?
    An API key says which client is metered, not who is calling: it travels in every request, never expires
    and is shared by everyone who has ever seen it. A scheme without an authorizer is imported with a warning
    and protects nothing.

    ## Example
    ```json
    {"security": [{"key": []}]}
    ```

    Use instead:
    ```json
    {"security": [{"cognito": ["ordering/orders.read"], "key": []}]}
    ```
    """
    if method.type == "aws_api_gateway_method":
        match method["api_key_required"], method["authorization"]:
            case ((Absent() | Known(False)), _):
                return NotConcerned()
            case _, Known(str() as kind) if kind != "NONE":
                return Passed()
            case Known(True), (Absent() | Known("NONE")):
                return _FAILED
            case (_, (Unknown(expression=expression) | Ref(expression=expression))) | (
                (Unknown(expression=expression) | Ref(expression=expression)),
                _,
            ):
                return Undecided(expression)
            case _:
                return _FAILED
    verdict: Verdict = NotConcerned()
    for way in method.blocks("security"):
        if not way.body:
            continue  # that is open-method's to say
        authorizers = [_authorizer(method, scheme) for scheme in way.body]
        if not any(isinstance(each, Known) for each in authorizers):
            for each in authorizers:
                if isinstance(each, Unknown | Ref):
                    return Undecided(each.expression)
            return _FAILED
        verdict = Passed()
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
