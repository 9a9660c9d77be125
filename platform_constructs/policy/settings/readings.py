"""
How the settings are read back from written Terraform, where an attribute does not simply hold the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from platform_constructs.policy.settings.definition import Reading

__all__ = ["READINGS"]

_METHODS: Final = "aws_api_gateway_method_settings.settings"
_BODY: Final = "aws_api_gateway_rest_api.body"
_STATEMENT: Final = "aws_wafv2_web_acl.rule.statement"
# the verb ends a method_path; * is every method that has no settings of its own
_CHANGING: Final = r"/(?!(?:GET|HEAD|OPTIONS|\*)$)[^/]+$"
_SAFE: Final = r"(?:^[^/]*|/(?:GET|HEAD|OPTIONS|\*))$"
_SIGN_IN: Final = r"(?i)/login|/oauth2/token"
_CONTRACT: Final = "it stands inside the API's body, which is compiled from the contract and kept from escape hatches"


def _verbs(attribute: str, verbs: str) -> tuple[Reading, ...]:
    return (Reading(f"{_METHODS}.{attribute}", where="method_path", matching=verbs),)


def _size(field: str) -> tuple[Reading, ...]:
    return (Reading(f"{_STATEMENT}.size_constraint_statement.size", where=f"field_to_match.{field}"),)


_INSIDE: Final = (Reading(_BODY, elsewhere=_CONTRACT),)

_ALL_RULES: Final = "it is a trait of all rules together, which are merged from what every pack says"

READINGS: Final[Mapping[str, tuple[Reading, ...]]] = MappingProxyType(
    {
        "access_log.required_fields": (Reading("aws_api_gateway_stage.access_log_settings.format", keys=True),),
        "container.rollback_errors": (
            Reading(
                "aws_cloudwatch_metric_alarm.threshold", where="metric_name", matching="^HTTPCode_Target_5XX_Count$"
            ),
        ),
        "identity.token_minutes": (
            Reading(
                "aws_cognito_user_pool_client.access_token_validity",
                where="token_validity_units.access_token",
                matching="^minutes$",
            ),
        ),
        "integration.timeout_ms": _INSIDE,
        "request_validation.body": _INSIDE,
        "request_validation.parameters": _INSIDE,
        "throttle.burst": _verbs("throttling_burst_limit", _SAFE),
        "throttle.rate_per_second": _verbs("throttling_rate_limit", _SAFE),
        "throttle.write.burst": _verbs("throttling_burst_limit", _CHANGING),
        "throttle.write.rate_per_second": _verbs("throttling_rate_limit", _CHANGING),
        "tls.api_policy": _INSIDE,
        "tls.endpoint_access_mode": _INSIDE,
        "usage_plan.key_required": _INSIDE,
        "waf.auth_rate_limit.requests": (
            Reading(
                f"{_STATEMENT}.rate_based_statement.limit",
                where="scope_down_statement",
                matching=_SIGN_IN,
            ),
        ),
        "waf.capacity_units": (Reading(_STATEMENT, elsewhere=_ALL_RULES),),
        "waf.declared_types_only": (Reading(_STATEMENT, elsewhere=_ALL_RULES),),
        "waf.max_body_bytes": _size("body"),
        "waf.max_query_bytes": _size("query_string"),
    }
)
"""By setting: its readings. Every other shape holds the value itself."""
