"""
The rule SEC-005, unblocked-secret-policy.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "SEC-005",
    "unblocked-secret-policy",
    concerns={"aws_secretsmanager_secret_policy"},
    severity="medium",
    references=("AWS Secrets Manager: BlockPublicPolicy", "PCI DSS 7.2"),
    controls=("SEC-02",),
)
def unblocked_secret_policy(policy: Resource) -> Verdict:
    """
    ## What it does
    Finds policies of secrets that are set without letting AWS check first that they let no stranger in
    (block_public_policy), which is the default.

    ## Why is this bad?
    AWS proves by reasoning over all conditions what no reader of JSON sees; without the switch it stores a
    policy that opens the secret to every account, and says nothing.

    ## Example
    ```json
    {"policy": "${data.aws_iam_policy_document.secret.json}"}
    ```

    Use instead:
    ```json
    {"policy": "${data.aws_iam_policy_document.secret.json}", "block_public_policy": true}
    ```
    """
    match policy["block_public_policy"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="AWS does not check whether it lets strangers in", fix="set block_public_policy")
