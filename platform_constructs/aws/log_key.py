"""
The key that a stack's logs are encrypted with, and whatever else of it rests somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey
from constructs import Construct

from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings

__all__ = ["LogKey"]


class LogKey(Construct):
    """
    Define a customer-managed key that CloudWatch Logs may use for this stack's log groups.

    Always: the key rotates; the logs service may use it only for log groups of this account whose
    name carries this stack's prefix, and for API Gateway's execution logs.
    """

    def __init__(
        self, scope: Construct, id: str, site: Site, settings: Settings, *, also: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `kms.*`.
            also: Statements of its policy that let others use it.
        """
        super().__init__(scope, id)
        account, region = site.environment.account, site.environment.region
        administer = {
            "Sid": "AccountAdministersKey",
            "Effect": "Allow",
            "Action": "kms:*",
            "Resource": "*",
            "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        }
        encrypt = {
            "Sid": "LogsEncryptThisStacksGroups",
            "Effect": "Allow",
            "Action": ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            "Resource": "*",
            "Principal": {"Service": f"logs.{region}.amazonaws.com"},
            "Condition": {
                "ArnLike": {
                    "kms:EncryptionContext:aws:logs:arn": [
                        f"arn:aws:logs:{region}:{account}:log-group:*{site.prefix}*",
                        # API Gateway names this group after the API's id, which is not known here
                        f"arn:aws:logs:{region}:{account}:log-group:API-Gateway-Execution-Logs_*",
                    ]
                }
            },
        }
        key = KmsKey(
            self,
            "key",
            description=f"Encrypts the logs of {site.prefix}",
            policy=policy_document(self, "policy", [administer, encrypt, *also]),
            enable_key_rotation=True,
            rotation_period_in_days=settings.number("kms.rotation_days"),
            deletion_window_in_days=settings.number("kms.deletion_window_days"),
        )
        KmsAlias(self, "alias", name=f"alias/{site.prefix}-logs", target_key_id=key.key_id)
        self.arn: Final[str] = key.arn
