"""
What an escape hatch may not touch, type by type, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final

__all__ = ["ALL", "ALWAYS_FREE", "KEPT", "LOCAL_FILES", "TARGETS", "Ground", "ground_of", "kept"]

ALL: Final = "*"
ALWAYS_FREE: Final = frozenset({"//", "description", "tags"})
"""Attributes that a hatch may change on every resource: they say something to people only."""

_EVERY: Final = (ALL,)
KEPT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # the contract: what is served, and that it is what was judged
        "aws_api_gateway_deployment": _EVERY,
        "aws_api_gateway_rest_api": _EVERY,
        # which API, deployment and log a stage has
        "aws_api_gateway_stage": (
            "access_log_settings.destination_arn",
            "canary_settings",
            "deployment_id",
            "rest_api_id",
            "stage_name",
        ),
        "aws_api_gateway_method_settings": ("method_path", "rest_api_id", "stage_name"),
        "aws_api_gateway_usage_plan": ("api_stages",),
        "aws_api_gateway_account": _EVERY,
        # what stands in front of it, and where that writes its log
        "aws_wafv2_web_acl": ("scope",),
        "aws_wafv2_web_acl_association": _EVERY,
        "aws_wafv2_web_acl_logging_configuration": ("log_destination_configs", "resource_arn"),
        "aws_cloudwatch_log_group": ("name", "name_prefix"),
        "aws_kms_alias": _EVERY,
        # the public host
        "aws_acm_certificate": _EVERY,
        "aws_acm_certificate_validation": _EVERY,
        "aws_api_gateway_domain_name": (
            "certificate_arn",
            "domain_name",
            "endpoint_configuration",
            "ownership_verification_certificate_arn",
            "policy",
            "regional_certificate_arn",
        ),
        "aws_apigatewayv2_api_mapping": _EVERY,
        "aws_route53_record": _EVERY,
        "data.aws_route53_zone": _EVERY,
        # what stacks tell each other, identity above all: the user pool that the API trusts comes this way
        "aws_ssm_parameter": _EVERY,
        "data.aws_ssm_parameter": _EVERY,
        # who may call whom: contracts say which scopes there are
        "aws_cognito_resource_server": _EVERY,
        "aws_cognito_user_pool_domain": _EVERY,
    }
)
"""By type: what a hatch may not change on a resource of the road. Of other types and attributes, rules judge it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Types that no hatch may add.

    Attributes:
        why: What such a resource would do, after "it ...".
        fix: The legitimate way.
        types: Patterns in which `*` stands for any letters.
    """

    why: str
    fix: str
    types: tuple[str, ...]


_GROUNDS: Final = (
    Ground(
        "serves or changes an API that no contract describes",
        "describe it in the contract; for another API, declare another one",
        ("aws_api_gateway_*", "aws_apigatewayv2_*", "aws_appsync_*", "aws_vpclattice_*"),
    ),
    Ground(
        "changes what stands in front of an API",
        "leave the web ACL's place and log to the road; rules of its own may be changed on aws_wafv2_web_acl",
        (
            "aws_fms_*",
            "aws_waf_*",
            "aws_wafregional_*",
            "aws_wafv2_web_acl_association",
            "aws_wafv2_web_acl_logging_configuration",
            "aws_wafv2_web_acl_rule_group_association",
        ),
    ),
    Ground(
        "opens a door beside the gateway",
        "let callers in through the API; a backend is named by HttpBackend",
        ("aws_apprunner_*", "aws_cloudfront_*", "aws_globalaccelerator_*", "aws_lambda_function_url"),
    ),
    Ground(
        "makes or changes identities, whose credentials are not seen here",
        "use an aws_iam_role for a machine; partners and people are the identity road's",
        (
            "aws_cognito_*",
            "aws_iam_access_key",
            "aws_iam_account_*",
            "aws_iam_group*",
            "aws_iam_openid_connect_provider",
            "aws_iam_organizations_features",
            "aws_iam_policy_attachment",  # takes the policy from everybody else who has it
            "aws_iam_role_policies_exclusive",
            "aws_iam_role_policy_attachments_exclusive",
            "aws_iam_saml_provider",
            "aws_iam_security_token_service_preferences",
            "aws_iam_server_certificate",
            "aws_iam_service_specific_credential",
            "aws_iam_signing_certificate",
            "aws_iam_user*",
            "aws_iam_virtual_mfa_device",
            "aws_identitystore_*",
            "aws_rolesanywhere_*",
            "aws_sso*",
        ),
    ),
    Ground(
        "takes names or certificates, which belong to the edge",
        "ask the platform to add the name to its edge declaration",
        ("aws_acm_*", "aws_acmpca_*", "aws_route53*", "aws_service_discovery_*"),
    ),
    Ground(
        "carries or runs templates and commands that cannot be judged here",
        "write the resources themselves into the stack",
        (
            "aws_amplify_*",
            "aws_cloudcontrolapi_*",
            "aws_cloudformation_*",
            "aws_codebuild_*",
            "aws_codepipeline*",
            "aws_elastic_beanstalk_*",
            "aws_lambda_invocation",  # also as data: it runs a function while Terraform only plans
            "aws_serverlessapplicationrepository_*",
            "aws_servicecatalog*",
            "aws_ssm_activation",
            "aws_ssm_association",
            "aws_ssm_document",
            "aws_ssm_maintenance_window*",
        ),
    ),
    Ground(
        "speaks for the whole account or organisation, not for one domain",
        "ask the platform: what holds for everybody stands in its account declaration",
        (
            "aws_account_*",
            "aws_accessanalyzer_*",
            "aws_auditmanager_*",
            "aws_cloudtrail*",
            "aws_cloudwatch_log_account_policy",
            "aws_cloudwatch_log_resource_policy",
            "aws_config_*",
            "aws_controltower_*",
            "aws_default_*",  # adopts the account's default network
            "aws_ebs_default_*",
            "aws_ebs_encryption_by_default",
            "aws_guardduty_*",
            "aws_inspector2_*",
            "aws_lakeformation_*",
            "aws_macie2_*",
            "aws_oam_*",
            "aws_organizations_*",
            "aws_ram_*",
            "aws_s3_account_*",
            "aws_s3control_*",
            "aws_securityhub_*",
            "aws_securitylake_*",
            "aws_servicequotas_*",
            "aws_ssm_default_*",
            "aws_ssm_service_setting",
            "aws_xray_encryption_config",
            "aws_xray_resource_policy",
        ),
    ),
)
_STRANGERS: Final = Ground(
    "belongs to a provider that the road does not bring, and runs where Terraform runs",
    "use a resource of the AWS provider",
    (),
)

TARGETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aws_cloudwatch_log_subscription_filter": "log_group_name",
        "aws_iam_role_policy": "role",
        "aws_iam_role_policy_attachment": "role",
        "aws_kms_grant": "key_id",
        "aws_kms_key_policy": "key_id",
        "aws_lambda_permission": "function_name",
        "aws_s3_bucket_policy": "bucket",
        "aws_secretsmanager_secret_policy": "secret_arn",
        "aws_sns_topic_policy": "arn",
        "aws_sqs_queue_policy": "queue_url",
    }
)
"""By type: the attribute that says what it is attached to. A hatch attaches to resources of its own stack only."""

LOCAL_FILES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aws_lambda_function": "filename",
        "aws_lambda_layer_version": "filename",
        "aws_s3_bucket_object": "source",
        "aws_s3_object": "source",
        "aws_synthetics_canary": "zip_file",
    }
)
"""By type: the attribute whose file is read from the machine and handed to AWS."""


def ground_of(type: str) -> Ground | None:
    """Return why a hatch may not add a type, such as `aws_iam_user` or `data.http`; None when it may."""
    plain = type.removeprefix("data.")
    if not plain.startswith("aws_"):
        return _STRANGERS
    return next((each for each in _GROUNDS if any(fnmatchcase(plain, pattern) for pattern in each.types)), None)


def kept(type: str, attributes: frozenset[str]) -> tuple[str, ...]:
    """Return which of a resource's attributes, or paths into them, a hatch may not change; sorted."""
    named = KEPT.get(type, ())
    return tuple(sorted(attributes)) if ALL in named else named
