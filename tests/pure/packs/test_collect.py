"""
Gathering rules from files.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.model.verdict import Passed, Verdict
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource
from policy_packs.codes import CODES
from policy_packs.collect import collect

DOC = "## What it does\nx\n## Why is this bad?\nx\n## Example\nx\nUse instead:\nx"


def passes(resource: Resource) -> Verdict:
    return Passed()


def made(code: str, name: str) -> Rule:
    return Rule(code, name, frozenset({"aws_x"}), passes, DOC)


def test_rules_come_sorted_by_code():
    """The order of files is not the order of codes; rules come by code."""
    found = collect([("waf_b", {"b": made("WAF-001", "b")}), ("apigw_a", {"a": made("APIGW-002", "a")})])

    assert ["APIGW-002", "WAF-001"] == list(found)


def test_a_file_named_otherwise_says_its_right_name():
    """A rule is found by its file's name, so the two may not differ."""
    with pytest.raises(PackError) as caught:
        collect([("apigw_opened", {"x": made("APIGW-001", "open-method")})])

    assert (
        "error[RULE-010] a rule file holds one rule and is named <family>_<name>.py after it\n"
        "  at   policy_packs/rules/apigw_opened.py\n"
        "  got  APIGW-001 open-method\n"
        "  fix  rename it to apigw_open_method.py\n"
        "  more `paved explain RULE-010`"
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("names", "got"),
    [({}, "no rule"), ({"a": made("A1-001", "a"), "b": made("A1-002", "b")}, "A1-001 a, A1-002 b")],
    ids=["none", "two"],
)
def test_a_file_is_one_rule(names: dict[str, object], got: str):
    """A file without a rule, or with two, is refused."""
    with pytest.raises(PackError) as caught:
        collect([("a1_a", names)])

    assert ("RULE-010", got) == (caught.value.code, caught.value.got)


def test_a_code_is_used_once():
    """Two rules with one code would make findings and waivers of one mean the other."""
    with pytest.raises(PackError) as caught:
        collect([("a1_a", {"a": made("A1-001", "a")}), ("a1_b", {"b": made("A1-001", "b")})])

    assert (
        "error[RULE-011] a rule's code is used once and never again\n"
        "  at   policy_packs/rules/a1_b.py\n"
        "  got  A1-001\n"
        "  fix  take the next free number; a has this one\n"
        "  more `paved explain RULE-011`"
    ) == str(caught.value)


def test_every_code_is_explained():
    """What this folder raises, `paved explain` knows."""
    assert {"RULE-010", "RULE-011"} == set(CODES)
