"""
The rule APIGW-035, open-route.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "APIGW-035",
    "open-route",
    concerns={"aws_apigatewayv2_api", "aws_apigatewayv2_route"},
    severity="critical",
    references=("FSBP APIGateway.8", "OWASP API2:2023", "PCI DSS 7.2", "CKV_AWS_309"),
    controls=("AGW-12", "AGW-42"),
)
def open_route(route: Resource) -> Verdict:
    """
    ## What it does
    Finds routes of HTTP and WebSocket APIs that anyone may call: authorization NONE, or nothing said. So is
    the route that API Gateway makes by itself when an API has a `target`. On a WebSocket API only `$connect`
    is asked who is calling; its other routes are left alone.

    ## Why is this bad?
    The route is reachable from the internet the moment it is applied, whatever the service behind it believes.

    ## Example
    ```json
    {"route_key": "GET /orders"}
    ```

    Use instead:
    ```json
    {"route_key": "GET /orders", "authorization_type": "JWT", "authorizer_id": "${aws_apigatewayv2_authorizer.a.id}"}
    ```
    """
    if route.type == "aws_apigatewayv2_api":
        return _judge_quick_route(route)
    match route["api_id"], route["route_key"]:
        case Ref(target=api), Known(str() as key) if api["protocol_type"] == Known("WEBSOCKET") and key != "$connect":
            return NotConcerned()
    match route["authorization_type"]:
        case Known("AWS_IAM" | "CUSTOM" | "JWT"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="anyone may call it: it asks for no authorization",
                fix="give the route an authorizer, or ask for a waiver",
            )


def _judge_quick_route(api: Resource) -> Verdict:
    match api["target"]:
        case Absent():
            return NotConcerned()
        case Unknown(expression=expression) if not expression.startswith("aws_"):
            return Undecided(expression)
        case _:
            return Failed(
                because="anyone may call it: with a target, API Gateway makes a route without authorization",
                fix="drop target, and write routes with an authorizer",
            )
