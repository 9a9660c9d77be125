"""
The rule DDB-001, irrecoverable-table.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "DDB-001",
    "irrecoverable-table",
    concerns={"aws_dynamodb_table"},
    severity="medium",
    references=("FSBP DynamoDB.2", "CKV_AWS_28"),
    controls=("EVB-22",),
)
def irrecoverable_table(table: Resource) -> Verdict:
    """
    ## What it does
    Finds tables that cannot be set back to an earlier moment (point-in-time recovery), which is AWS's default.

    ## Why is this bad?
    One wrong migration overwrites every order, and the last good copy is the one nobody made.

    ## Example
    ```json
    {"name": "ordering"}
    ```

    Use instead:
    ```json
    {"name": "ordering", "point_in_time_recovery": {"enabled": true}}
    ```
    """
    match table["point_in_time_recovery.enabled"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="it cannot be set back to an earlier moment", fix="enable point_in_time_recovery")
