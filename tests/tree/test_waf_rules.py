"""
The rules of a web ACL, as they are written.
"""

import json
import re

import pytest

from platform_constructs.aws.waf_rules import problem_bodies, rules_for
from platform_constructs.model.firewall import (
    BlockedCountries,
    Firewall,
    FirewallRule,
    LargeBody,
    LongQuery,
    ManagedGroup,
    RatePerAddress,
    UndeclaredType,
)


def written(question):
    return rules_for(Firewall((FirewallRule("it", 7, 1, question),)))[0]


def test_every_rule_keeps_its_name_and_place_and_is_measured():
    """What the merge decided is what is written, with a metric of the rule's own name."""
    rule = written(LargeBody(1))

    assert ("it", 7, "it") == (rule["name"], rule["priority"], rule["visibility_config"]["metric_name"])


@pytest.mark.parametrize(
    ("question", "kind", "status"),
    [
        (BlockedCountries(("KP",)), "forbidden", 403),
        (RatePerAddress(100, 60), "too-many-requests", 429),
        (LargeBody(1), "too-large", 413),
        (LongQuery(1), "too-large", 413),
        (UndeclaredType(("application/json",)), "unsupported-media-type", 415),
        (UndeclaredType(()), "unsupported-media-type", 415),
    ],
)
def test_whoever_is_refused_is_told_why(question, kind, status):
    """Each refusal has the fitting status and an RFC 9457 problem that the web ACL holds."""
    answer = written(question)["action"]["block"]["custom_response"]
    problem = json.loads(problem_bodies("https://errors.example/")[kind])

    assert (kind, status) == (answer["custom_response_body_key"], answer["response_code"])
    assert (f"https://errors.example/{kind}", status) == (problem["type"], problem["status"])


def test_a_rate_says_when_to_come_back():
    """The answer to a caller over the rate names the window; a path narrows who is counted."""
    rule = written(RatePerAddress(100, 300, "/oauth2/token"))
    rate = rule["statement"]["rate_based_statement"]

    headers = rule["action"]["block"]["custom_response"]["response_header"]
    assert [{"name": "Retry-After", "value": "300"}] == headers
    assert (100, 300) == (rate["limit"], rate["evaluation_window_sec"])
    assert "/oauth2/token" == rate["scope_down_statement"]["byte_match_statement"]["search_string"]
    assert "scope_down_statement" not in written(RatePerAddress(100, 300))["statement"]["rate_based_statement"]


@pytest.mark.parametrize(
    ("header", "declared"),
    [
        ("application/json", True),
        ("application/json; charset=utf-8", True),
        ("application/json ;v=1", True),
        ("application/json-patch+json", False),
        ("application/jsonx", False),
        ("text/application/json", False),
        ("application/vnd.acme+json", True),
        ("applicationxvnd.acme+json", False),
        ("image/png", True),
        ("image/", False),
        ("", False),
    ],
)
def test_a_body_of_an_undeclared_type_is_told_apart(header, declared):
    """Only what the contract names, with or without parameters, gets past; a wildcard stands for any subtype."""
    question = UndeclaredType(("application/json", "application/vnd.acme+json", "image/*"))
    body, other = written(question)["statement"]["and_statement"]["statement"]
    pattern = other["not_statement"]["statement"][0]["regex_match_statement"]["regex_string"]

    assert ("GE", 1) == tuple(body["size_constraint_statement"][key] for key in ("comparison_operator", "size"))
    assert declared is bool(re.search(pattern, header))


def test_a_contract_without_bodies_takes_none():
    """Where no type is declared, any body is refused."""
    statement = written(UndeclaredType(()))["statement"]

    assert ["size_constraint_statement"] == list(statement)


def test_a_managed_group_is_enforced_but_for_what_only_counts():
    """A group's own actions hold; the rules that we replace are counted."""
    rule = written(ManagedGroup("AWSManagedRulesCommonRuleSet", ("SizeRestrictions_BODY",)))
    group = rule["statement"]["managed_rule_group_statement"]

    assert {"none": {}} == rule["override_action"]
    assert [{"name": "SizeRestrictions_BODY", "action_to_use": {"count": {}}}] == group["rule_action_override"]
    assert "rule_action_override" not in written(ManagedGroup("X"))["statement"]["managed_rule_group_statement"]
