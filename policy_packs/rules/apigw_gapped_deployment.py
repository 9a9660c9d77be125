"""
The rule APIGW-016, gapped-deployment.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-016",
    "gapped-deployment",
    concerns={"aws_api_gateway_deployment"},
    severity="low",
    references=("CKV_AWS_217",),
    controls=("AGW-35",),
)
def gapped_deployment(deployment: Resource) -> Verdict:
    """
    ## What it does
    Finds deployments that are destroyed before their successor exists.

    ## Why is this bad?
    A stage cannot be without a deployment: the apply fails with `Active stages pointing to this deployment
    must be moved or deleted`, half way through a release.

    ## Example
    ```json
    {"triggers": {"body": "9f2c"}}
    ```

    Use instead:
    ```json
    {"triggers": {"body": "9f2c"}, "lifecycle": {"create_before_destroy": true}}
    ```
    """
    match deployment["lifecycle.create_before_destroy"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is destroyed before its successor exists",
                fix="set lifecycle.create_before_destroy, as the paved road does",
            )
