"""
The rule HTTP-014, ignored-api-key.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "HTTP-014",
    "ignored-api-key",
    concerns={"aws_apigatewayv2_route"},
    severity="medium",
    references=("OWASP API2:2023", "AWS: apiKeyRequired is supported for WebSocket APIs only"),
    controls=("AGW-14",),
)
def ignored_api_key(route: Resource) -> Verdict:
    """
    ## What it does
    Finds routes of HTTP APIs that ask for an API key. HTTP APIs know neither API keys nor usage plans; the
    argument is for WebSocket APIs.

    ## Why is this bad?
    Whoever reads the code believes that a key and a quota stand in front of the route. Nothing does: callers
    without a key are served, and no usage plan counts anybody.

    ## Example
    ```json
    {"route_key": "GET /orders", "api_key_required": true}
    ```

    Use instead:
    ```json
    {"route_key": "GET /orders", "authorization_type": "JWT", "authorization_scopes": ["ordering/orders.read"]}
    ```
    """
    match route["api_id"]:
        case Ref(target=api) if api.type == "aws_apigatewayv2_api":
            protocol = api["protocol_type"]
        case other:
            protocol = other
    match route["api_key_required"], protocol:
        case (_, Known("WEBSOCKET")):
            return Passed()
        case Known(True), Known():
            return Failed(
                because="an HTTP API checks no keys: the route is open to callers without one",
                fix="drop api_key_required; for keys and quotas, put a REST API with a usage plan in front",
            )
        case (Known(True), Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _:
            return Passed()
