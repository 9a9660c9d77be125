"""
The rules of a web ACL, from its blocks and from its JSON, in the shape of the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.policy.reading.interpolation import first_expression
from platform_constructs.policy.reading.parts import Hidden, Part, Parts, parse_json_template
from platform_constructs.policy.reading.paths import blocks_at, locate
from platform_constructs.policy.reading.values import Unknown

__all__ = ["waf_parts"]

_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BLOCK_NAMES: Final = {
    "cloud_watch_metrics_enabled": "cloudwatch_metrics_enabled",
    "custom_keys": "custom_key",
    "excluded_rules": "excluded_rule",
    "response_headers": "response_header",
    "rule_action_overrides": "rule_action_override",
    "rule_labels": "rule_label",
    "statements": "statement",
    "text_transformations": "text_transformation",
}


def waf_parts(body: Mapping[str, Any]) -> Parts:
    """Return every rule of an `aws_wafv2_web_acl` or `aws_wafv2_rule_group`."""
    found = Parts()
    rules = blocks_at(locate(body, "rule", terraform=True))
    if isinstance(rules, Unknown):
        found.parts.append(Part("wafv2.rule", "/rule", {}, opaque=rules.expression))
        found.hidden.append(Hidden("/rule", "its rules are only known at apply time", rules.expression))
        rules = ()
    found.parts += [Part("wafv2.rule", f"/rule/{number}", rule) for number, rule in enumerate(rules)]
    for key in ("rule_json", "rules_json"):
        if body.get(key) is not None:
            _from_json(body[key], f"/{key}", found)
    return found


def _from_json(raw: Any, pointer: str, found: Parts) -> None:
    try:
        rules = parse_json_template(raw) if isinstance(raw, str) else raw
    except ValueError:
        got = (first_expression(raw) or raw) if isinstance(raw, str) else type(raw).__name__
        found.parts.append(Part("wafv2.rule", pointer, {}, opaque=got))
        found.hidden.append(Hidden(pointer, "its rules cannot be read", got))
        return
    for number, rule in enumerate(rules if isinstance(rules, list) else [rules]):
        if isinstance(rule, Mapping):
            found.parts.append(Part("wafv2.rule", f"{pointer}/{number}", _blocks(rule)))
        else:
            found.hidden.append(Hidden(f"{pointer}/{number}", "the rule is not an object", str(rule)))


def _blocks(value: Any) -> Any:
    """Rename the API's keys (`OverrideAction`) to the provider's (`override_action`)."""
    if isinstance(value, Mapping):
        names = {key: _WORDS.sub("_", str(key)).lower() for key in value}
        return {_BLOCK_NAMES.get(names[key], names[key]): _blocks(inner) for key, inner in value.items()}
    return [_blocks(inner) for inner in value] if isinstance(value, list) else value
