"""
What went through a network, and what was turned away.
"""

from __future__ import annotations

from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from cdktf_cdktf_provider_aws.flow_log import FlowLog as AwsFlowLog
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from constructs import Construct

from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings

__all__ = ["FlowLog"]


class FlowLog(Construct):
    """
    Define the flow log of a VPC, in a log group of its own.

    Always: every flow, let through or not; encrypted; the role that writes it can write nothing else.
    """

    def __init__(self, scope: Construct, id: str, site: Site, settings: Settings, *, vpc_id: str, key_arn: str) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `logs.retention_days`.
            vpc_id: The network.
            key_arn: The key that encrypts the log.
        """
        super().__init__(scope, id)
        group = CloudwatchLogGroup(
            self,
            "log",
            name=f"/aws/vpc/{site.prefix}/flow",
            retention_in_days=settings.number("logs.retention_days"),
            kms_key_id=key_arn,
        )
        account = site.environment.account
        trust = {
            "Sid": "FlowLogsWrite",
            "Effect": "Allow",
            "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "ArnLike": {"aws:SourceArn": f"arn:aws:ec2:{site.environment.region}:{account}:vpc-flow-log/*"},
                "StringEquals": {"aws:SourceAccount": account},
            },
        }
        role = IamRole(
            self,
            "role",
            name=f"{site.prefix}-flow-log",
            description="Lets the VPC write its flow log",
            assume_role_policy=policy_document(self, "trust", [trust]),
        )
        write = {
            "Sid": "WriteTheLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            "Resource": f"{group.arn}:*",
        }
        IamRolePolicy(
            self, "write", name="write", role=role.name, policy=policy_document(self, "write-document", [write])
        )
        AwsFlowLog(
            self,
            "flow-log",
            vpc_id=vpc_id,
            traffic_type="ALL",
            log_destination_type="cloud-watch-logs",
            log_destination=group.arn,
            iam_role_arn=role.arn,
            max_aggregation_interval=60,
            tags={"Name": site.prefix},
        )
