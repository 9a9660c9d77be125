"""
The rule DDB-002, deletable-table.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "DDB-002",
    "deletable-table",
    concerns={"aws_dynamodb_table"},
    severity="medium",
    references=("FSBP DynamoDB.6",),
    controls=("EVB-22",),
)
def deletable_table(table: Resource) -> Verdict:
    """
    ## What it does
    Finds tables without deletion protection, which is AWS's default.

    ## Why is this bad?
    A changed key or a renamed construct makes Terraform destroy the table and create an empty one; with the
    protection the plan fails instead.

    ## Example
    ```json
    {"name": "ordering"}
    ```

    Use instead:
    ```json
    {"name": "ordering", "deletion_protection_enabled": true}
    ```
    """
    match table["deletion_protection_enabled"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="one plan deletes it with all it holds", fix="set deletion_protection_enabled")
