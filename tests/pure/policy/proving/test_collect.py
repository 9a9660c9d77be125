"""
Gathering rules from files.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.model.verdict import Passed, Verdict
from platform_constructs.policy.proving.collect import collect, stem_of
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource

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


def test_a_code_of_ours_is_not_free_for_others():
    """A rule of another package with a code that is taken is refused, in that package's own words."""
    with pytest.raises(PackError) as caught:
        collect(
            [("a1_b", {"b": made("A1-001", "b")})], folder="acme-packs/rules", taken={"A1-001": made("A1-001", "a")}
        )

    assert (
        "error[RULE-011] a rule's code is used once and never again\n"
        "  at   acme-packs/rules/a1_b.py\n"
        "  got  A1-001\n"
        "  fix  take the next free number; a has this one\n"
        "  more `paved explain RULE-011`"
    ) == str(caught.value)


def test_what_is_taken_is_not_found_again():
    """Only the rules of the given files come back, whatever there was before."""
    found = collect([("a1_b", {"b": made("A1-002", "b")})], folder="x", taken={"A1-001": made("A1-001", "a")})

    assert ["A1-002"] == list(found)


def test_a_misnamed_file_is_named_with_its_folder():
    """The message leads to the file, whichever package it is in."""
    with pytest.raises(PackError) as caught:
        collect([("a1_x", {"b": made("A1-001", "b")})], folder="acme-packs/rules")

    assert ("acme-packs/rules/a1_x.py", "rename it to a1_b.py") == (caught.value.at, caught.value.fix)


def test_a_file_of_two_rules_is_told_apart():
    """Two rules in one file cannot be mended by renaming it."""
    with pytest.raises(PackError) as caught:
        collect([("a1_a", {"a": made("A1-001", "a"), "b": made("A1-002", "b")})])

    assert "give each rule a file of its own" == caught.value.fix


def test_the_stem_is_the_family_and_the_name():
    """A rule's file and the folder of its cases are found from its code and name."""
    assert "a1_open_method" == stem_of(made("A1-001", "open-method"))
