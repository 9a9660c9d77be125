"""
The rule LMB-015, untraced-function.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LMB-015",
    "untraced-function",
    concerns={"aws_lambda_function"},
    severity="low",
    references=("FSBP Lambda.7", "CKV_AWS_50"),
    controls=("LMB-04",),
)
def untraced_function(function: Resource) -> Verdict:
    """
    ## What it does
    Finds functions without active tracing. PassThrough follows only what its caller already traced.

    ## Why is this bad?
    In the trace of a slow or failed request the function is a gap: nobody sees whether it waited for the table,
    for another API or for its own start.

    ## Example
    ```json
    {"tracing_config": {"mode": "PassThrough"}}
    ```

    Use instead:
    ```json
    {"tracing_config": {"mode": "Active"}}
    ```
    """
    match function["tracing_config.mode"]:
        case Known("Active"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is a gap in the trace of every request that goes through it",
                fix="set tracing_config.mode to Active",
            )
