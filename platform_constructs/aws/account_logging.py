"""
The role API Gateway writes its logs with: one per account and region.
"""

from __future__ import annotations

from typing import Final

from cdktf_cdktf_provider_aws.api_gateway_account import ApiGatewayAccount
from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment
from constructs import Construct

from platform_constructs.model.plan import Site

__all__ = ["AccountLogging"]

_MANAGED_POLICY: Final = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"


class AccountLogging(Construct):
    """
    Define the account's CloudWatch role for API Gateway.

    Always: only API Gateway may take the role, and it may only write logs.
    """

    def __init__(self, scope: Construct, id: str, site: Site) -> None:
        super().__init__(scope, id)
        # no aws:SourceAccount here: AWS documents this trust without one, and checks the role when the account is set
        trust = DataAwsIamPolicyDocument(
            self,
            "trust",
            statement=[
                DataAwsIamPolicyDocumentStatement(
                    sid="ApiGatewayWritesLogs",
                    effect="Allow",
                    actions=["sts:AssumeRole"],
                    principals=[
                        DataAwsIamPolicyDocumentStatementPrincipals(
                            type="Service", identifiers=["apigateway.amazonaws.com"]
                        )
                    ],
                )
            ],
        )
        role = IamRole(
            self,
            "role",
            name=f"{site.prefix}-logs",
            description="Lets API Gateway write logs",
            assume_role_policy=trust.json,
        )
        attachment = IamRolePolicyAttachment(self, "policy", role=role.name, policy_arn=_MANAGED_POLICY)
        ApiGatewayAccount(
            self,
            "account",
            cloudwatch_role_arn=role.arn,
            depends_on=[attachment],
        )
