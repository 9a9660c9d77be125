"""
The rule LMB-005, plain-environment.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "LMB-005",
    "plain-environment",
    concerns={"aws_lambda_function"},
    severity="low",
    references=("PCI DSS 3.5.1", "CKV_AWS_173"),
    controls=("LMB-05",),
)
def plain_environment(function: Resource) -> Verdict:
    """
    ## What it does
    Finds functions with environment variables and no KMS key of ours to encrypt them.

    ## Why is this bad?
    With AWS's own key everybody who may look at the function reads its environment, and no log says who did.
    With a key of ours reading it is a permission of its own, and taking it away works at once.

    ## Example
    ```json
    {"environment": {"variables": {"TABLE": "orders"}}}
    ```

    Use instead:
    ```json
    {"environment": {"variables": {"TABLE": "orders"}}, "kms_key_arn": "${aws_kms_key.data.arn}"}
    ```
    """
    if function["environment.variables"] in (Absent(), Known({})):
        return Passed()
    match function["kms_key_arn"]:
        case Ref():
            return Passed()
        case Known(str() as key) if key:
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="whoever may look at the function reads its environment, and no log says who did",
                fix="set kms_key_arn to a key of your own",
            )
