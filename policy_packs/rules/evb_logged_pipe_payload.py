"""
The rule EVB-020, logged-pipe-payload.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource


@rule(
    "EVB-020",
    "logged-pipe-payload",
    concerns={"aws_pipes_pipe"},
    severity="high",
    references=("PCI DSS 3.3", "PCI DSS 10.3"),
    controls=("EVB-20",),
)
def logged_pipe_payload(pipe: Resource) -> Verdict:
    """
    ## What it does
    Finds pipes that write the payload of what they carry into their log (include_execution_data).

    ## Why is this bad?
    Names, addresses and card numbers end up where everybody reads who may look at logs, and stay as long as
    logs are kept.

    ## Example
    ```json
    {"log_configuration": {"level": "INFO", "include_execution_data": ["ALL"]}}
    ```

    Use instead:
    ```json
    {"log_configuration": {"level": "ERROR"}}
    ```
    """
    if pipe.elements("log_configuration.include_execution_data"):
        return Failed(
            because="the payload of what it carries is written to its log",
            fix="drop include_execution_data",
        )
    return Passed()
