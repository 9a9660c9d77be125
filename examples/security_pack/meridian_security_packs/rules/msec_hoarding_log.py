"""
The rule MSEC-002, hoarding-log.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_MOST_DAYS: Final = 731


@rule(
    "MSEC-002",
    "hoarding-log",
    concerns={"aws_cloudwatch_log_group"},
    severity="medium",
    references=("GDPR 5(1)(e)",),
    controls=("SEC-02",),
)
def hoarding_log(group: Resource) -> Verdict:
    """
    ## What it does
    Finds log groups that keep what they are told for more than two years, or for ever.

    ## Why is this bad?
    Logs hold names, addresses and order numbers of people. What is kept without need can only be lost: to a thief, or
    to a request for everything we know of somebody, which then takes weeks to answer.

    ## Example
    ```json
    {"name": "/meridian/orders", "retention_in_days": 3653}
    ```

    Use instead:
    ```json
    {"name": "/meridian/orders", "retention_in_days": 400}
    ```
    """
    match group["retention_in_days"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(bool()):
            days = 0
        case Known(int() as said):
            days = said
        case Known(str() as text) if text.isdecimal() and len(text) < 10:
            days = int(text)
        case Absent() | Known():
            days = 0
    if 0 < days <= _MOST_DAYS:
        return Passed()
    return Failed(
        because=f"it keeps personal data for {days} days" if days > 0 else "it keeps personal data for ever",
        fix=f"set retention_in_days to 400, and to at most {_MOST_DAYS}",
        got=str(days),
    )
