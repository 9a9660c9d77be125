"""
The rule SQS-005, open-dead-letter-queue.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_PERMISSION: Final = re.compile(r'redrivePermission"?\s*[:=]\s*"(\w+)"')


@rule(
    "SQS-005",
    "open-dead-letter-queue",
    concerns={"aws_sqs_queue"},
    severity="low",
    references=("AWS SQS: redrive allow policy",),
    controls=("SQS-04",),
)
def open_dead_letter_queue(queue: Resource) -> Verdict:
    r"""
    ## What it does
    Finds queues that other queues of the stack send their failures to, and that let every queue of the account
    do so (allowAll, AWS's default).

    ## Why is this bad?
    Another domain's poison messages land among ours: the alarm rings for the wrong team, and a redrive puts
    their messages into our queue.

    ## Example
    ```json
    {"redrive_allow_policy": "{\"redrivePermission\": \"allowAll\"}"}
    ```

    Use instead:
    ```json
    {"redrive_allow_policy": "{\"redrivePermission\": \"byQueue\", \"sourceQueueArns\": [\"${aws_sqs_queue.a.arn}\"]}"}
    ```
    """
    sources = ("aws_sqs_queue", "aws_sqs_queue_redrive_policy")
    if not any(queue.referrers(each, "redrive_policy") for each in sources):
        return Passed()
    for holder in (queue, *queue.referrers("aws_sqs_queue_redrive_allow_policy", "queue_url")):
        match holder["redrive_allow_policy"]:
            case Known(str() as text) | Unknown(template=text) if said := _PERMISSION.search(text):
                if said[1] in ("byQueue", "denyAll"):
                    return Passed()
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
    return Failed(
        because="every queue of the account may send its failures to it",
        fix="add an aws_sqs_queue_redrive_allow_policy that names the source queues",
    )
