"""
The rule LOG-005, blind-alarm.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LOG-005",
    "blind-alarm",
    concerns={"aws_cloudwatch_metric_alarm"},
    severity="low",
    references=("AWS CloudWatch: how alarms treat missing data",),
    controls=("LOG-03", "SLO-01"),
)
def blind_alarm(alarm: Resource) -> Verdict:
    """
    ## What it does
    Finds alarms that do not decide what no data means: breaching or notBreaching. AWS's default, missing, and
    ignore leave it open.

    ## Why is this bad?
    An API that is entirely down sends no metrics. The alarm goes grey, or stays green as it was, and the worst
    failure is the one nobody is told about; an alarm on errors stays grey on every quiet night.

    ## Example
    ```json
    {"alarm_name": "availability", "treat_missing_data": "ignore"}
    ```

    Use instead:
    ```json
    {"alarm_name": "availability", "treat_missing_data": "breaching"}
    ```
    """
    match alarm["treat_missing_data"]:
        case Known("breaching" | "notBreaching"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="what no data means is not decided",
                fix="set treat_missing_data to breaching, or to notBreaching where silence is good news",
            )
