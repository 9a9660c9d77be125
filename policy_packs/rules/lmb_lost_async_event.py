"""
The rule LMB-007, lost-async-event.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_DOES_NOT_WAIT: Final = re.compile(
    r"(cloudformation|codecommit|config|events|iot|logs|s3|scheduler|ses|sns)\.amazonaws\.com"
)


@rule(
    "LMB-007",
    "lost-async-event",
    concerns={"aws_lambda_function"},
    severity="high",
    references=("cdk-nag LambdaDLQ", "CKV_AWS_116"),
    controls=("LMB-07",),
)
def lost_async_event(function: Resource) -> Verdict:
    """
    ## What it does
    Finds functions that a service calls without waiting for the answer (EventBridge, S3, SNS and others) and
    that keep nowhere what failed: neither a dead-letter queue nor a failure destination.

    ## Why is this bad?
    After two retries Lambda throws the event away. The order, the payment, the file is gone; nothing can be
    replayed and, without an alarm on errors, nobody knows.

    ## Example
    ```json
    {"function_name": "on-order-placed"}
    ```

    Use instead:
    ```json
    {"function_name": "on-order-placed", "dead_letter_config": {"target_arn": "${aws_sqs_queue.failed.arn}"}}
    ```
    """
    configs = function.referrers("aws_lambda_function_event_invoke_config", "function_name")
    kept = [
        function["dead_letter_config.target_arn"],
        *(each["destination_config.on_failure.destination"] for each in configs),
    ]
    late = [each.expression for each in kept if isinstance(each, Unknown)]
    if any(isinstance(each, Known | Ref) for each in kept):
        return Passed()
    for permission in function.referrers("aws_lambda_permission", "function_name"):
        match permission["principal"]:
            case Known(who) if _DOES_NOT_WAIT.fullmatch(str(who)) and not late:
                return Failed(
                    because="an event that it cannot process is thrown away",
                    fix="give it a dead_letter_config, or an invoke config with an on_failure destination",
                    got=str(who),
                )
            case Known(who) if _DOES_NOT_WAIT.fullmatch(str(who)):
                return Undecided(late[0])
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
    return Passed()
