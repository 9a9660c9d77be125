"""
The rule HTTP-002, loose-jwt-authorizer.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown, Value


@rule(
    "HTTP-002",
    "loose-jwt-authorizer",
    concerns={"aws_apigatewayv2_authorizer", "openapi.document"},
    severity="high",
    references=("OWASP API2:2023",),
    controls=("AGW-40",),
)
def loose_jwt_authorizer(part: Resource) -> Verdict:
    """
    ## What it does
    Finds JWT authorizers of HTTP APIs, also those in an OpenAPI body, that name no audience, or whose issuer
    is not an https URL. The scheme is judged even where the rest of the issuer is only known later.

    ## Why is this bad?
    Without an audience a token that the issuer made for another API opens this one. From an issuer without
    https the signing keys come over a line that anybody may write to: he signs his own tokens.

    ## Example
    ```json
    {"authorizer_type": "JWT", "jwt_configuration": {"issuer": "https://id.meridian.example"}}
    ```

    Use instead:
    ```json
    {
      "authorizer_type": "JWT",
      "jwt_configuration": {
        "issuer": "https://${aws_cognito_user_pool.consumers.endpoint}",
        "audience": [
          "${aws_cognito_user_pool_client.partner.id}"
        ]
      }
    }
    ```
    """
    if part.type == "aws_apigatewayv2_authorizer":
        return _judge(part, "authorizer_type", "jwt_configuration")
    for schemes in part.blocks("components.securitySchemes"):
        for scheme in schemes.body:
            for authorizer in schemes.blocks(f"{scheme}.x-amazon-apigateway-authorizer"):
                verdict = _judge(authorizer, "type", "jwtConfiguration")
                if not isinstance(verdict, Passed):
                    return verdict
    return Passed()


def _judge(authorizer: Resource, kind: str, at: str) -> Verdict:
    match authorizer[kind]:
        case Known("JWT" | "jwt"):
            audience = authorizer.elements(f"{at}.audience")
            return _judge_issuer(authorizer[f"{at}.issuer"]) if audience else _failed("it names no audience")
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Passed()


def _judge_issuer(issuer: Value) -> Verdict:
    match issuer:
        case Known(str() as text) | Unknown(template=text) if text.startswith("https://"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("its issuer is not an https URL")


def _failed(why: str) -> Failed:
    return Failed(
        because=f"it takes tokens that were not made for this API: {why}",
        fix="name the issuer by its https URL and the audience that tokens for this API carry",
    )
