"""
The rule SQS-008, impatient-queue.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Undecidable, Unknown

_TIMES: Final = 6  # AWS's advice: the function may be throttled and tried again meanwhile


@rule(
    "SQS-008",
    "impatient-queue",
    concerns={"aws_lambda_event_source_mapping"},
    severity="medium",
    references=("AWS Lambda: visibility timeout of at least six times the function's timeout",),
    controls=("SQS-04",),
)
def impatient_queue(mapping: Resource) -> Verdict:
    """
    ## What it does
    Finds queues read by a function whose messages become visible again before six times the function's timeout,
    plus the batching window, has passed. AWS's defaults are 30 seconds for the queue and 3 for the function.

    ## Why is this bad?
    A message that is still being worked on is handed out again: the order is billed twice, and messages are
    counted as failed although nothing has failed.

    ## Example
    ```json
    {"visibility_timeout_seconds": 30}
    ```

    Use instead:
    ```json
    {"visibility_timeout_seconds": 180}
    ```
    """
    match mapping["event_source_arn"]:
        case Ref(target=queue) if queue.type == "aws_sqs_queue":
            pass
        case Ref(target=source) if source.type.startswith("aws_"):
            return Passed()
        case Known(str() as arn) | Unknown(template=arn) if arn.startswith("arn:") and ":sqs:" not in arn:
            return Passed()
        case _:
            return Undecided("how long a queue of another stack waits")
    match mapping["function_name"]:
        case Ref(target=function) if function.type == "aws_lambda_function":
            pass
        case _:
            return Undecided("how long a function of another stack may take")
    visible = _seconds(queue, "visibility_timeout_seconds", 30)
    needed = _TIMES * _seconds(function, "timeout", 3) + _seconds(mapping, "maximum_batching_window_in_seconds", 0)
    if visible >= needed:
        return Passed()
    return Failed(
        because="messages are handed out again while they are still being worked on",
        fix=f"set visibility_timeout_seconds of {queue.address} to {needed:g} or more",
        got=f"{visible:g}",
    )


def _seconds(resource: Resource, name: str, default: float) -> float:
    match resource.number(name):
        case Known(int() | float() as seconds):
            return seconds
        case Unknown(expression=expression) | Ref(expression=expression):
            raise Undecidable(expression)
        case _:
            return default
