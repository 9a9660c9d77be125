"""
The rule HTTP-007, unmeasured-route.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "HTTP-007",
    "unmeasured-route",
    concerns={"aws_apigatewayv2_stage"},
    severity="low",
    references=("AWS API Gateway metrics and dimensions",),
    controls=("AGW-37",),
)
def unmeasured_route(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages of HTTP and WebSocket APIs whose routes have no metrics of their own, for all routes or for
    one of them.

    ## Why is this bad?
    One route that fails for every caller disappears in the sum of all routes: no error budget can be kept for
    it, and no alarm wakes anybody.

    ## Example
    ```json
    {"default_route_settings": {"detailed_metrics_enabled": false}}
    ```

    Use instead:
    ```json
    {"default_route_settings": {"detailed_metrics_enabled": true}}
    ```
    """
    of_all = stage["default_route_settings.detailed_metrics_enabled"]
    for value in (of_all, *(each["detailed_metrics_enabled"] for each in stage.blocks("route_settings"))):
        match value:
            case Known(True):
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return Failed(
                    because="a route that fails alone disappears in the sum of all routes",
                    fix="set detailed_metrics_enabled in default_route_settings and in each route's settings",
                )
    return Passed()
