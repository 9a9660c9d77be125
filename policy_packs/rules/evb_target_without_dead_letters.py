"""
The rule EVB-008, target-without-dead-letters.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-008",
    "target-without-dead-letters",
    concerns={"aws_cloudwatch_event_target"},
    severity="high",
    references=("cdk-nag EventBusDLQ", "AWS EventBridge: dead-letter queues"),
    controls=("EVB-06",),
)
def target_without_dead_letters(target: Resource) -> Verdict:
    """
    ## What it does
    Finds targets of event rules without a dead-letter queue, or with a FIFO queue, which EventBridge does not
    deliver to.

    ## Why is this bad?
    An event whose target stays down for a day, or whose permission is wrong for a minute, is dropped without a
    trace: the order was created, and nobody ever billed it.

    ## Example
    ```json
    {"rule": "created", "arn": "${aws_lambda_function.bill.arn}"}
    ```

    Use instead:
    ```json
    {"rule": "created", "arn": "${aws_lambda_function.bill.arn}",
     "dead_letter_config": {"arn": "${aws_sqs_queue.dead.arn}"}}
    ```
    """
    match target["dead_letter_config.arn"]:
        case Ref(target=queue) if queue["fifo_queue"] == Known(True):
            return _failed("its dead-letter queue is a FIFO queue")
        case Known(str() as arn) | Unknown(template=arn) if arn.endswith(".fifo"):
            return _failed("its dead-letter queue is a FIFO queue")
        case Known(str() as arn) | Unknown(template=arn) if arn.startswith("arn:"):
            return Passed()
        case Ref():
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("what it cannot deliver is lost")


def _failed(because: str) -> Failed:
    return Failed(because=because, fix="give it dead_letter_config.arn of a standard queue in the same region")
