"""
The rule EVB-018, schedule-without-dead-letters.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-018",
    "schedule-without-dead-letters",
    concerns={"aws_scheduler_schedule"},
    severity="medium",
    references=("AWS EventBridge Scheduler: configuring a dead-letter queue",),
    controls=("EVB-06",),
)
def schedule_without_dead_letters(schedule: Resource) -> Verdict:
    """
    ## What it does
    Finds schedules whose target has no dead-letter queue.

    ## Why is this bad?
    The nightly job that could not be started leaves nothing behind: it is missed when somebody needs its
    result.

    ## Example
    ```json
    {"target": {"arn": "${aws_lambda_function.settle.arn}"}}
    ```

    Use instead:
    ```json
    {"target": {"arn": "${aws_lambda_function.settle.arn}",
                "dead_letter_config": {"arn": "${aws_sqs_queue.dead.arn}"}}}
    ```
    """
    match schedule["target.dead_letter_config.arn"]:
        case Known(str() as arn) | Unknown(template=arn) if arn.startswith("arn:"):
            return Passed()
        case Ref():
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="what it cannot start is lost",
                fix="give its target dead_letter_config.arn of a standard queue in the same region",
            )
