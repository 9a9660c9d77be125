"""
Where a stack's alarms are told.
"""

from __future__ import annotations

from typing import Any, Final

from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy
from constructs import Construct

from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.plan import Site

__all__ = ["AlarmTopic", "alarms_use_key"]


class AlarmTopic(Construct):
    """
    Define the topic that a stack's alarms are told at; who is on call subscribes.

    Always: encrypted; only alarms of the environment's account may publish.

    Attributes:
        arn: Its ARN.
    """

    def __init__(self, scope: Construct, id: str, site: Site, *, key_arn: str) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            key_arn: A key that alarms may use: `alarms_use_key` is in its policy.
        """
        super().__init__(scope, id)
        topic = SnsTopic(self, "topic", name=f"{site.prefix}-alarms", kms_master_key_id=key_arn)
        account = site.environment.account
        alarms = {
            "Sid": "AlarmsPublish",
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": topic.arn,
            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
        }
        plain = {
            "Sid": "OnlyOverTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": topic.arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        SnsTopicPolicy(self, "policy", arn=topic.arn, policy=policy_document(self, "document", [alarms, plain]))
        self.arn: Final[str] = topic.arn


def alarms_use_key(site: Site) -> dict[str, Any]:
    """Return the statement of a key's policy that lets the account's alarms publish to topics encrypted with it."""
    return {
        "Sid": "AlarmsEncryptWhatTheyTell",
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceAccount": site.environment.account}},
    }
