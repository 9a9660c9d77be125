"""
The rule SQS-009, unwatched-dead-letters.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_FOR_DEAD_LETTERS: Final = ("dead_letter", "on_failure", "redrive_policy")
_TELLING: Final = (Known("ApproximateAgeOfOldestMessage"), Known("ApproximateNumberOfMessagesVisible"))


@rule(
    "SQS-009",
    "unwatched-dead-letters",
    concerns={"aws_sqs_queue"},
    severity="medium",
    references=("PCI DSS 10.7", "AWS SQS: creating alarms for dead-letter queues"),
    controls=("LOG-03", "SQS-04"),
)
def unwatched_dead_letters(queue: Resource) -> Verdict:
    """
    ## What it does
    Finds dead-letter queues that no alarm in the same stack refers to, on how many messages they hold or how
    old the oldest is. An alarm on NumberOfMessagesSent does not count: SQS does not count what it moves itself.

    ## Why is this bad?
    A failed order waits for fourteen days in a queue nobody looks at, and is then deleted.

    ## Example
    ```json
    {"metric_name": "NumberOfMessagesSent", "dimensions": {"QueueName": "${aws_sqs_queue.dead.name}"}}
    ```

    Use instead:
    ```json
    {"metric_name": "ApproximateNumberOfMessagesVisible", "dimensions": {"QueueName": "${aws_sqs_queue.dead.name}"}}
    ```
    """
    if not _takes_dead_letters(queue):
        return Passed()
    late: list[str] = []
    for alarm in queue.referrers("aws_cloudwatch_metric_alarm"):
        queries = [each["metric.metric_name"] for each in alarm.blocks("metric_query")]
        for metric in (alarm["metric_name"], *queries):
            if metric in _TELLING:
                return Passed()
            if isinstance(metric, Unknown | Ref):
                late.append(metric.expression)
    if late:
        return Undecided(late[0])
    return Failed(
        because="nobody is told when messages have failed",
        fix="add an alarm on ApproximateNumberOfMessagesVisible above 0",
    )


def _takes_dead_letters(queue: Resource) -> bool:
    users = queue.view.referring(queue.address) if queue.view is not None else ()
    return any(word in attribute for _, attribute in users for word in _FOR_DEAD_LETTERS)
