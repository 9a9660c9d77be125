"""
The rule SQS-004, unfit-receive-count.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_COUNT: Final = re.compile(r'maxReceiveCount"?\s*[:=]\s*"?(\d{1,9})\b')
_LEAST: Final = 3
_MOST: Final = 10


@rule(
    "SQS-004",
    "unfit-receive-count",
    concerns={"aws_sqs_queue", "aws_sqs_queue_redrive_policy"},
    severity="low",
    references=("cdk-nag SQS3", "AWS SQS: maxReceiveCount"),
    controls=("SQS-04",),
)
def unfit_receive_count(queue: Resource) -> Verdict:
    r"""
    ## What it does
    Finds redrive policies that set a message aside after fewer than 3 or more than 10 receives.

    ## Why is this bad?
    With 1, a deployment of the consumer fills the dead-letter queue with good messages; with 1000, one bad
    message keeps the consumer busy for hours before anybody sees it.

    ## Example
    ```json
    {"redrive_policy": "{\"deadLetterTargetArn\": \"${aws_sqs_queue.dead.arn}\", \"maxReceiveCount\": 1}"}
    ```

    Use instead:
    ```json
    {"redrive_policy": "{\"deadLetterTargetArn\": \"${aws_sqs_queue.dead.arn}\", \"maxReceiveCount\": 5}"}
    ```
    """
    match queue["redrive_policy"]:
        case Absent():
            return Passed()
        case Known(str() as text) | Unknown(template=text) if said := _COUNT.search(text):
            count = said[1]
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            count = ""
    if count and _LEAST <= int(count) <= _MOST:
        return Passed()
    return Failed(
        because="messages are set aside too early or too late",
        fix=f"set maxReceiveCount between {_LEAST} and {_MOST}",
        got=count,
    )
