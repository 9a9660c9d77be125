"""
Where events go that a function could not take.
"""

from __future__ import annotations

from typing import Final

from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue
from cdktf_cdktf_provider_aws.sqs_queue_policy import SqsQueuePolicy
from constructs import Construct

from platform_constructs.aws.policy_document import policy_document

__all__ = ["FailedEvents"]

_KEPT_SECONDS: Final = 14 * 24 * 3600  # as long as SQS keeps anything
_PERIOD_SECONDS: Final = 300


class FailedEvents(Construct):
    """
    Define a dead-letter queue, and an alarm that rings for the first event in it.

    Always: encrypted, over TLS only, kept for 14 days.

    Attributes:
        arn: The queue's ARN.
    """

    def __init__(self, scope: Construct, id: str, *, name: str, key_arn: str, alarm_topic_arn: str) -> None:
        """
        Args:
            scope: The function.
            id: The construct's id.
            name: Of the queue and its alarm.
            key_arn: The key that encrypts it.
            alarm_topic_arn: Where the alarm is told.
        """
        super().__init__(scope, id)
        queue = SqsQueue(
            self,
            "queue",
            name=name,
            kms_master_key_id=key_arn,
            message_retention_seconds=_KEPT_SECONDS,
        )
        plain = {
            "Sid": "OnlyOverTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sqs:*",
            "Resource": queue.arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        SqsQueuePolicy(self, "policy", queue_url=queue.url, policy=policy_document(self, "document", [plain]))
        CloudwatchMetricAlarm(
            self,
            "alarm",
            alarm_name=name,
            alarm_description="An event was given up; it lies in the queue of the same name",
            namespace="AWS/SQS",
            metric_name="ApproximateNumberOfMessagesVisible",
            dimensions={"QueueName": queue.name},
            statistic="Maximum",
            period=_PERIOD_SECONDS,
            evaluation_periods=1,
            comparison_operator="GreaterThanThreshold",
            threshold=0,
            treat_missing_data="notBreaching",  # SQS tells nothing of a queue that nobody used for hours
            alarm_actions=[alarm_topic_arn],
            ok_actions=[alarm_topic_arn],
        )
        self.arn: Final[str] = queue.arn
