"""
A REST API with its deployment, stage, logs, throttles and usage plan.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import cdktf
from cdktf_cdktf_provider_aws.api_gateway_deployment import ApiGatewayDeployment
from cdktf_cdktf_provider_aws.api_gateway_method_settings import (
    ApiGatewayMethodSettings,
    ApiGatewayMethodSettingsSettings,
)
from cdktf_cdktf_provider_aws.api_gateway_rest_api import ApiGatewayRestApi, ApiGatewayRestApiEndpointConfiguration
from cdktf_cdktf_provider_aws.api_gateway_rest_api_policy import ApiGatewayRestApiPolicy
from cdktf_cdktf_provider_aws.api_gateway_stage import ApiGatewayStage, ApiGatewayStageAccessLogSettings
from cdktf_cdktf_provider_aws.api_gateway_usage_plan import (
    ApiGatewayUsagePlan,
    ApiGatewayUsagePlanApiStages,
    ApiGatewayUsagePlanQuotaSettings,
    ApiGatewayUsagePlanThrottleSettings,
)
from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from constructs import Construct

from platform_constructs.aws.method_throttles import MethodThrottle
from platform_constructs.aws.policy_document import policy_document
from platform_constructs.aws.private_access import PrivateAccess
from platform_constructs.model.access_log import FIELDS
from platform_constructs.model.plan import STAGE, Site
from platform_constructs.model.settings import Settings
from platform_constructs.model.throttle import Throttle

__all__ = ["RestApi"]

_ACCESS_LOG: Final = json.dumps(FIELDS, separators=(",", ":"))
"""One JSON object a request; it holds every known field, so that the logs of all APIs read alike."""

_COMPRESS_FROM_BYTES: Final = "1024"  # AWS's own example; below, gzip costs more than it saves


class RestApi(Construct):
    """
    Define a REST API from an OpenAPI body, deployed to one stage.

    Always: encrypted access and execution logs, throttling, one usage plan; a new deployment is made before the
    old one goes, whenever anything it serves changes. As the packs decide: log level, payloads, metrics, tracing,
    the default endpoint, every number.

    Attributes:
        api: The REST API, for an escape hatch.
        stage: Its stage, for an escape hatch.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        *,
        body: Mapping[str, Any],
        description: str,
        key_arn: str,
        throttle: Throttle,
        operation_throttles: Mapping[str, MethodThrottle],
        private: PrivateAccess | None = None,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided.
            body: The OpenAPI document to import; foreign strings in it are escaped.
            description: For the console; escaped.
            key_arn: The key that encrypts the logs.
            throttle: What the stage lets through.
            operation_throttles: By operationId, for operations that let through something else.
            private: Where it is reached from, for an API that is not public; then it has no usage plan either, which
                counts by API keys.
        """
        super().__init__(scope, id)
        self.api: Final = ApiGatewayRestApi(
            self,
            "api",
            name=site.prefix,
            description=description,
            body=json.dumps(body, separators=(",", ":"), sort_keys=True, ensure_ascii=False),
            put_rest_api_mode="overwrite",
            fail_on_warnings=True,
            disable_execute_api_endpoint=private is None and settings.flag("default_endpoint.disabled"),
            minimum_compression_size=_COMPRESS_FROM_BYTES,
            endpoint_configuration=_endpoint(private),
            lifecycle=cdktf.TerraformResourceLifecycle(create_before_destroy=True),
        )
        policy = None if private is None else self._policy(private)
        access = self._log_group("access-log", f"/aws/apigateway/{site.prefix}/access", settings, key_arn)
        # API Gateway writes execution logs to a group of this very name; made here, it is encrypted and expires
        execution = self._log_group(
            "execution-log", f"API-Gateway-Execution-Logs_{self.api.id}/{STAGE}", settings, key_arn
        )
        deployment = ApiGatewayDeployment(
            self,
            "deployment",
            rest_api_id=self.api.id,
            description=f"Deployed by {site.prefix}",
            triggers={"redeployment": _everything_served(self.api, policy)},
            lifecycle=cdktf.TerraformResourceLifecycle(create_before_destroy=True),
            depends_on=None if policy is None else [policy],
        )
        self.stage: Final = ApiGatewayStage(
            self,
            "stage",
            rest_api_id=self.api.id,
            deployment_id=deployment.id,
            stage_name=STAGE,
            description=f"Serves {site.prefix}",
            xray_tracing_enabled=settings.flag("tracing.enabled"),
            access_log_settings=ApiGatewayStageAccessLogSettings(destination_arn=access.arn, format=_ACCESS_LOG),
            depends_on=[execution],
        )
        self._method_settings("all-methods", "*/*", throttle, settings)
        for operation, own in sorted(operation_throttles.items()):
            self._method_settings(f"operation-{operation}", own.method_path, own.throttle, settings)
        if private is None:
            self._usage_plan(site, settings, throttle)

    def _policy(self, private: PrivateAccess) -> ApiGatewayRestApiPolicy:
        document = policy_document(self, "policy-document", private.statements(self.api.execution_arn))
        return ApiGatewayRestApiPolicy(self, "policy", rest_api_id=self.api.id, policy=document)

    def _log_group(self, id: str, name: str, settings: Settings, key_arn: str) -> CloudwatchLogGroup:
        return CloudwatchLogGroup(
            self, id, name=name, retention_in_days=settings.number("logs.retention_days"), kms_key_id=key_arn
        )

    def _method_settings(self, id: str, path: str, throttle: Throttle, settings: Settings) -> None:
        ApiGatewayMethodSettings(
            self,
            id,
            rest_api_id=self.api.id,
            stage_name=self.stage.stage_name,
            method_path=path,
            settings=ApiGatewayMethodSettingsSettings(
                metrics_enabled=settings.flag("metrics.detailed"),
                logging_level=settings.text("execution_log.level"),
                data_trace_enabled=settings.flag("execution_log.data_trace"),
                throttling_rate_limit=throttle.rate_per_second,
                throttling_burst_limit=throttle.burst,
                caching_enabled=False,
            ),
        )

    def _usage_plan(self, site: Site, settings: Settings, throttle: Throttle) -> None:
        ApiGatewayUsagePlan(
            self,
            "usage-plan",
            name=site.prefix,
            description=f"What a consumer of {site.prefix} without an agreement of its own may use",
            api_stages=[ApiGatewayUsagePlanApiStages(api_id=self.api.id, stage=self.stage.stage_name)],
            throttle_settings=ApiGatewayUsagePlanThrottleSettings(
                rate_limit=throttle.rate_per_second, burst_limit=throttle.burst
            ),
            quota_settings=ApiGatewayUsagePlanQuotaSettings(
                limit=settings.number("usage_plan.requests_per_day"), period="DAY"
            ),
        )


def _endpoint(private: PrivateAccess | None) -> ApiGatewayRestApiEndpointConfiguration:
    if private is None:
        return ApiGatewayRestApiEndpointConfiguration(types=["REGIONAL"])
    return ApiGatewayRestApiEndpointConfiguration(types=["PRIVATE"], vpc_endpoint_ids=[private.vpc_endpoint_id])


def _everything_served(api: ApiGatewayRestApi, policy: ApiGatewayRestApiPolicy | None) -> str:
    """Return the hash that changes whenever the deployed snapshot would: the body with its references resolved."""
    name = api.fqn
    served = ", ".join(
        f"{name}.{attribute}"
        for attribute in (
            "body",
            "disable_execute_api_endpoint",
            "endpoint_configuration",
            "minimum_compression_size",
        )
    )
    if policy is not None:
        served += f", {policy.fqn}.policy"
    return f"${{sha256(jsonencode([{served}]))}}"
