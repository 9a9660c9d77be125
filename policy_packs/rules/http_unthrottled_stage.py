"""
The rule HTTP-005, unthrottled-stage.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_ACCOUNT: Final = {"throttling_rate_limit": 10_000, "throttling_burst_limit": 5_000}
"""What AWS lets a whole account do: a limit above it limits nobody."""
_FAILED: Final = Failed(
    because="its callers are not limited, or are all refused: a rate or burst limit is missing or out of bounds",
    fix="give default_route_settings and each route's settings a rate of 1 to 10000 and a burst of 1 to 5000",
)


@rule(
    "HTTP-005",
    "unthrottled-stage",
    concerns={"aws_apigatewayv2_stage"},
    severity="high",
    references=("OWASP API4:2023", "cdk-nag APIGWDefaultThrottling"),
    controls=("AGW-17",),
)
def unthrottled_stage(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages of HTTP and WebSocket APIs without a rate and a burst limit for all routes, or with limits of
    zero or above what the whole account has (10000 a second, 5000 at once). The settings of single routes
    are held to the same.

    ## Why is this bad?
    The account's limit is shared by every API in the region: one caller in a loop takes all of it, and all
    domains answer 429. A block of settings that leaves the limits out is the other trap: the provider sends
    zero, and the stage answers 429 to everybody.

    ## Example
    ```json
    {"default_route_settings": {"detailed_metrics_enabled": true}}
    ```

    Use instead:
    ```json
    {"default_route_settings": {"throttling_rate_limit": 200, "throttling_burst_limit": 100}}
    ```
    """
    settings = stage.blocks("default_route_settings")
    if not settings:
        return _FAILED
    for block in (*settings, *stage.blocks("route_settings")):
        for name, most in _ACCOUNT.items():
            match block.number(name):
                case Known(int() | float() as limit) if 0 < limit <= most:
                    continue
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
                case _:
                    return _FAILED
    return Passed()
