"""
The rule LOG-004, mute-alarm.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LOG-004",
    "mute-alarm",
    concerns={"aws_cloudwatch_composite_alarm", "aws_cloudwatch_metric_alarm"},
    severity="high",
    references=("CKV_AWS_319", "cdk-nag AlarmAction", "PCI DSS 10.7"),
    controls=("LOG-03",),
)
def mute_alarm(alarm: Resource) -> Verdict:
    """
    ## What it does
    Finds alarms that tell nobody: without alarm actions, or with actions switched off. An alarm that a
    composite alarm of the stack is made of is left alone.

    ## Why is this bad?
    The alarm turns red in a console that nobody has open.

    ## Example
    ```json
    {"alarm_name": "errors", "alarm_actions": []}
    ```

    Use instead:
    ```json
    {"alarm_name": "errors", "alarm_actions": ["${aws_sns_topic.on_call.arn}"]}
    ```
    """
    if alarm.referrers("aws_cloudwatch_composite_alarm", "alarm_rule"):
        return Passed()
    match alarm["actions_enabled"]:
        case Known(False):
            return _failed("its actions are switched off", "drop actions_enabled")
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
    if not alarm.elements("alarm_actions"):
        return _failed("it tells nobody", "set alarm_actions to the topic of whoever is on call")
    return Passed()


def _failed(because: str, fix: str) -> Failed:
    return Failed(because=because, fix=fix)
