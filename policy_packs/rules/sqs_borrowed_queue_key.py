"""
The rule SQS-002, borrowed-queue-key.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "SQS-002",
    "borrowed-queue-key",
    concerns={"aws_sqs_queue"},
    severity="medium",
    references=("CKV2_AWS_73", "PCI DSS 3.5"),
    controls=("SQS-01",),
)
def borrowed_queue_key(queue: Resource) -> Verdict:
    """
    ## What it does
    Finds queues that are encrypted with a key of AWS's (SQS's own, or alias/aws/sqs) instead of one of ours.

    ## Why is this bad?
    Nobody can say who has opened the messages, or close them. And with alias/aws/sqs no service may write to
    the queue, because that key's policy cannot be changed: events and notifications are lost on the way in.

    ## Example
    ```json
    {"kms_master_key_id": "alias/aws/sqs"}
    ```

    Use instead:
    ```json
    {"kms_master_key_id": "${aws_kms_key.events.arn}"}
    ```
    """
    match queue["kms_master_key_id"]:
        case Ref(target=target) if "aws_kms_" in target.type:
            return Passed()
        case Known(str() as key) if key and "alias/aws/" not in key:
            return Passed()
        case Unknown(template=key) if key.startswith("arn:"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="its messages are not encrypted with a key of ours",
                fix="set kms_master_key_id to a key whose policy lets the senders use it",
            )
