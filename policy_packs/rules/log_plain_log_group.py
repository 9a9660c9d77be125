"""
The rule LOG-001, plain-log-group.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_KEYS: Final = ("aws_kms_alias", "aws_kms_key", "aws_kms_replica_key")


@rule(
    "LOG-001",
    "plain-log-group",
    concerns={"aws_cloudwatch_log_group"},
    severity="medium",
    references=("PCI DSS 10.3.2", "CKV_AWS_158"),
    controls=("LOG-01", "AGW-45"),
)
def plain_log_group(group: Resource) -> Verdict:
    """
    ## What it does
    Finds log groups that are not encrypted with a key of ours.

    ## Why is this bad?
    With AWS's own key, anyone who may read logs in the account reads them; with a key of ours, reading also
    needs the key, its use is recorded, and taking the key away closes every copy.

    ## Example
    ```json
    {"name": "/meridian/ordering/access"}
    ```

    Use instead:
    ```json
    {"name": "/meridian/ordering/access", "kms_key_id": "${aws_kms_key.logs.arn}"}
    ```
    """
    match group["kms_key_id"]:
        case Ref(target=target) if target.type.endswith(_KEYS):
            return Passed()
        case Known(str() as arn) | Unknown(template=arn) if arn.startswith("arn:"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is not encrypted with a key of ours",
                fix="set kms_key_id to the stack's key, as the paved road does",
            )
