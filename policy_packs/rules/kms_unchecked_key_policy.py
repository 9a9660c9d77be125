"""
The rule KMS-005, unchecked-key-policy.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "KMS-005",
    "unchecked-key-policy",
    concerns={"aws_kms_key", "aws_kms_key_policy"},
    severity="high",
    references=("AWS KMS: BypassPolicyLockoutSafetyCheck",),
    controls=("KMS-03",),
)
def unchecked_key_policy(key: Resource) -> Verdict:
    """
    ## What it does
    Finds keys whose policy is set without AWS's check that somebody may still change it afterwards
    (bypass_policy_lockout_safety_check).

    ## Why is this bad?
    A slip in the policy then locks everybody out of the key for good, the account's root user included, and
    with it out of everything it encrypts.

    ## Example
    ```json
    {"bypass_policy_lockout_safety_check": true}
    ```

    Use instead:
    ```json
    {"policy": "${data.aws_iam_policy_document.key.json}"}
    ```
    """
    match key["bypass_policy_lockout_safety_check"]:
        case Absent() | Known(False):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="its policy may lock everybody out for good",
                fix="drop bypass_policy_lockout_safety_check",
            )
