"""
The rule HTTP-008, plain-integration.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "HTTP-008",
    "plain-integration",
    concerns={"aws_apigatewayv2_integration"},
    severity="high",
    references=("OWASP API8:2023", "OWASP API10:2023", "PCI DSS 4.2.1"),
    controls=("AGW-28",),
)
def plain_integration(integration: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations of HTTP and WebSocket APIs that reach their backend over http. The scheme is judged
    even where the rest of the address is only known later.

    ## Why is this bad?
    Between the gateway and the backend the request travels with its token and its personal data readable, and
    nothing proves that the answer came from the backend.

    ## Example
    ```json
    {"integration_type": "HTTP_PROXY", "integration_uri": "http://ordering.internal.example/orders"}
    ```

    Use instead:
    ```json
    {"integration_type": "HTTP_PROXY", "integration_uri": "https://ordering.internal.example/orders"}
    ```
    """
    match integration["integration_uri"]:
        case Absent():
            return Passed()
        case Known(str() as uri) | Unknown(template=uri) if uri.lower().startswith(("https://", "arn:")):
            return Passed()
        case Ref(attribute=attribute) if attribute.endswith("arn"):
            return Passed()
        case Known() as uri:
            return _failed(str(uri.value))
        case Unknown(template=uri) if uri.lower().startswith("http://"):
            return _failed(uri)
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)


def _failed(uri: str) -> Failed:
    return Failed(
        because="it reaches its backend over http, readable and unproven",
        fix="give the backend an https URL",
        got=uri.partition("?")[0],
    )
