"""
The web application firewall in front of one resource, with its log.
"""

from __future__ import annotations

from typing import Final

from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from cdktf_cdktf_provider_aws.wafv2_web_acl import (
    Wafv2WebAcl,
    Wafv2WebAclCustomResponseBody,
    Wafv2WebAclDefaultAction,
    Wafv2WebAclDefaultActionAllow,
    Wafv2WebAclVisibilityConfig,
)
from cdktf_cdktf_provider_aws.wafv2_web_acl_association import Wafv2WebAclAssociation
from cdktf_cdktf_provider_aws.wafv2_web_acl_logging_configuration import (
    Wafv2WebAclLoggingConfiguration,
    Wafv2WebAclLoggingConfigurationRedactedFields,
    Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader,
)
from constructs import Construct

from platform_constructs.aws.waf_rules import problem_bodies, rules_for
from platform_constructs.model.firewall import Firewall
from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings

__all__ = ["WebAcl"]


class WebAcl(Construct):
    """
    Define a web ACL on one resource and the log of what it did.

    Always: managed rule groups, a blanket rate rule that blocks, size limits, and a log in which
    credentials are redacted. There is no switch to leave any of them out.

    Attributes:
        acl: The web ACL, for an escape hatch.
        logging: Its logging configuration, for an escape hatch.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        *,
        protects: str,
        body_limit: str,
        key_arn: str,
        firewall: Firewall,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided.
            protects: ARN of the stage or user pool.
            body_limit: Which inspection limit applies: `api_gateway` or `cognito_user_pool`.
            key_arn: The key that encrypts the log.
            firewall: What it asks of every request, merged from all packs.
        """
        super().__init__(scope, id)
        self.acl: Final = Wafv2WebAcl(
            self,
            "acl",
            name=site.prefix,
            description=f"Protects {site.prefix}",
            scope="REGIONAL",
            default_action=Wafv2WebAclDefaultAction(allow=Wafv2WebAclDefaultActionAllow()),
            custom_response_body=[
                Wafv2WebAclCustomResponseBody(key=key, content_type="APPLICATION_JSON", content=content)
                for key, content in sorted(problem_bodies(site.organisation.problem_base).items())
            ],
            visibility_config=Wafv2WebAclVisibilityConfig(
                cloudwatch_metrics_enabled=True, metric_name=site.prefix, sampled_requests_enabled=True
            ),
        )
        # rules nest without end, so the bindings type them as Any: they are plain Terraform JSON here
        self.acl.add_override("rule", rules_for(firewall))
        limit = settings.text("waf.body_inspection")
        self.acl.add_override(
            "association_config", {"request_body": {body_limit: {"default_size_inspection_limit": limit}}}
        )
        log = CloudwatchLogGroup(
            self,
            "log",
            name=f"aws-waf-logs-{site.prefix}",  # WAF refuses a destination without this prefix
            retention_in_days=settings.number("logs.retention_days"),
            kms_key_id=key_arn,
        )
        self.logging: Final = Wafv2WebAclLoggingConfiguration(
            self,
            "logging",
            resource_arn=self.acl.arn,
            log_destination_configs=[log.arn],
            redacted_fields=[
                Wafv2WebAclLoggingConfigurationRedactedFields(
                    single_header=Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader(name=header)
                )
                for header in settings.names("waf.redacted_headers")
            ],
        )
        Wafv2WebAclAssociation(self, "association", resource_arn=protects, web_acl_arn=self.acl.arn)
