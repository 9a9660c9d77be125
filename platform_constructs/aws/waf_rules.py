"""
The rules of a web ACL, as Terraform JSON, in AWS's recommended order of phases.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.model.settings import Settings

__all__ = ["PROBLEM_BODY", "problem_body", "rules_for"]

PROBLEM_BODY: Final = "too-many-requests"

# AWS's recommended order: rate rules, then reputation, then the baseline, then use cases. Gaps leave room.
_RATE, _AUTH_RATE, _SIZE, _REPUTATION, _BASELINE, _USE_CASE = 100, 110, 150, 200, 300, 400
_REPUTATION_GROUPS: Final = ("AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesAnonymousIpList")
_BASELINE_GROUPS: Final = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")
_COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    # blocks bodies over 8 KB whatever the API's contract says; our own size rule takes its place
    "AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",),
    # partners call from hosting providers: that is what they are
    "AWSManagedRulesAnonymousIpList": ("HostingProviderIPList",),
}
Block = dict[str, Any]


def problem_body(problem_base: str) -> str:
    """Return the RFC 9457 answer to a caller who is over the rate."""
    return json.dumps({"type": f"{problem_base}too-many-requests", "title": "Too many requests", "status": 429})


def rules_for(settings: Settings, *, auth_paths: tuple[str, ...] = ()) -> list[Block]:
    """
    Return the rules that the settings ask for, sorted by priority.

    Args:
        settings: What the packs decided; `waf.*`.
        auth_paths: Path prefixes where credentials are tried; they get `waf.auth_rate_limit.requests`.
    """
    window = settings.number("waf.rate_limit.window_seconds")
    rules = [_rate("rate-per-ip", _RATE, settings.number("waf.rate_limit.requests"), window)]
    rules += [
        _rate(f"rate-auth-{n}", _AUTH_RATE + n, settings.number("waf.auth_rate_limit.requests"), window, path)
        for n, path in enumerate(sorted(auth_paths))
    ]
    rules.append(
        _size("body-size", _SIZE, {"body": {"oversize_handling": "MATCH"}}, settings.number("waf.max_body_bytes"))
    )
    rules.append(_size("query-size", _SIZE + 1, {"query_string": {}}, settings.number("waf.max_query_bytes")))
    groups = settings.names("waf.managed_groups")
    rules += [_managed(group, _phase(group) + 10 * n) for n, group in enumerate(sorted(groups))]
    return sorted(rules, key=lambda rule: int(rule["priority"]))


def _phase(group: str) -> int:
    if group in _REPUTATION_GROUPS:
        return _REPUTATION
    return _BASELINE if group in _BASELINE_GROUPS else _USE_CASE


def _visible(name: str) -> Block:
    return {"cloudwatch_metrics_enabled": True, "metric_name": name, "sampled_requests_enabled": True}


def _rate(name: str, priority: int, limit: int, window: int, path: str = "") -> Block:
    statement: Block = {"limit": limit, "evaluation_window_sec": window, "aggregate_key_type": "IP"}
    if path:
        statement["scope_down_statement"] = {
            "byte_match_statement": {
                "search_string": path,
                "positional_constraint": "STARTS_WITH",
                "field_to_match": {"uri_path": {}},
                "text_transformation": [{"priority": 0, "type": "LOWERCASE"}],
            }
        }
    refuse = {
        "custom_response": {
            "response_code": 429,
            "custom_response_body_key": PROBLEM_BODY,
            "response_header": [{"name": "Retry-After", "value": str(window)}],
        }
    }
    return {
        "name": name,
        "priority": priority,
        "action": {"block": refuse},
        "statement": {"rate_based_statement": statement},
        "visibility_config": _visible(name),
    }


def _size(name: str, priority: int, field: Block, limit: int) -> Block:
    statement = {
        "comparison_operator": "GT",
        "size": limit,
        "field_to_match": field,
        "text_transformation": [{"priority": 0, "type": "NONE"}],
    }
    return {
        "name": name,
        "priority": priority,
        "action": {"block": {"custom_response": {"response_code": 413}}},
        "statement": {"size_constraint_statement": statement},
        "visibility_config": _visible(name),
    }


def _managed(group: str, priority: int) -> Block:
    statement: Block = {"vendor_name": "AWS", "name": group}
    if counted := _COUNTED.get(group):
        statement["rule_action_override"] = [{"name": rule, "action_to_use": {"count": {}}} for rule in counted]
    return {
        "name": group,
        "priority": priority,
        "override_action": {"none": {}},
        "statement": {"managed_rule_group_statement": statement},
        "visibility_config": _visible(group),
    }
