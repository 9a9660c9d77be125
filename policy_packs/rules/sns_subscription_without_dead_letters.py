"""
The rule SNS-003, subscription-without-dead-letters.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "SNS-003",
    "subscription-without-dead-letters",
    concerns={"aws_sns_topic_subscription"},
    severity="medium",
    references=("cdk-nag SNS RedrivePolicy", "AWS SNS: dead-letter queues"),
    controls=("EVB-06",),
)
def subscription_without_dead_letters(subscription: Resource) -> Verdict:
    r"""
    ## What it does
    Finds subscriptions of machines without a redrive policy. Those of people (email, SMS) are left alone.

    ## Why is this bad?
    When the queue's policy or the partner's endpoint is wrong, SNS gives up and drops the notification; nobody
    can send it again, because nobody has it.

    ## Example
    ```json
    {"protocol": "sqs", "endpoint": "${aws_sqs_queue.billing.arn}"}
    ```

    Use instead:
    ```json
    {"protocol": "sqs", "endpoint": "${aws_sqs_queue.billing.arn}",
     "redrive_policy": "{\"deadLetterTargetArn\": \"${aws_sqs_queue.dead.arn}\"}"}
    ```
    """
    match subscription["protocol"], subscription["redrive_policy"]:
        case Known("email" | "email-json" | "sms"), _:
            return Passed()
        case _, (Known(str() as text) | Unknown(template=text)) if "deadLetterTargetArn" in text:
            return Passed()
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _:
            return Failed(
                because="what it cannot deliver is lost", fix="give it a redrive_policy with a dead-letter queue"
            )
