"""
The rule SQS-007, short-lived-dead-letters.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_FOR_DEAD_LETTERS: Final = ("dead_letter", "on_failure", "redrive_policy")
_LEAST: Final = 1_209_600  # seconds: 14 days, the longest that SQS keeps


@rule(
    "SQS-007",
    "short-lived-dead-letters",
    concerns={"aws_sqs_queue"},
    severity="medium",
    references=("AWS SQS: dead-letter queue retention",),
    controls=("SQS-04",),
)
def short_lived_dead_letters(queue: Resource) -> Verdict:
    """
    ## What it does
    Finds dead-letter queues that keep their messages for less than 14 days. AWS's default is 4.

    ## Why is this bad?
    A standard queue counts from the day the message was first sent: one that has waited three days in its own
    queue is deleted a day after it failed, over a weekend, before anybody has read it.

    ## Example
    ```json
    {"name": "ordering-dead"}
    ```

    Use instead:
    ```json
    {"name": "ordering-dead", "message_retention_seconds": 1209600}
    ```
    """
    if not _takes_dead_letters(queue):
        return Passed()
    match queue.number("message_retention_seconds"):
        case Known(int() | float() as seconds) if seconds >= _LEAST:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="failed messages are deleted before anybody may have read them",
                fix=f"set message_retention_seconds to {_LEAST}",
            )


def _takes_dead_letters(queue: Resource) -> bool:
    users = queue.view.referring(queue.address) if queue.view is not None else ()
    return any(word in attribute for _, attribute in users for word in _FOR_DEAD_LETTERS)
