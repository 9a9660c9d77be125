"""
Who may write web ACLs' logs into the account: once per account and Region.
"""

from __future__ import annotations

from cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy import CloudwatchLogResourcePolicy
from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementCondition,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from constructs import Construct

from platform_constructs.model.plan import Site

__all__ = ["LogDelivery"]


class LogDelivery(Construct):
    """
    Define that AWS's log delivery may write to log groups of web ACLs.

    Always: for web ACLs of this organisation and account only. AWS would write this policy itself when a web ACL gets
    its log; then every domain would need the permission to change who writes into any log of the account.
    """

    def __init__(self, scope: Construct, id: str, site: Site) -> None:
        super().__init__(scope, id)
        region, account = site.environment.region, site.environment.account
        names = f"aws-waf-logs-{site.organisation.slug}-{site.environment.name}-*"
        document = DataAwsIamPolicyDocument(
            self,
            "document",
            statement=[
                DataAwsIamPolicyDocumentStatement(
                    sid="FirewallsWriteTheirLogs",
                    effect="Allow",
                    actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                    resources=[f"arn:aws:logs:{region}:{account}:log-group:{names}:log-stream:*"],
                    principals=[
                        DataAwsIamPolicyDocumentStatementPrincipals(
                            type="Service", identifiers=["delivery.logs.amazonaws.com"]
                        )
                    ],
                    condition=[
                        DataAwsIamPolicyDocumentStatementCondition(
                            test="StringEquals", variable="aws:SourceAccount", values=[account]
                        )
                    ],
                )
            ],
        )
        CloudwatchLogResourcePolicy(self, "policy", policy_name=f"{site.prefix}-waf", policy_document=document.json)
