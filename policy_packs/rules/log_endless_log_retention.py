"""
The rule LOG-003, endless-log-retention.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LOG-003",
    "endless-log-retention",
    concerns={"aws_cloudwatch_log_group"},
    severity="low",
    references=("GDPR Art. 5(1)(e)",),
    controls=("LOG-01",),
)
def endless_log_retention(group: Resource) -> Verdict:
    """
    ## What it does
    Finds log groups that never forget, which is AWS's default.

    ## Why is this bad?
    Addresses and ids of people are then kept longer than any purpose of theirs, and the bill grows every
    month for lines nobody will read.

    ## Example
    ```json
    {"name": "/meridian/ordering/access"}
    ```

    Use instead:
    ```json
    {"name": "/meridian/ordering/access", "retention_in_days": 400}
    ```
    """
    match group.number("retention_in_days"):
        case Known(int() | float() as days) if days > 0:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="it never forgets", fix="choose a retention, such as 400 days")
