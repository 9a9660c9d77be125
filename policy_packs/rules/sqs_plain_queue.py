"""
The rule SQS-001, plain-queue.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "SQS-001",
    "plain-queue",
    concerns={"aws_sqs_queue"},
    severity="medium",
    references=("FSBP SQS.1", "CKV_AWS_27"),
    controls=("SQS-01",),
)
def plain_queue(queue: Resource) -> Verdict:
    """
    ## What it does
    Finds queues that do not say how their messages are encrypted, neither with a key nor with SQS's own.

    ## Why is this bad?
    What AWS does unasked has changed before and differs between queues of different age; a queue switched to
    no encryption keeps every order and address it carries in plain text on AWS's disks.

    ## Example
    ```json
    {"name": "ordering", "sqs_managed_sse_enabled": false}
    ```

    Use instead:
    ```json
    {"name": "ordering", "kms_master_key_id": "${aws_kms_key.events.arn}"}
    ```
    """
    match queue["kms_master_key_id"], queue["sqs_managed_sse_enabled"]:
        case (_, Known(True)) | (Ref(), _):
            return Passed()
        case Known(str() as key), _ if key:
            return Passed()
        case (Unknown(expression=expression), _) | (_, Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(because="its messages are not encrypted", fix="set kms_master_key_id to the stack's key")
