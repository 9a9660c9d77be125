"""
The rule EVB-019, stalled-pipe.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_STREAMS: Final = ("source_parameters.dynamodb_stream_parameters", "source_parameters.kinesis_stream_parameters")
_MOST: Final = {"maximum_retry_attempts": 10_000, "maximum_record_age_in_seconds": 604_800}
"""AWS's own ceilings. Unsaid, or -1, means for ever."""


@rule(
    "EVB-019",
    "stalled-pipe",
    concerns={"aws_pipes_pipe"},
    severity="high",
    references=("AWS EventBridge Pipes: batching, error handling and retries of streams",),
    controls=("EVB-19",),
)
def stalled_pipe(pipe: Resource) -> Verdict:
    """
    ## What it does
    Finds pipes from a stream (DynamoDB, Kinesis) that do not say how often and how long a record is retried, do
    not split a failing batch, or have no dead-letter queue.

    ## Why is this bad?
    A stream is read in order. One record that the target never accepts is retried until it expires, for ever
    by default, and every event behind it waits: the outbox stands still.

    ## Example
    ```json
    {"source_parameters": {"dynamodb_stream_parameters": {"starting_position": "LATEST"}}}
    ```

    Use instead:
    ```json
    {"source_parameters": {"dynamodb_stream_parameters": {"starting_position": "LATEST",
      "maximum_retry_attempts": 50, "maximum_record_age_in_seconds": 86400,
      "on_partial_batch_item_failure": "AUTOMATIC_BISECT",
      "dead_letter_config": {"arn": "${aws_sqs_queue.dead.arn}"}}}}
    ```
    """
    for stream in (each for at in _STREAMS for each in pipe.blocks(at)):
        for name, most in _MOST.items():
            match stream.number(name):
                case Known(int() | float() as value) if 0 <= value <= most:
                    pass
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
                case _:
                    return _failed("a record that fails is retried for ever", f"set {name}")
        match stream["on_partial_batch_item_failure"]:
            case Known("AUTOMATIC_BISECT"):
                pass
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return _failed(
                    "one bad record fails its whole batch", "set on_partial_batch_item_failure to AUTOMATIC_BISECT"
                )
        match stream["dead_letter_config.arn"]:
            case Unknown(expression=expression):
                return Undecided(expression)
            case Absent() | Known(""):
                return _failed("what it gives up is lost", "set dead_letter_config.arn")
    return Passed()


def _failed(because: str, fix: str) -> Failed:
    return Failed(because=because, fix=fix)
