"""
The rule EVB-002, lossy-bus.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "EVB-002",
    "lossy-bus",
    concerns={"aws_cloudwatch_event_bus"},
    severity="high",
    references=("AWS EventBridge: a dead-letter queue is strongly recommended with a customer managed key",),
    controls=("EVB-05",),
)
def lossy_bus(bus: Resource) -> Verdict:
    """
    ## What it does
    Finds event buses with a key of ours but without a dead-letter queue of their own.

    ## Why is this bad?
    When the key is disabled or its policy is wrong, the bus can no longer read the events it has accepted.
    Without a queue on the bus itself they are gone: the queues of the targets never see them.

    ## Example
    ```json
    {"kms_key_identifier": "${aws_kms_key.events.arn}"}
    ```

    Use instead:
    ```json
    {"kms_key_identifier": "${aws_kms_key.events.arn}", "dead_letter_config": {"arn": "${aws_sqs_queue.dead.arn}"}}
    ```
    """
    match bus["kms_key_identifier"], bus["dead_letter_config.arn"]:
        case (Absent(), _) | (_, Ref()):
            return Passed()
        case _, (Known(str() as arn) | Unknown(template=arn)) if arn.startswith("arn:"):
            return Passed()
        case _, Unknown(expression=expression):
            return Undecided(expression)
        case Unknown(expression=expression), _:
            return Undecided(expression)
        case _:
            return Failed(
                because="what it cannot decrypt any more is lost",
                fix="give it dead_letter_config.arn, as the paved road does",
            )
