"""
The rules of a web ACL, as Terraform JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from platform_constructs.aws.gateway_responses import PROBLEMS, Problem
from platform_constructs.model.firewall import (
    BlockedCountries,
    Firewall,
    FirewallRule,
    LargeBody,
    LongQuery,
    ManagedGroup,
    Question,
    RatePerAddress,
    UndeclaredType,
)

__all__ = ["problem_bodies", "rules_for"]

Block = dict[str, Any]

# what the web ACL answers itself, in the words that the gateway would use
_FORBIDDEN, _TOO_LARGE, _TOO_MANY, _TYPE = (
    PROBLEMS[name] for name in ("WAF_FILTERED", "REQUEST_TOO_LARGE", "THROTTLED", "UNSUPPORTED_MEDIA_TYPE")
)


def problem_bodies(problem_base: str) -> dict[str, str]:
    """Return the RFC 9457 answers to whoever is refused, by key."""
    return {
        each.kind: json.dumps({"type": f"{problem_base}{each.kind}", "title": each.title, "status": each.status})
        for each in (_FORBIDDEN, _TOO_LARGE, _TOO_MANY, _TYPE)
    }


def rules_for(firewall: Firewall) -> list[Block]:
    """Return every rule of a web ACL, sorted by priority."""
    return [_rule(rule) for rule in firewall.rules]


def _rule(rule: FirewallRule) -> Block:
    visible = {"cloudwatch_metrics_enabled": True, "metric_name": rule.name, "sampled_requests_enabled": True}
    written = {"name": rule.name, "priority": int(rule.priority), "visibility_config": visible}
    return {**written, **_question(rule.question)}


def _question(question: Question) -> Block:
    match question:
        case BlockedCountries(codes):
            return _block({"geo_match_statement": {"country_codes": list(codes)}}, _FORBIDDEN)
        case RatePerAddress(requests, window, path):
            statement: Block = {"limit": requests, "evaluation_window_sec": window, "aggregate_key_type": "IP"}
            if path:
                statement["scope_down_statement"] = _starts_with(path)
            return _block({"rate_based_statement": statement}, _TOO_MANY, {"Retry-After": str(window)})
        case LargeBody(most):
            return _block(_size({"body": {"oversize_handling": "MATCH"}}, "GT", most), _TOO_LARGE)
        case LongQuery(most):
            return _block(_size({"query_string": {}}, "GT", most), _TOO_LARGE)
        case UndeclaredType(declared):
            body = _size({"body": {"oversize_handling": "MATCH"}}, "GE", 1)
            other = {"not_statement": {"statement": [_is_one_of(declared)]}}
            return _block({"and_statement": {"statement": [body, other]}} if declared else body, _TYPE)
        case ManagedGroup(name, counted):
            group: Block = {"vendor_name": "AWS", "name": name}
            if counted:
                group["rule_action_override"] = [{"name": one, "action_to_use": {"count": {}}} for one in counted]
            return {"override_action": {"none": {}}, "statement": {"managed_rule_group_statement": group}}


def _block(statement: Block, problem: Problem, headers: Mapping[str, str] | None = None) -> Block:
    refuse: Block = {"response_code": problem.status, "custom_response_body_key": problem.kind}
    if headers:
        refuse["response_header"] = [{"name": name, "value": value} for name, value in sorted(headers.items())]
    return {"action": {"block": {"custom_response": refuse}}, "statement": statement}


def _starts_with(path: str) -> Block:
    return {
        "byte_match_statement": {
            "search_string": path,
            "positional_constraint": "STARTS_WITH",
            "field_to_match": {"uri_path": {}},
            "text_transformation": [{"priority": 0, "type": "LOWERCASE"}],
        }
    }


def _size(field: Block, operator: str, size: int) -> Block:
    return {
        "size_constraint_statement": {
            "comparison_operator": operator,
            "size": size,
            "field_to_match": field,
            "text_transformation": [{"priority": 0, "type": "NONE"}],
        }
    }


def _is_one_of(types: tuple[str, ...]) -> Block:
    """A media type may be followed by parameters, as in `application/json; charset=utf-8`."""
    names = "|".join(re.escape(name).replace(r"\*", r"[^;\s]+") for name in types)
    return {
        "regex_match_statement": {
            "regex_string": rf"^({names})\s*(;|$)",
            "field_to_match": {"single_header": {"name": "content-type"}},
            "text_transformation": [{"priority": 0, "type": "LOWERCASE"}],
        }
    }
