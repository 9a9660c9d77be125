"""
A bucket for the logs that load balancers write.
"""

from __future__ import annotations

from typing import Final

from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfiguration,
    S3BucketLifecycleConfigurationRule,
    S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload,
    S3BucketLifecycleConfigurationRuleExpiration,
    S3BucketLifecycleConfigurationRuleFilter,
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
)
from cdktf_cdktf_provider_aws.s3_bucket_ownership_controls import (
    S3BucketOwnershipControls,
    S3BucketOwnershipControlsRule,
)
from cdktf_cdktf_provider_aws.s3_bucket_policy import S3BucketPolicy
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationA,
    S3BucketServerSideEncryptionConfigurationRuleA,
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
)
from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA, S3BucketVersioningVersioningConfiguration
from constructs import Construct

from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings
from platform_constructs.model.short_name import short_name

__all__ = ["LogBucket"]

_LONGEST_NAME: Final = 63  # characters of a bucket's name
_LEFT_DAYS: Final = 7  # that what was overwritten or half written stays


class LogBucket(Construct):
    """
    Define a bucket that the account's load balancers may write their logs to, and nobody else.

    Always: nothing public, over TLS only, versioned, encrypted with S3's own keys, which is all that load balancers
    write to; every log ends when its time is over.

    Attributes:
        name: The bucket's name.
        policy: What lets load balancers write; they try it when logging is switched on.
    """

    def __init__(self, scope: Construct, id: str, site: Site, settings: Settings) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `logs.retention_days`, `deletion_protection`.
        """
        super().__init__(scope, id)
        account = site.environment.account
        bucket = S3Bucket(
            self,
            "bucket",
            bucket=short_name(f"{site.prefix}-logs", account, at_most=_LONGEST_NAME),
            force_destroy=not settings.flag("deletion_protection"),
        )
        S3BucketOwnershipControls(
            self,
            "ownership",
            bucket=bucket.id,
            rule=S3BucketOwnershipControlsRule(object_ownership="BucketOwnerEnforced"),
        )
        S3BucketPublicAccessBlock(
            self,
            "closed",
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
        S3BucketServerSideEncryptionConfigurationA(
            self,
            "encryption",
            bucket=bucket.id,
            rule=[
                S3BucketServerSideEncryptionConfigurationRuleA(
                    apply_server_side_encryption_by_default=S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA(
                        sse_algorithm="AES256"
                    )
                )
            ],
        )
        S3BucketVersioningA(
            self,
            "versions",
            bucket=bucket.id,
            versioning_configuration=S3BucketVersioningVersioningConfiguration(status="Enabled"),
        )
        S3BucketLifecycleConfiguration(
            self,
            "end",
            bucket=bucket.id,
            rule=[
                S3BucketLifecycleConfigurationRule(
                    id="end",
                    status="Enabled",
                    filter=[S3BucketLifecycleConfigurationRuleFilter(prefix="")],
                    expiration=[
                        S3BucketLifecycleConfigurationRuleExpiration(days=settings.number("logs.retention_days"))
                    ],
                    noncurrent_version_expiration=[
                        S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(noncurrent_days=_LEFT_DAYS)
                    ],
                    abort_incomplete_multipart_upload=[
                        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(
                            days_after_initiation=_LEFT_DAYS
                        )
                    ],
                )
            ],
        )
        source = f"arn:aws:elasticloadbalancing:{site.environment.region}:{account}:loadbalancer/*"
        writers = {
            "ApplicationBalancersWrite": ("logdelivery.elasticloadbalancing.amazonaws.com", source),
            "NetworkBalancersWrite": (
                "delivery.logs.amazonaws.com",
                f"arn:aws:logs:{site.environment.region}:{account}:*",
            ),
        }
        write = [
            {
                "Sid": sid,
                "Effect": "Allow",
                "Principal": {"Service": service},
                "Action": "s3:PutObject",
                "Resource": f"{bucket.arn}/*",
                "Condition": {"StringEquals": {"aws:SourceAccount": account}, "ArnLike": {"aws:SourceArn": arn}},
            }
            for sid, (service, arn) in writers.items()
        ]
        look = {
            "Sid": "NetworkBalancersLook",
            "Effect": "Allow",
            "Principal": {"Service": "delivery.logs.amazonaws.com"},
            "Action": "s3:GetBucketAcl",
            "Resource": bucket.arn,
            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
        }
        plain = {
            "Sid": "OnlyOverTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [bucket.arn, f"{bucket.arn}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        self.policy: Final = S3BucketPolicy(
            self, "policy", bucket=bucket.id, policy=policy_document(self, "document", [*write, look, plain])
        )
        self.name: Final[str] = bucket.bucket
