"""
The rule WSS-001, open-connection.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "WSS-001",
    "open-connection",
    concerns={"aws_apigatewayv2_api"},
    severity="critical",
    references=("FSBP APIGateway.8", "OWASP API2:2023", "PCI DSS 7.2"),
    controls=("AGW-42",),
)
def open_connection(api: Resource) -> Verdict:
    """
    ## What it does
    Finds WebSocket APIs that have no `$connect` route. What a `$connect` route asks of its caller is judged by
    open-route.

    ## Why is this bad?
    Only `$connect` can ask who is calling. Without that route API Gateway opens every connection it is asked
    for: anybody may send messages to all the other routes, and holds a connection for two hours.

    ## Example
    ```json
    {"resource": {"aws_apigatewayv2_api": {"live": {"protocol_type": "WEBSOCKET"}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_apigatewayv2_route": {
          "connect": {
            "api_id": "${aws_apigatewayv2_api.live.id}",
            "route_key": "$connect",
            "authorization_type": "CUSTOM",
            "authorizer_id": "${aws_apigatewayv2_authorizer.token.id}"
          }
        }
      }
    }
    ```
    """
    match api["protocol_type"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case kind if kind != Known("WEBSOCKET"):
            return Passed()
    late = ""
    for route in api.referrers("aws_apigatewayv2_route", "api_id"):
        match route["route_key"]:
            case Known("$connect"):
                return Passed()
            case Unknown(expression=expression) | Ref(expression=expression):
                late = expression
    if late:
        return Undecided(late)
    return Failed(
        because="anyone may connect: no $connect route asks who is calling",
        fix="add a route with the key $connect and an authorizer",
    )
