"""
The rule APIGW-007, plain-http-backend.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "APIGW-007",
    "plain-http-backend",
    concerns={"aws_api_gateway_integration", "openapi.operation"},
    severity="high",
    references=("OWASP API8:2023", "OWASP API10:2023", "PCI DSS 4.2.1"),
    controls=("AGW-28",),
)
def plain_http_backend(backend: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations that reach their backend over http. The scheme is judged even where the rest of the
    address is only known later.

    ## Why is this bad?
    Between the gateway and the backend the request travels with its token and its personal data readable, and
    nothing proves that the answer came from the backend.

    ## Example
    ```json
    {"type": "http_proxy", "uri": "http://ordering.internal.example/orders"}
    ```

    Use instead:
    ```json
    {"type": "http_proxy", "uri": "https://ordering.internal.example/orders"}
    ```
    """
    at = "uri" if backend.type == "aws_api_gateway_integration" else "x-amazon-apigateway-integration.uri"
    match backend[at]:
        case Known(str() as uri) | Unknown(template=uri) if uri.lower().startswith(("https://", "arn:")):
            return Passed()
        case Known(str() as uri) | Unknown(template=uri) if uri.lower().startswith("http://"):
            return Failed(
                because="it reaches its backend over http, readable and unproven",
                fix="give the backend an https URL",
                got=uri.partition("?")[0],
            )
        case Ref(attribute=attribute) if attribute.endswith("arn"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as uri) if uri.startswith("${stageVariables."):
            return Undecided(uri.partition("}")[0].removeprefix("${"))
        case Known(uri):
            return Failed(because="its backend has no https URL", fix="give the backend an https URL", got=str(uri))
        case Absent():
            return NotConcerned()
