"""
The rule LMB-010, unenforced-code-signing.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LMB-010",
    "unenforced-code-signing",
    concerns={"aws_lambda_code_signing_config"},
    severity="high",
    references=("AWS: Warn lets the deployment through and writes a metric",),
    controls=("LMB-08",),
)
def unenforced_code_signing(config: Resource) -> Verdict:
    """
    ## What it does
    Finds code signing configurations that only warn about unsigned code. Saying nothing is Warn.

    ## Why is this bad?
    Code that nobody signed, or that was changed after signing, is deployed all the same. The configuration on
    the function makes every audit believe the opposite.

    ## Example
    ```json
    {"policies": {"untrusted_artifact_on_deployment": "Warn"}}
    ```

    Use instead:
    ```json
    {"policies": {"untrusted_artifact_on_deployment": "Enforce"}}
    ```
    """
    match config["policies.untrusted_artifact_on_deployment"]:
        case Known("Enforce"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="code that nobody signed is deployed all the same",
                fix="set policies.untrusted_artifact_on_deployment to Enforce",
            )
