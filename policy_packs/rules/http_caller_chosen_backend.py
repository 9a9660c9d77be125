"""
The rule HTTP-011, caller-chosen-backend.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_AT: Final = {
    "aws_api_gateway_integration": ("uri", "request_parameters"),
    "aws_apigatewayv2_integration": ("integration_uri", "request_parameters"),
    "openapi.operation": (
        "x-amazon-apigateway-integration.uri",
        "x-amazon-apigateway-integration.requestParameters",
    ),
}
_OPEN_HOST: Final = re.compile(r"(?i)https?://[^/?#$]*\{")
_FREE_TEXT: Final = re.compile(r"\$\{?request\.(body|header|querystring)\.")


@rule(
    "HTTP-011",
    "caller-chosen-backend",
    concerns=_AT,
    severity="critical",
    references=("OWASP API7:2023", "OWASP API10:2023"),
    controls=("AGW-28",),
)
def caller_chosen_backend(backend: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations whose host holds a variable of the request (`https://{proxy}`), and integrations of HTTP
    APIs that take the whole path from a header, the query or the body.

    ## Why is this bad?
    The caller decides which server the gateway calls, from inside, with the gateway's credentials and through
    its VPC link: a way to every host and every path behind it, whatever the contract says.

    ## Example
    ```json
    {"integration_uri": "https://{tenant}.internal.example/orders"}
    ```

    Use instead:
    ```json
    {"integration_uri": "https://ordering.internal.example/orders/{orderId}"}
    ```
    """
    uri, parameters = _AT[backend.type]
    verdict: Verdict = Passed()
    match backend[uri]:
        case Known(text) | Unknown(template=text) if _OPEN_HOST.match(str(text)):
            return _failed("the host holds a variable of the request")
        case Unknown(expression=expression, template=text) if text.startswith("${") and not text.startswith("${aws_"):
            verdict = Undecided(expression)
        case Ref(attribute=attribute, expression=expression) if not attribute.endswith("arn"):
            verdict = Undecided(expression)
    for table in backend.blocks(parameters):
        match table["overwrite:path"]:
            case Known(text) if _FREE_TEXT.match(str(text)):
                return _failed("the path is taken from free text of the request")
            case Unknown(expression=expression) | Ref(expression=expression):
                verdict = Undecided(expression)
    return verdict


def _failed(why: str) -> Failed:
    return Failed(
        because=f"the caller chooses what the gateway calls behind it: {why}",
        fix="write the host out; let variables stand in the path only, one whole segment each",
    )
