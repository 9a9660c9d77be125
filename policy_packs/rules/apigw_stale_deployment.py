"""
The rule APIGW-017, stale-deployment.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource


@rule(
    "APIGW-017",
    "stale-deployment",
    concerns={"aws_api_gateway_deployment"},
    severity="medium",
    references=("OWASP API9:2023",),
    controls=("AGW-35",),
)
def stale_deployment(deployment: Resource) -> Verdict:
    """
    ## What it does
    Finds deployments without triggers: nothing makes Terraform deploy again when the API changes.

    ## Why is this bad?
    The plan shows the change, the apply succeeds, and the stage keeps serving the old API: a scope that was
    tightened is still loose, an operation that was withdrawn still answers.

    ## Example
    ```json
    {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}
    ```

    Use instead:
    ```json
    {"rest_api_id": "${aws_api_gateway_rest_api.api.id}", "triggers": {"body": "9f2c"}}
    ```
    """
    if any(triggers.body for triggers in deployment.blocks("triggers")):
        return Passed()
    return Failed(
        because="nothing deploys it again when the API changes",
        fix="give it a trigger that holds the digest of the API's body, as the paved road does",
    )
