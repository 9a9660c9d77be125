"""
The rule KMS-003, undeclared-key-policy.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "KMS-003",
    "undeclared-key-policy",
    concerns={"aws_kms_key"},
    severity="medium",
    references=("FSBP KMS.5", "CKV2_AWS_64"),
    controls=("KMS-03",),
)
def undeclared_key_policy(key: Resource) -> Verdict:
    """
    ## What it does
    Finds keys without a policy of their own, in the key or in an aws_kms_key_policy.

    ## Why is this bad?
    AWS's default policy leaves the key to whatever IAM in the account allows anyone, and lets no service use
    it: the log groups that name it fail when the plan is applied.

    ## Example
    ```json
    {"description": "logs"}
    ```

    Use instead:
    ```json
    {"description": "logs", "policy": "${data.aws_iam_policy_document.key.json}"}
    ```
    """
    match key["policy"]:
        case Ref(target=target) if target.type == "data.aws_iam_policy_document":
            return Passed()
        case Known(str() as text) | Unknown(template=text) if text.lstrip().startswith("{"):
            return Passed()
        case Unknown(expression=expression) if expression.startswith("jsonencode("):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            for alone in key.referrers("aws_kms_key_policy", "key_id"):
                match alone["key_id"]:
                    case Ref(attribute="id" | "key_id" | "arn"):
                        return Passed()
                    case Unknown(expression=expression) | Ref(expression=expression):
                        return Undecided(expression)  # it is only mentioned: what comes out may be another key
            return Failed(
                because="it has no policy of its own",
                fix="give it one from an aws_iam_policy_document, as the paved road does",
            )
