"""
The rule SQS-003, queue-without-redrive.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_FOR_DEAD_LETTERS: Final = ("dead_letter", "on_failure", "redrive_policy")


@rule(
    "SQS-003",
    "queue-without-redrive",
    concerns={"aws_sqs_queue"},
    severity="medium",
    references=("cdk-nag SQS3", "AWS SQS: dead-letter queues"),
    controls=("SQS-04",),
)
def queue_without_redrive(queue: Resource) -> Verdict:
    r"""
    ## What it does
    Finds queues without a redrive policy that are not dead-letter queues themselves: nothing sends its failures
    to them, and they have no redrive allow policy.

    ## Why is this bad?
    A message that its consumer cannot digest comes back until it expires, days of retries for one bad order,
    and is then deleted without anybody having seen it.

    ## Example
    ```json
    {"name": "ordering"}
    ```

    Use instead:
    ```json
    {"name": "ordering",
     "redrive_policy": "{\"deadLetterTargetArn\": \"${aws_sqs_queue.dead.arn}\", \"maxReceiveCount\": 5}"}
    ```
    """
    apart = ("aws_sqs_queue_redrive_policy", "aws_sqs_queue_redrive_allow_policy")
    if _takes_dead_letters(queue) or any(queue.referrers(each, "queue_url") for each in apart):
        return Passed()
    late: list[str] = []
    for name in ("redrive_policy", "redrive_allow_policy"):
        match queue[name]:
            case Known(str() as text) | Unknown(template=text) if text.lstrip().startswith(("{", "${jsonencode(")):
                return Passed()
            case Unknown(expression=expression) | Ref(expression=expression):
                late.append(expression)
    if late:
        return Undecided(late[0])
    return Failed(
        because="a message that its consumer cannot digest is never set aside",
        fix="give it a redrive_policy with a dead-letter queue",
    )


def _takes_dead_letters(queue: Resource) -> bool:
    users = queue.view.referring(queue.address) if queue.view is not None else ()
    return any(word in attribute for _, attribute in users for word in _FOR_DEAD_LETTERS)
