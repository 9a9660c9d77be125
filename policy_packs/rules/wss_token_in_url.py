"""
The rule WSS-004, token-in-url.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_TOKEN_IN_QUERY: Final = re.compile(r"(?i)querystring\.[\w-]*(auth|credential|jwt|key|passw|secret|session|sig|token)")
_AT: Final = {
    "aws_api_gateway_authorizer": "identity_source",
    "aws_apigatewayv2_authorizer": "identity_sources",
    "openapi.document": "identitySource",
}


@rule(
    "WSS-004",
    "token-in-url",
    concerns=_AT,
    severity="high",
    references=("OWASP API2:2023",),
    controls=("AGW-39", "AGW-40"),
)
def token_in_url(part: Resource) -> Verdict:
    """
    ## What it does
    Finds authorizers that take their credential from the query string, which is usual where a browser opens a
    WebSocket and cannot set headers.

    ## Why is this bad?
    A URL is written down all along its way: in the browser's history, in access logs, in proxies, in the page
    that an error report quotes. Whoever reads one of them has the token.

    ## Example
    ```json
    {"identity_sources": ["route.request.querystring.access_token"]}
    ```

    Use instead:
    ```json
    {"identity_sources": ["route.request.header.Sec-WebSocket-Protocol"]}
    ```
    """
    authorizers = [part] if part.type != "openapi.document" else _authorizers(part)
    for authorizer in authorizers:
        for source in authorizer.elements(_AT[part.type]):
            match source:
                case Known(text) if _TOKEN_IN_QUERY.search(str(text)):
                    return Failed(
                        because="callers have to put their credential into the URL, which every log on the way keeps",
                        fix="take it from a header; for WebSocket from browsers, from Sec-WebSocket-Protocol",
                        got=str(text),
                    )
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
    return Passed()


def _authorizers(document: Resource) -> list[Resource]:
    return [
        authorizer
        for schemes in document.blocks("components.securitySchemes")
        for scheme in schemes.body
        for authorizer in schemes.blocks(f"{scheme}.x-amazon-apigateway-authorizer")
    ]
