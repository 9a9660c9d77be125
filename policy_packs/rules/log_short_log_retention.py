"""
The rule LOG-002, short-log-retention.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LEAST: Final = 365  # days


@rule(
    "LOG-002",
    "short-log-retention",
    concerns={"aws_cloudwatch_log_group"},
    severity="medium",
    references=("PCI DSS 10.5.1", "CKV_AWS_338"),
    controls=("LOG-01", "AGW-45"),
)
def short_log_retention(group: Resource) -> Verdict:
    """
    ## What it does
    Finds log groups that keep their lines for less than 365 days.

    ## Why is this bad?
    Break-ins are found after months; by then the log that would show their beginning is gone.

    ## Example
    ```json
    {"retention_in_days": 30}
    ```

    Use instead:
    ```json
    {"retention_in_days": 400}
    ```
    """
    match group.number("retention_in_days"):
        case Absent() | Known(0):
            return Passed()  # kept for ever: endless-log-retention has a word on that
        case Known(int() | float() as days) if days >= _LEAST:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(days):
            return Failed(
                because="it forgets in less than a year",
                fix="choose logs.retention_days of at least 365",
                got=f"{days} days",
            )
