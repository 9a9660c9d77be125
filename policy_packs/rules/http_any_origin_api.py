"""
The rule HTTP-004, any-origin-api.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_AT: Final = {
    "aws_apigatewayv2_api": "cors_configuration.allow_origins",
    "openapi.document": "x-amazon-apigateway-cors.allowOrigins",
}


@rule(
    "HTTP-004",
    "any-origin-api",
    concerns=_AT,
    severity="high",
    references=("OWASP API8:2023",),
    controls=("AGW-30",),
)
def any_origin_api(api: Resource) -> Verdict:
    """
    ## What it does
    Finds HTTP APIs, also those in an OpenAPI body, whose CORS answer allows an origin with a wildcard (`*`,
    `https://*`) or one that is not https.

    ## Why is this bad?
    Any web page a user visits may then call the API from that user's browser and read the answers. API
    Gateway refuses credentials together with `*`, but takes `https://*` with them, which is the same. A page that
    came over http is whatever somebody on the way made of it.

    ## Example
    ```json
    {"cors_configuration": {"allow_origins": ["https://*"], "allow_credentials": true}}
    ```

    Use instead:
    ```json
    {"cors_configuration": {"allow_origins": ["https://portal.meridian.example"]}}
    ```
    """
    for origin in api.elements(_AT[api.type]):
        match origin:
            case Known(str() as text) if text.startswith("https://") and "*" not in text:
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return Failed(
                    because="pages that nobody vouches for may read its answers from a user's browser",
                    fix="name the https origins that need it, or drop CORS where only servers call",
                )
    return Passed()
