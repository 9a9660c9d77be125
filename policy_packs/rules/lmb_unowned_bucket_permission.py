"""
The rule LMB-012, unowned-bucket-permission.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LMB-012",
    "unowned-bucket-permission",
    concerns={"aws_lambda_permission"},
    severity="high",
    references=("FSBP Lambda.1", "CKV_AWS_364", "AWS confused deputy guidance"),
    controls=("LMB-01",),
)
def unowned_bucket_permission(permission: Resource) -> Verdict:
    """
    ## What it does
    Finds permissions that let S3 call a function and do not say whose account the bucket belongs to.

    ## Why is this bad?
    A bucket's ARN names no account, and a name is free again as soon as the bucket is gone: whoever makes one
    with the old name calls the function with events of his own. AWS's own check of public access
    (Lambda.1) takes such a permission for public.

    ## Example
    ```json
    {"principal": "s3.amazonaws.com", "source_arn": "${aws_s3_bucket.uploads.arn}"}
    ```

    Use instead:
    ```json
    {
      "principal": "s3.amazonaws.com",
      "source_arn": "${aws_s3_bucket.uploads.arn}",
      "source_account": "${data.aws_caller_identity.current.account_id}"
    }
    ```
    """
    match permission["principal"], permission["source_account"]:
        case Known(who), _ if who != "s3.amazonaws.com":
            return Passed()
        case _, Ref(attribute="account_id"):
            return Passed()
        case _, Known(str() as account) if account.isdecimal():
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(
                because="whoever makes a bucket of that name one day may call the function",
                fix="add source_account with the number of the account that owns the bucket",
            )
