"""
The rule LMB-006, unbounded-function.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LMB-006",
    "unbounded-function",
    concerns={"aws_lambda_function"},
    severity="medium",
    references=("OWASP API4:2023", "CKV_AWS_115"),
    controls=("LMB-06",),
)
def unbounded_function(function: Resource) -> Verdict:
    """
    ## What it does
    Finds functions that reserve no concurrency: nothing said, or -1.

    ## Why is this bad?
    The account's concurrency is shared by every function in the region. One that is called in a loop takes all
    of it, the authorizers too, and every API of the account answers 429 or 500.

    ## Example
    ```json
    {"reserved_concurrent_executions": -1}
    ```

    Use instead:
    ```json
    {"reserved_concurrent_executions": 50}
    ```
    """
    match function.number("reserved_concurrent_executions"):
        case Known(int() as most) if most >= 0:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it can take the concurrency of every other function of the account",
                fix="set reserved_concurrent_executions to what its callers need at most",
            )
