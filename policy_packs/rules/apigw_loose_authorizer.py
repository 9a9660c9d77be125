"""
The rule APIGW-030, loose-authorizer.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LONGEST: Final = 300  # seconds


@rule(
    "APIGW-030",
    "loose-authorizer",
    concerns={"aws_api_gateway_authorizer", "openapi.document"},
    severity="medium",
    references=("OWASP API2:2023", "AWS: a cached policy holds for all methods of the API"),
    controls=("AGW-39",),
)
def loose_authorizer(part: Resource) -> Verdict:
    """
    ## What it does
    Finds authorizers that name no user pool, that a Lambda function decides without an identity source, or
    whose answers are remembered for longer than five minutes (AWS's default).

    ## Why is this bad?
    A Cognito authorizer without a pool lets nobody in or, after a change by hand, the wrong ones. What a
    Lambda authorizer answered is used again for every method of the API: a permission that was taken away
    goes on until the cache forgets.

    ## Example
    ```json
    {"type": "TOKEN", "authorizer_result_ttl_in_seconds": 3600}
    ```

    Use instead:
    ```json
    {"type": "COGNITO_USER_POOLS", "provider_arns": ["${aws_cognito_user_pool.consumers.arn}"]}
    ```
    """
    if part.type == "aws_api_gateway_authorizer":
        return _judge(part, "provider_arns", "authorizer_result_ttl_in_seconds", "identity_source")
    verdict: Verdict = NotConcerned()
    for schemes in part.blocks("components.securitySchemes"):
        for scheme in schemes.body:
            for authorizer in schemes.blocks(f"{scheme}.x-amazon-apigateway-authorizer"):
                verdict = _judge(authorizer, "providerARNs", "authorizerResultTtlInSeconds", "identitySource")
                if not isinstance(verdict, Passed):
                    return verdict
    return verdict


def _judge(authorizer: Resource, pools: str, lifetime: str, source: str) -> Verdict:
    kind = authorizer["type"]
    match kind:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as text) if text.lower() == "cognito_user_pools":
            return Passed() if authorizer.elements(pools) else _failed("it names no user pool")
    if isinstance(kind, Known) and str(kind.value).lower() == "request" and authorizer[source] in (Absent(), Known("")):
        return _failed("it names no identity source")
    match authorizer.number(lifetime):
        case Absent():
            return Passed()
        case Known(int() | float() as seconds) if seconds <= _LONGEST:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("its answers are remembered for longer than five minutes")


def _failed(why: str) -> Failed:
    return Failed(
        because=f"it may let the wrong callers in: {why}",
        fix="name the user pools; for Lambda, an identity source and a lifetime of at most 300 seconds",
    )
