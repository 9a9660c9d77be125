"""
The rule HTTP-009, unverified-private-backend.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_AT: Final = {
    "aws_apigatewayv2_integration": ("connection_type", "tls_config.server_name_to_verify"),
    "openapi.operation": (
        "x-amazon-apigateway-integration.connectionType",
        "x-amazon-apigateway-integration.tlsConfig.serverNameToVerify",
    ),
}


@rule(
    "HTTP-009",
    "unverified-private-backend",
    concerns=_AT,
    severity="medium",
    references=("FSBP APIGateway.10", "OWASP API8:2023", "PCI DSS 4.2.1"),
    controls=("AGW-29",),
)
def unverified_private_backend(backend: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations of HTTP APIs that go through a VPC link and name no server to verify. REST and
    WebSocket APIs have no such argument: their integrations are judged by the scheme of the URL.

    ## Why is this bad?
    Without a name to verify an HTTP API speaks http through the link: in the network behind it the request is
    readable, with its token, and whatever answers is believed.

    ## Example
    ```json
    {"connection_type": "VPC_LINK", "integration_uri": "${aws_lb_listener.internal.arn}"}
    ```

    Use instead:
    ```json
    {
      "connection_type": "VPC_LINK",
      "integration_uri": "${aws_lb_listener.internal.arn}",
      "tls_config": {
        "server_name_to_verify": "ordering.internal.example"
      }
    }
    ```
    """
    if backend.root.type not in ("aws_apigatewayv2_api", "aws_apigatewayv2_integration") or _is_socket(backend):
        return Passed()
    kind, name = _AT[backend.type]
    match backend[kind], backend[name]:
        case Known("VPC_LINK"), Absent() | Known(""):
            return Failed(
                because="nothing proves which server answers behind the VPC link, and the line may be plain http",
                fix="give tls_config.server_name_to_verify, the name in the backend's certificate",
            )
        case Known("VPC_LINK"), Unknown(expression=expression):
            return Undecided(expression)
        case ((Unknown(expression=expression) | Ref(expression=expression)), Absent()):
            return Undecided(expression)
        case _:
            return Passed()


def _is_socket(backend: Resource) -> bool:
    match backend["api_id"]:
        case Ref(target=api):
            return api["protocol_type"] == Known("WEBSOCKET")
        case _:
            return False
