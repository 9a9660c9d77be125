"""
The rule LMB-008, stuck-stream.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "LMB-008",
    "stuck-stream",
    concerns={"aws_lambda_event_source_mapping"},
    severity="high",
    references=("AWS: a failing record blocks its shard until it expires",),
    controls=("LMB-07", "EVB-19"),
)
def stuck_stream(mapping: Resource) -> Verdict:
    """
    ## What it does
    Finds functions that read a Kinesis or DynamoDB stream and keep nowhere what failed, or that try a failing
    record again without end, which is the default. Queues and Kafka topics have means of their own.

    ## Why is this bad?
    One record that the function cannot process stops its shard: everything behind it waits for up to a year or
    is lost when it expires, and no error of any caller shows it.

    ## Example
    ```json
    {"event_source_arn": "${aws_dynamodb_table.outbox.stream_arn}", "starting_position": "LATEST"}
    ```

    Use instead:
    ```json
    {
      "event_source_arn": "${aws_dynamodb_table.outbox.stream_arn}",
      "starting_position": "LATEST",
      "maximum_retry_attempts": 50,
      "bisect_batch_on_function_error": true,
      "destination_config": {
        "on_failure": {
          "destination_arn": "${aws_sqs_queue.failed.arn}"
        }
      }
    }
    ```
    """
    if mapping["starting_position"] == Absent() or mapping.elements("topics"):
        return Passed()  # only streams have a position; a topic's retries cannot be bounded
    match mapping["destination_config.on_failure.destination_arn"], mapping.number("maximum_retry_attempts"):
        case (Absent(), _) | (_, Absent() | Known(-1)):
            return Failed(
                because="one record that it cannot process stops everything behind it",
                fix="give an on_failure destination and maximum_retry_attempts of 0 to 10000",
            )
        case (Unknown(expression=expression), _) | (_, Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Passed()
