"""
The rule EVB-021, silent-pipe.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-021",
    "silent-pipe",
    concerns={"aws_pipes_pipe"},
    severity="medium",
    references=("AWS EventBridge Pipes: logging",),
    controls=("EVB-20",),
)
def silent_pipe(pipe: Resource) -> Verdict:
    """
    ## What it does
    Finds pipes that log nothing, which is AWS's default.

    ## Why is this bad?
    A pipe has no code of ours in it: when an event does not arrive, its log is the only witness.

    ## Example
    ```json
    {"log_configuration": {"level": "OFF"}}
    ```

    Use instead:
    ```json
    {"log_configuration": {"level": "ERROR",
      "cloudwatch_logs_log_destination": {"log_group_arn": "${aws_cloudwatch_log_group.pipe.arn}"}}}
    ```
    """
    match pipe["log_configuration.level"]:
        case Known("ERROR" | "INFO" | "TRACE"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="it logs nothing", fix="set log_configuration.level to ERROR, with a log group")
