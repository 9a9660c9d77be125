"""
The rule IAM-005, administrator-attachment.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_ADMINISTRATORS: Final = ("AdministratorAccess", "FullAccess", "PowerUserAccess")


@rule(
    "IAM-005",
    "administrator-attachment",
    concerns={"aws_iam_role", "aws_iam_role_policy_attachment"},
    severity="critical",
    references=("FSBP IAM.1", "PCI DSS 7.2", "CKV_AWS_274"),
    controls=("IAM-03",),
)
def administrator_attachment(attachment: Resource) -> Verdict:
    """
    ## What it does
    Finds roles with an AWS-managed policy for administrators: AdministratorAccess, PowerUserAccess, or any
    FullAccess.

    ## Why is this bad?
    One leaked token of the role, and the account is somebody else's; what AWS adds to these policies is ours
    without a review.

    ## Example
    ```json
    {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}
    ```

    Use instead:
    ```json
    {"policy_arn": "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"}
    ```
    """
    single = attachment.type == "aws_iam_role_policy_attachment"
    late = ""
    for arn in (attachment["policy_arn"],) if single else attachment.elements("managed_policy_arns"):
        match arn:
            case Known(str() as text) | Unknown(template=text) if "policy/" in text:
                if text.rpartition("/")[2].endswith(_ADMINISTRATORS):
                    return Failed(
                        because="it holds an administrator's policy",
                        fix="write a policy that names the actions and resources it needs",
                        got=text,
                    )
            case Ref(target=target) if target.type == "aws_iam_policy":
                continue  # ours: its statements are judged
            case Unknown(expression=expression) | Ref(expression=expression):
                late = expression
    return Undecided(late) if late else Passed()
