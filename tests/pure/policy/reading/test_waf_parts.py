"""
The rules of a web ACL, from blocks and from JSON.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.policy.reading.parts import Hidden, Part, Parts
from platform_constructs.policy.reading.waf_parts import waf_parts

LATE = "${var.late}"


def test_blocks_are_rules():
    """Each block is a rule with its place; a single one counts as one."""
    assert [
        Parts([Part("wafv2.rule", "/rule/0", {"name": "a"}), Part("wafv2.rule", "/rule/1", {"name": "b"})]),
        Parts([Part("wafv2.rule", "/rule/0", {"name": "a"})]),
        Parts(),
    ] == [waf_parts(body) for body in ({"rule": [{"name": "a"}, {"name": "b"}]}, {"rule": {"name": "a"}}, {})]


@pytest.mark.parametrize("key", ["rule_json", "rules_json"])
@pytest.mark.parametrize("write", [json.dumps, list], ids=["text", "list"])
def test_json_rules_have_the_words_of_blocks(key: str, write: Any):
    """The API's words become the provider's, at any depth, so that a rule is judged however it is written."""
    rules = [
        {
            "Name": "a",
            "OverrideAction": {"None": {}},
            "VisibilityConfig": {"CloudWatchMetricsEnabled": True},
            "RuleLabels": [{"Name": "l"}],
            "Statement": {
                "AndStatement": {"Statements": [{"ManagedRuleGroupStatement": {"ExcludedRules": ["x"]}}]},
                "RateBasedStatement": {
                    "CustomKeys": [{"IP": {}}],
                    "TextTransformations": [],
                    "RuleActionOverrides": [],
                },
            },
            "Action": {"Block": {"CustomResponse": {"ResponseHeaders": [], "ResponseCode": 403}}},
        }
    ]

    assert Parts(
        [
            Part(
                "wafv2.rule",
                f"/{key}/0",
                {
                    "name": "a",
                    "override_action": {"none": {}},
                    "visibility_config": {"cloudwatch_metrics_enabled": True},
                    "rule_label": [{"name": "l"}],
                    "statement": {
                        "and_statement": {"statement": [{"managed_rule_group_statement": {"excluded_rule": ["x"]}}]},
                        "rate_based_statement": {
                            "custom_key": [{"ip": {}}],
                            "text_transformation": [],
                            "rule_action_override": [],
                        },
                    },
                    "action": {"block": {"custom_response": {"response_header": [], "response_code": 403}}},
                },
            )
        ]
    ) == waf_parts({key: write(rules)})


@pytest.mark.parametrize(
    ("raw", "got"),
    [("{", "{"), (LATE, "var.late"), ("[${var.late}]", "var.late")],
)
def test_rules_that_cannot_be_read_are_told(raw: str, got: str):
    """What is no JSON is hidden, and every question about it is undecided."""
    assert Parts(
        [Part("wafv2.rule", "/rule_json", {}, opaque=got)], [Hidden("/rule_json", "its rules cannot be read", got)]
    ) == waf_parts({"rule_json": raw})


def test_rules_that_come_late_are_told():
    """Rules made by an expression are judged by nobody, so they are hidden."""
    assert Parts(
        [Part("wafv2.rule", "/rule", {}, opaque="var.late")],
        [Hidden("/rule", "its rules are only known at apply time", "var.late")],
    ) == waf_parts({"rule": LATE})


def test_what_is_no_rule_is_told():
    """Something else among JSON rules is named with its place; a single object is one rule."""
    assert Parts(
        [Part("wafv2.rule", "/rule_json/1", {"name": "b"})], [Hidden("/rule_json/0", "the rule is not an object", "a")]
    ) == waf_parts({"rule_json": json.dumps(["a", {"Name": "b"}])})
    assert Parts([Part("wafv2.rule", "/rule_json/0", {"name": "b"})]) == waf_parts({"rule_json": '{"Name": "b"}'})
