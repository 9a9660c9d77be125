"""
The rule DDB-003, plain-table.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_BY_AWS: Final = "alias/aws/"


@rule(
    "DDB-003",
    "plain-table",
    concerns={"aws_dynamodb_table"},
    severity="medium",
    references=("CKV_AWS_119", "PCI DSS 3.5"),
    controls=("EVB-22",),
)
def plain_table(table: Resource) -> Verdict:
    """
    ## What it does
    Finds tables that are not encrypted with a key of ours: server_side_encryption is not enabled, or names no
    key.

    ## Why is this bad?
    With AWS's key nobody sees who opened the table, and there is no key to take away when a role has been
    taken over.

    ## Example
    ```json
    {"server_side_encryption": {"enabled": true}}
    ```

    Use instead:
    ```json
    {"server_side_encryption": {"enabled": true, "kms_key_arn": "${aws_kms_key.data.arn}"}}
    ```
    """
    match table["server_side_encryption.enabled"], table["server_side_encryption.kms_key_arn"]:
        case Known(True), Ref(target=target) if "aws_kms_" in target.type:
            return Passed()
        case Known(True), (Known(str() as key) | Unknown(template=key)) if (
            key.startswith("arn:") and _BY_AWS not in key
        ):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case Known(True), (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is not encrypted with a key of ours",
                fix="enable server_side_encryption with kms_key_arn",
            )
