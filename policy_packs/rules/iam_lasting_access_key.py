"""
The rule IAM-010, lasting-access-key.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "IAM-010",
    "lasting-access-key",
    concerns={"aws_iam_access_key"},
    severity="high",
    references=("AWS IAM best practices: use temporary credentials", "PCI DSS 8.6.2", "PCI DSS 8.6.3"),
    controls=("SEC-03",),
)
def lasting_access_key(key: Resource) -> Verdict:
    """
    ## What it does
    Finds access keys of users that are in use. One that is switched off (status Inactive) is left alone.

    ## Why is this bad?
    It works for ever and from everywhere, for whoever has it, and Terraform keeps its secret half in the state
    in plain text. A role hands out credentials that are worthless after an hour.

    ## Example
    ```json
    {"user": "partner"}
    ```

    Use instead:
    ```json
    {"user": "partner", "status": "Inactive"}
    ```
    """
    match key["status"]:
        case Known("Inactive"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it works for ever, for whoever has it",
                fix="let a role be taken instead; switch the key off, then drop it",
            )
