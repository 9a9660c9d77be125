"""
The settings catalogue: everything a pack may shape and a declaration may choose within.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from platform_constructs.model.access_log import FIELDS
from platform_constructs.policy.settings.building import choice, flag, names, number
from platform_constructs.policy.settings.countries import COUNTRIES
from platform_constructs.policy.settings.definition import SettingDefinition
from platform_constructs.policy.settings.managed_groups import MANAGED_GROUPS
from platform_constructs.policy.settings.readings import READINGS
from platform_constructs.policy.settings.service_settings import SERVICE_SETTINGS

__all__ = ["CATALOGUE"]

_STAGE: Final = "aws_api_gateway_stage"
_METHODS: Final = "aws_api_gateway_method_settings.settings"
_REST_API: Final = "aws_api_gateway_rest_api"
_PLAN: Final = "aws_api_gateway_usage_plan"
_DOMAIN: Final = "aws_api_gateway_domain_name"
_LOGS: Final = "aws_cloudwatch_log_group"
_ACL: Final = "aws_wafv2_web_acl"
_RATE: Final = f"{_ACL}.rule.statement.rate_based_statement"
_SIZE: Final = f"{_ACL}.rule.statement.size_constraint_statement.size"
_POOL: Final = "aws_cognito_user_pool"

# What CloudWatch Logs takes; longer is stricter. "Never expire" is not offered: personal data has to end somewhere.
_RETENTION_DAYS: Final = (
    *(3653, 3288, 2922, 2557, 2192, 1827, 1096, 731, 545, 400, 365),
    *(180, 150, 120, 90, 60, 30, 14, 7, 5, 3, 1),
)
# AWS's list of recommended policies first (facts of FSBP APIGateway.11), then the older ones.
_TLS_POLICIES: Final = (
    "SecurityPolicy_TLS13_1_3_2025_09",
    "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
    "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_2021_06",
)


_ALL: Final = (
    names(
        "access_log.required_fields",
        "Fields that every line of the access log has.",
        f"{_STAGE}.access_log_settings.format",
        values=tuple(FIELDS),
    ),
    SettingDefinition(
        "logs.retention_days",
        "at_least",
        "number",
        "days",
        "How long log groups keep what they are told.",
        (f"{_LOGS}.retention_in_days",),
        values=_RETENTION_DAYS,
    ),
    choice(
        "execution_log.level", "What API Gateway writes about itself.", ("ERROR", "INFO"), f"{_METHODS}.logging_level"
    ),
    flag(
        "execution_log.data_trace", "Whether whole requests and answers are logged.", f"{_METHODS}.data_trace_enabled"
    ),
    flag("metrics.detailed", "Whether every method has metrics of its own.", f"{_METHODS}.metrics_enabled"),
    flag("tracing.enabled", "Whether requests are traced with X-Ray.", f"{_STAGE}.xray_tracing_enabled"),
    number(
        "throttle.rate_per_second",
        "at_most",
        "requests per second",
        "How many requests a stage lets through in the long run.",
        f"{_METHODS}.throttling_rate_limit",
        f"{_PLAN}.throttle_settings.rate_limit",
    ),
    number(
        "throttle.burst",
        "at_most",
        "requests",
        "How many requests a stage lets through at once.",
        f"{_METHODS}.throttling_burst_limit",
        f"{_PLAN}.throttle_settings.burst_limit",
    ),
    number(
        "throttle.write.rate_per_second",
        "at_most",
        "requests per second",
        "How many requests an operation that changes something lets through in the long run.",
        f"{_METHODS}.throttling_rate_limit",
        within="throttle.rate_per_second",
    ),
    number(
        "throttle.write.burst",
        "at_most",
        "requests",
        "How many requests an operation that changes something lets through at once.",
        f"{_METHODS}.throttling_burst_limit",
        within="throttle.burst",
    ),
    number(
        "usage_plan.requests_per_day",
        "at_most",
        "requests per day",
        "How many requests one API key may make in a day.",
        f"{_PLAN}.quota_settings.limit",
    ),
    flag(
        "usage_plan.key_required",
        "Whether every operation asks for an API key beside the token, so that a usage plan counts it.",
        f"{_REST_API}.body",
    ),
    flag(
        "request_validation.body",
        "Whether request bodies are held against the contract's schemas.",
        f"{_REST_API}.body",
        "aws_api_gateway_request_validator.validate_request_body",
    ),
    flag(
        "request_validation.parameters",
        "Whether required query parameters and headers are demanded.",
        f"{_REST_API}.body",
        "aws_api_gateway_request_validator.validate_request_parameters",
    ),
    number(
        "integration.timeout_ms",
        "at_most",
        "milliseconds",
        "How long the gateway waits for a backend.",
        f"{_REST_API}.body",
        least=50,
        most=29_000,  # and 50: the quotas of every account; raising this one costs throughput
    ),
    choice("tls.api_policy", "Which TLS versions and ciphers an API accepts.", _TLS_POLICIES, f"{_REST_API}.body"),
    choice(
        "tls.endpoint_access_mode",
        "Whether the host a caller names has to be the API's own.",
        ("STRICT", "BASIC"),
        f"{_REST_API}.body",
    ),
    choice(
        "tls.domain_policy",
        "Which TLS versions and ciphers a custom domain accepts.",
        (*_TLS_POLICIES, "TLS_1_2"),
        f"{_DOMAIN}.security_policy",
    ),
    flag(
        "default_endpoint.disabled",
        "Whether the API is reached at its custom domain only.",
        f"{_REST_API}.disable_execute_api_endpoint",
    ),
    names(
        "waf.managed_groups",
        "AWS managed rule groups that a web ACL has.",
        f"{_ACL}.rule.statement.managed_rule_group_statement.name",
        values=tuple(MANAGED_GROUPS),
    ),
    names(
        "waf.blocked_countries",
        "Countries whose requests a web ACL refuses, by ISO 3166 code.",
        f"{_ACL}.rule.statement.geo_match_statement.country_codes",
        values=COUNTRIES,
    ),
    number(
        "waf.capacity_units",
        "at_most",
        "web ACL capacity units",
        "What all rules of a web ACL cost together; over 1500 AWS charges more.",
        f"{_ACL}.rule.statement",
        most=5_000,  # AWS raises it for nobody
    ),
    flag(
        "waf.declared_types_only",
        "Whether bodies of a media type that the contract does not declare are refused; the gateway checks no others.",
        f"{_ACL}.rule.statement",
    ),
    number(
        "waf.rate_limit.requests",
        "at_most",
        "requests per window",
        "How many requests one address may make in a window.",
        f"{_RATE}.limit",
        least=10,  # AWS WAF takes no lower rate
    ),
    choice(
        "waf.rate_limit.window_seconds",
        "How long the window of the rate rules is; the longer, the stricter at the same limit.",
        (600, 300, 120, 60),
        f"{_RATE}.evaluation_window_sec",
        unit="seconds",
    ),
    number(
        "waf.auth_rate_limit.requests",
        "at_most",
        "requests per window",
        "How many requests one address may make to token and login paths in a window.",
        f"{_RATE}.limit",
        least=10,  # AWS WAF takes no lower rate
    ),
    choice(
        "waf.body_inspection",
        "How much of a request body the web ACL looks at.",
        ("KB_64", "KB_48", "KB_32", "KB_16"),
        f"{_ACL}.association_config.request_body.api_gateway.default_size_inspection_limit",
        f"{_ACL}.association_config.request_body.cognito_user_pool.default_size_inspection_limit",
    ),
    # API Gateway takes no payload over 10 MiB, and no request line with headers over 10,240 bytes
    number("waf.max_body_bytes", "at_most", "bytes", "The largest request body let through.", _SIZE, most=10_485_760),
    number("waf.max_query_bytes", "at_most", "bytes", "The longest query string let through.", _SIZE, most=10_240),
    names(
        "waf.redacted_headers",
        "Request headers that the web ACL's log leaves out.",
        "aws_wafv2_web_acl_logging_configuration.redacted_fields.single_header.name",
    ),
    number(
        "kms.deletion_window_days",
        "at_least",
        "days",
        "How long a key can still be saved after its deletion was asked for.",
        "aws_kms_key.deletion_window_in_days",
        least=7,  # KMS and the provider take 7 to 30
        most=30,
    ),
    number(
        "kms.rotation_days",
        "at_most",
        "days",
        "How old key material gets.",
        "aws_kms_key.rotation_period_in_days",
        least=90,  # KMS takes 90 to 2560
        most=2560,
    ),
    choice("identity.mfa", "Whether people prove themselves twice.", ("ON", "OPTIONAL"), f"{_POOL}.mfa_configuration"),
    choice("identity.tier", "The user pool's feature plan.", ("PLUS", "ESSENTIALS", "LITE"), f"{_POOL}.user_pool_tier"),
    choice(
        "identity.threat_protection",
        "What the user pool does about stolen passwords and odd sign-ins.",
        ("ENFORCED", "AUDIT"),
        f"{_POOL}.user_pool_add_ons.advanced_security_mode",
    ),
    number(
        "identity.password_min_length",
        "at_least",
        "characters",
        "How long a password is.",
        f"{_POOL}.password_policy.minimum_length",
        least=6,  # Cognito takes 6 to 99
        most=99,
    ),
    number(
        "identity.password_history",
        "at_least",
        "passwords",
        "How many earlier passwords may not come back.",
        f"{_POOL}.password_policy.password_history_size",
        most=24,  # Cognito remembers no more
    ),
    number(
        "identity.token_minutes",
        "at_most",
        "minutes",
        "How long a partner's access token is good for.",
        "aws_cognito_user_pool_client.access_token_validity",
        least=5,  # Cognito takes 5 minutes to a day; longer than 15 no rule of ours takes
        most=15,
    ),
    flag(
        "deletion_protection",
        "Whether what cannot be made again refuses to be deleted.",
        f"{_POOL}.deletion_protection",
    ),
)

CATALOGUE: Final[Mapping[str, SettingDefinition]] = MappingProxyType(
    {
        each.name: replace(each, readings=READINGS.get(each.name, ()))
        for each in sorted((*_ALL, *SERVICE_SETTINGS), key=lambda each: each.name)
    }
)
"""Every setting by name, sorted."""
