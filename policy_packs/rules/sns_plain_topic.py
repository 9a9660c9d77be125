"""
The rule SNS-001, plain-topic.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "SNS-001",
    "plain-topic",
    concerns={"aws_sns_topic"},
    severity="medium",
    references=("CKV_AWS_26", "cdk-nag SNS EncryptedKMS", "PCI DSS 3.5"),
    controls=("SQS-01",),
)
def plain_topic(topic: Resource) -> Verdict:
    """
    ## What it does
    Finds topics that are not encrypted with a key of ours.

    ## Why is this bad?
    Without a key, messages that wait for a retry lie in plain text. With alias/aws/sns, whose policy cannot be
    changed, no alarm and no event rule may publish: the notification that mattered never leaves.

    ## Example
    ```json
    {"name": "alarms", "kms_master_key_id": "alias/aws/sns"}
    ```

    Use instead:
    ```json
    {"name": "alarms", "kms_master_key_id": "${aws_kms_key.alarms.arn}"}
    ```
    """
    match topic["kms_master_key_id"]:
        case Ref(target=target) if "aws_kms_" in target.type:
            return Passed()
        case Known(str() as key) if key and "alias/aws/" not in key:
            return Passed()
        case Unknown(template=key) if key.startswith("arn:"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is not encrypted with a key of ours",
                fix="set kms_master_key_id to a key whose policy lets the publishers use it",
            )
