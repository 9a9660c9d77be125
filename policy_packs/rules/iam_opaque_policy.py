"""
The rule IAM-006, opaque-policy.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_ATTRIBUTE: Final = {
    "aws_cloudwatch_log_resource_policy": "policy_document",
    "aws_iam_role": "assume_role_policy",
}
_FAILED: Final = Failed(
    because="its policy is a text that checkov cannot read",
    fix="write it as an aws_iam_policy_document and refer to its json",
)


@rule(
    "IAM-006",
    "opaque-policy",
    concerns={
        "aws_api_gateway_rest_api_policy",
        "aws_cloudwatch_log_resource_policy",
        "aws_iam_policy",
        "aws_iam_role",
        "aws_iam_role_policy",
        "aws_kms_key",
        "aws_kms_key_policy",
    },
    severity="low",
    references=("checkov reads no policy texts in Terraform JSON",),
    controls=("IAM-03",),
)
def opaque_policy(resource: Resource) -> Verdict:
    r"""
    ## What it does
    Finds policies written as JSON text instead of an aws_iam_policy_document.

    ## Why is this bad?
    checkov does not read such texts in Terraform's JSON: its checks pass on them without looking, and one of
    our three proofs is gone.

    ## Example
    ```json
    {"policy": "{\"Statement\": []}"}
    ```

    Use instead:
    ```json
    {"policy": "${data.aws_iam_policy_document.key.json}"}
    ```
    """
    match resource[_ATTRIBUTE.get(resource.type, "policy")]:
        case Ref(target=target) if target.type == "data.aws_iam_policy_document":
            return Passed()
        case Known():
            return _FAILED
        case Unknown(expression=expression, template=text) if (
            text.lstrip().startswith("{") or "jsonencode(" in expression
        ):
            return _FAILED
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Absent():
            return NotConcerned()
