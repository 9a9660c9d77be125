"""
The rule APIGW-030, loose-authorizer.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value

_LONGEST: Final = 300  # seconds
_POOLS: Final = ("aws_cognito_user_pool", "data.aws_cognito_user_pool")


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
    Finds authorizers that name no user pool, or one by a literal ARN instead of a reference to a pool or to a
    parameter that another stack wrote; that a Lambda function decides without an identity source; or whose
    answers are remembered for longer than five minutes (AWS's default).

    ## Why is this bad?
    A Cognito authorizer without a pool lets nobody in or, after a change by hand, the wrong ones. A literal
    ARN may be a pool of any account: whoever owns it makes the tokens, scopes and all. What a Lambda
    authorizer answered is used again for every method of the API: a permission that was taken away
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
            verdicts = [_judge_pool(each) for each in authorizer.elements(pools)]
            faults = [each for each in verdicts if not isinstance(each, Passed)]
            return next(iter(faults), Passed()) if verdicts else _failed("it names no user pool")
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


def _judge_pool(pool: Value) -> Verdict:
    match pool:
        case Ref(target=target, attribute="arn") if target.type in _POOLS:
            return Passed()
        case Ref(target=target, attribute="value" | "insecure_value") if target.type == "data.aws_ssm_parameter":
            return _judge_parameter(target)
        case Unknown(expression=expression):
            return Undecided(expression)
        case Ref(expression=expression):
            return _failed("what it refers to is no user pool", expression)
        case Known(value):
            return _failed("it names a user pool that nothing ties to this organisation", str(value))
        case _:
            return _failed("it names no user pool")


def _judge_parameter(parameter: Resource) -> Verdict:
    match parameter["name"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as name) if name and not name.startswith("arn:"):
            own = parameter.view.of_type("aws_ssm_parameter") if parameter.view is not None else ()
            if any(each["name"] == Known(name) for each in own):
                return _failed("the parameter that names its user pool is one of this stack's own", name)
            return Passed()
        case _:
            return _failed("the parameter that names its user pool may be another account's")


def _failed(why: str, got: str = "") -> Failed:
    return Failed(
        because=f"it may let the wrong callers in: {why}",
        fix="refer to the user pools; for Lambda, name an identity source and a lifetime of at most 300 seconds",
        got=got,
    )
