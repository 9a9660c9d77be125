"""
The rule APIGW-008, unverified-backend.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "APIGW-008",
    "unverified-backend",
    concerns={"aws_api_gateway_integration", "openapi.operation"},
    severity="high",
    references=("OWASP API8:2023", "OWASP API10:2023", "PCI DSS 4.2.1"),
    controls=("AGW-28",),
)
def unverified_backend(backend: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations that skip the verification of the backend's certificate.

    ## Why is this bad?
    Encryption to an unproven peer is encryption to whoever answers: anybody between gateway and backend can
    read and change everything.

    ## Example
    ```json
    {"tlsConfig": {"insecureSkipVerification": true}}
    ```

    Use instead:
    ```json
    {"type": "http_proxy", "uri": "https://ordering.internal.example/orders"}
    ```
    """
    own = "tls_config.insecure_skip_verification"
    of_operation = "x-amazon-apigateway-integration.tlsConfig.insecureSkipVerification"
    match backend[own if backend.type == "aws_api_gateway_integration" else of_operation]:
        case Absent() | Known(False):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known():
            return Failed(
                because="it does not verify the backend's certificate",
                fix="drop insecureSkipVerification and give the backend a certificate from a public authority",
            )
