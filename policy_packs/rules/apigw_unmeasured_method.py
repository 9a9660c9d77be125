"""
The rule APIGW-026, unmeasured-method.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-026",
    "unmeasured-method",
    concerns={"aws_api_gateway_method_settings"},
    severity="low",
    references=("AWS API Gateway metrics and dimensions",),
    controls=("AGW-37",),
)
def unmeasured_method(settings: Resource) -> Verdict:
    """
    ## What it does
    Finds method settings without detailed metrics.

    ## Why is this bad?
    Latency and errors are then counted for the stage as a whole: an operation that fails for everyone
    disappears behind one that is called a thousand times as often, and its error budget cannot be kept.

    ## Example
    ```json
    {"settings": {"metrics_enabled": false}}
    ```

    Use instead:
    ```json
    {"settings": {"metrics_enabled": true}}
    ```
    """
    match settings["settings.metrics_enabled"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="its operations are not measured one by one",
                fix="drop the override: the paved road sets metrics_enabled",
            )
