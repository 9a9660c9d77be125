"""
The key that a stack's logs are encrypted with.
"""

from __future__ import annotations

from typing import Final

from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementCondition,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey
from constructs import Construct

from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings

__all__ = ["LogKey"]


class LogKey(Construct):
    """
    Define a customer-managed key that CloudWatch Logs may use for this stack's log groups.

    Always: the key rotates; the logs service may use it only for log groups of this account whose
    name carries this stack's prefix, and for API Gateway's execution logs.
    """

    def __init__(self, scope: Construct, id: str, site: Site, settings: Settings) -> None:
        super().__init__(scope, id)
        account, region = site.environment.account, site.environment.region
        administer = DataAwsIamPolicyDocumentStatement(
            sid="AccountAdministersKey",
            effect="Allow",
            actions=["kms:*"],
            resources=["*"],
            principals=[
                DataAwsIamPolicyDocumentStatementPrincipals(type="AWS", identifiers=[f"arn:aws:iam::{account}:root"])
            ],
        )
        encrypt = DataAwsIamPolicyDocumentStatement(
            sid="LogsEncryptThisStacksGroups",
            effect="Allow",
            actions=["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            resources=["*"],
            principals=[
                DataAwsIamPolicyDocumentStatementPrincipals(
                    type="Service", identifiers=[f"logs.{region}.amazonaws.com"]
                )
            ],
            condition=[
                DataAwsIamPolicyDocumentStatementCondition(
                    test="ArnLike",
                    variable="kms:EncryptionContext:aws:logs:arn",
                    values=[
                        f"arn:aws:logs:{region}:{account}:log-group:*{site.prefix}*",
                        # API Gateway names this group after the API's id, which is not known here
                        f"arn:aws:logs:{region}:{account}:log-group:API-Gateway-Execution-Logs_*",
                    ],
                )
            ],
        )
        policy = DataAwsIamPolicyDocument(self, "policy", statement=[administer, encrypt])
        key = KmsKey(
            self,
            "key",
            description=f"Encrypts the logs of {site.prefix}",
            policy=policy.json,
            enable_key_rotation=True,
            rotation_period_in_days=settings.number("kms.rotation_days"),
            deletion_window_in_days=settings.number("kms.deletion_window_days"),
        )
        KmsAlias(self, "alias", name=f"alias/{site.prefix}-logs", target_key_id=key.key_id)
        self.arn: Final[str] = key.arn
