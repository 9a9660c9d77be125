"""
What one partner has: an app client with its secret, a key with its usage plan, and the claims of its tokens.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cdktf_cdktf_provider_aws.api_gateway_api_key import ApiGatewayApiKey
from cdktf_cdktf_provider_aws.api_gateway_usage_plan import (
    ApiGatewayUsagePlan,
    ApiGatewayUsagePlanApiStages,
    ApiGatewayUsagePlanQuotaSettings,
    ApiGatewayUsagePlanThrottleSettings,
)
from cdktf_cdktf_provider_aws.api_gateway_usage_plan_key import ApiGatewayUsagePlanKey
from cdktf_cdktf_provider_aws.cognito_user_pool_client import (
    CognitoUserPoolClient,
    CognitoUserPoolClientTokenValidityUnits,
)
from cdktf_cdktf_provider_aws.scheduler_schedule import (
    SchedulerSchedule,
    SchedulerScheduleFlexibleTimeWindow,
    SchedulerScheduleTarget,
    SchedulerScheduleTargetDeadLetterConfig,
)
from cdktf_cdktf_provider_aws.secretsmanager_secret import SecretsmanagerSecret
from cdktf_cdktf_provider_aws.secretsmanager_secret_rotation import (
    SecretsmanagerSecretRotation,
    SecretsmanagerSecretRotationRotationRules,
)
from cdktf_cdktf_provider_aws.ssm_parameter import SsmParameter
from constructs import Construct

from platform_constructs.aws.parameters import look_up
from platform_constructs.aws.secret_rotation import SecretRotation
from platform_constructs.model.escape import escape
from platform_constructs.model.partner import Partner
from platform_constructs.model.plan import Admitted, Site
from platform_constructs.model.settings import Settings
from platform_constructs.model.short_name import short_name

__all__ = ["PartnerAccess", "Tokens", "scopes_tag"]

_LONGEST_TAG: Final = 256  # characters of a tag's value
_LONGEST_SCHEDULE: Final = 64
_TOKEN_MINUTES: Final = 15  # where no pack says otherwise: the longest that rules of packs take
_RECOVERY_DAYS: Final = 7  # the shortest: until then nobody can have the secret's name
_WITHIN_MINUTES: Final = 60  # AWS spreads the schedules of all partners over an hour


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    Where partners get their tokens.

    Attributes:
        pool_id: The user pool's id.
        endpoint: The token endpoint's URL.
    """

    pool_id: str
    endpoint: str


class PartnerAccess(Construct):
    """
    Define everything that one partner has, and nothing that another one needs.

    Always: the client gets tokens for itself only, with its own scopes; the secret's value never stands in
    Terraform's input; it is rotated; the key is metered over every API that its scopes open.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        admitted: Admitted,
        *,
        tokens: Tokens,
        rotation: SecretRotation,
        key_arn: str,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `identity.token_minutes`.
            admitted: What was agreed, and which APIs that opens.
            tokens: Where it gets tokens.
            rotation: What rotates its secret.
            key_arn: The key that encrypts it.
        """
        super().__init__(scope, id)
        partner = admitted.partner
        name, whose = f"{site.prefix}-{partner.name}", {"partner": partner.name}
        client = self._client(name, partner, settings, tokens.pool_id)
        claims = {"expires": partner.expires.isoformat(), "partner": partner.name, "tenant": partner.tenant}
        parameter = SsmParameter(
            self,
            "claims",
            name=site.parameter(site.stack, f"clients/{client.id}"),
            type="String",
            tier="Standard",
            insecure_value=json.dumps(claims, separators=(",", ":"), sort_keys=True),
            description="What its tokens say, and until when it gets any",
            tags=whose,
        )
        self._metered(name, admitted, site, whose)
        secret = SecretsmanagerSecret(
            self,
            "secret",
            name=f"{site.prefix}/{partner.name}",
            description=f"Client id and secret of {escape(partner.title)}; written by rotation only",
            kms_key_id=key_arn,
            recovery_window_in_days=_RECOVERY_DAYS,
            tags={
                **whose,
                "client-id": client.id,
                "overlap-days": str(partner.overlap_days),
                "scopes": scopes_tag(partner.scopes),
                "token-endpoint": tokens.endpoint,
                "user-pool-id": tokens.pool_id,
            },
        )
        SecretsmanagerSecretRotation(
            self,
            "rotation",
            secret_id=secret.id,
            rotation_lambda_arn=rotation.function.arn,
            rotation_rules=SecretsmanagerSecretRotationRotationRules(automatically_after_days=partner.rotation_days),
            # the first rotation begins at once, and asks for a token as the partner
            depends_on=[rotation.permission, parameter],
        )
        SchedulerSchedule(
            self,
            "retire",
            name=short_name(partner.name, at_most=_LONGEST_SCHEDULE),
            group_name=rotation.group,
            description=f"Retires the old client secret of {partner.name} when its overlap is over",
            schedule_expression="rate(24 hours)",
            flexible_time_window=SchedulerScheduleFlexibleTimeWindow(
                mode="FLEXIBLE", maximum_window_in_minutes=_WITHIN_MINUTES
            ),
            kms_key_arn=key_arn,
            target=SchedulerScheduleTarget(
                arn=rotation.function.alias_arn,
                role_arn=rotation.role_arn,
                input=json.dumps({"SecretId": secret.arn, "Step": "retire"}, sort_keys=True),
                dead_letter_config=SchedulerScheduleTargetDeadLetterConfig(arn=rotation.undelivered_arn),
            ),
        )

    def _client(self, name: str, partner: Partner, settings: Settings, pool_id: str) -> CognitoUserPoolClient:
        decided = "identity.token_minutes"
        return CognitoUserPoolClient(
            self,
            "client",
            name=name,
            user_pool_id=pool_id,
            generate_secret=True,  # the first one; rotation puts another beside it at once, and retires it
            allowed_oauth_flows_user_pool_client=True,
            allowed_oauth_flows=["client_credentials"],
            allowed_oauth_scopes=list(partner.scopes),
            explicit_auth_flows=[],
            enable_token_revocation=True,
            prevent_user_existence_errors="ENABLED",
            access_token_validity=settings.number(decided) if decided in settings else _TOKEN_MINUTES,
            token_validity_units=[CognitoUserPoolClientTokenValidityUnits(access_token="minutes")],  # noqa: S106  # a unit of time
        )

    def _metered(self, name: str, admitted: Admitted, site: Site, tags: Mapping[str, str]) -> None:
        partner = admitted.partner
        stages = [
            ApiGatewayUsagePlanApiStages(
                api_id=look_up(self, f"{api}-id", site, api, "rest-api-id"),
                stage=look_up(self, f"{api}-stage", site, api, "stage-name"),
            )
            for api in admitted.apis
        ]
        plan = ApiGatewayUsagePlan(
            self,
            "usage-plan",
            name=name,
            description=f"What {partner.name} may use",
            api_stages=stages,
            throttle_settings=ApiGatewayUsagePlanThrottleSettings(
                rate_limit=partner.rate_per_second, burst_limit=partner.burst
            ),
            quota_settings=ApiGatewayUsagePlanQuotaSettings(limit=partner.requests_per_day, period="DAY"),
            tags=tags,
        )
        key = ApiGatewayApiKey(
            self, "key", name=name, description=f"Meters {partner.name}; it proves nothing", enabled=True, tags=tags
        )
        ApiGatewayUsagePlanKey(self, "plan-key", key_id=key.id, key_type="API_KEY", usage_plan_id=plan.id)


def scopes_tag(scopes: tuple[str, ...]) -> str:
    """Return as many scopes as a tag holds, separated by spaces; rotation needs one to ask for a token with."""
    said = ""
    for scope in scopes:
        longer = f"{said} {scope}".strip()
        if len(longer) > _LONGEST_TAG:
            break
        said = longer
    return said
