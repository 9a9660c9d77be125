"""
The rule APIGW-021, untraced-stage.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-021",
    "untraced-stage",
    concerns={"aws_api_gateway_stage"},
    severity="low",
    references=("FSBP APIGateway.3", "CKV_AWS_73"),
    controls=("AGW-05",),
)
def untraced_stage(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages without X-Ray tracing.

    ## Why is this bad?
    A slow request is then a guess between gateway, authorizer and backend, and the backend's own traces have
    no beginning.

    ## Example
    ```json
    {"xray_tracing_enabled": false}
    ```

    Use instead:
    ```json
    {"xray_tracing_enabled": true}
    ```
    """
    match stage["xray_tracing_enabled"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="its requests are not traced",
                fix="drop the override: the paved road sets xray_tracing_enabled",
            )
