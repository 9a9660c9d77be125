"""
What the rules of a pack said of every case when it was released is frozen.
"""

from __future__ import annotations

import json

import pytest

from platform_constructs.model.verdict import Level, NotConcerned, Passed
from platform_constructs.policy.proving.cases import Case
from platform_constructs.policy.proving.golden import golden_faults, golden_text, said_of
from platform_constructs.policy.rule import Rule
from tests.pure.flows.small_bench import CASES, plain_log
from tests.pure.policy.samples import asks, pack

ONE = pack("logs", rules={"LOG-001": Level.WARN})
RULES = {"LOG-001": plain_log}
TEXT = golden_text(ONE, RULES, CASES)


def named(check) -> Rule:
    """Another rule under the same code and name."""
    return asks("LOG-001", "plain-log", "aws_cloudwatch_log_group", check)


def test_every_verdict_of_every_case_is_frozen():
    """The file is sorted and names each case with its verdict and a digest of what it asks."""
    assert {
        "pack": "logs 1.0.0",
        "verdicts": {
            "LOG-001": {
                "fail/no-key": "fail 278ce8dfc5e5",
                "pass/key": "pass c7e6e0406b23",
                "undecided/variable": "undecided cd7002e6053a",
            }
        },
    } == json.loads(TEXT)
    assert TEXT == golden_text(ONE, RULES, reversed(CASES))
    assert TEXT.startswith(
        '{\n "pack": "logs 1.0.0",\n "verdicts": {\n  "LOG-001": {\n   "fail/no-key": "fail 278ce8dfc5e5",\n'
    )
    assert TEXT.endswith("}\n")


def test_what_is_frozen_is_sorted():
    """Neither the order of cases, nor of what a case says, nor of rules can change a file."""
    mixed = [Case("log_plain_log", "pass", "b", {"y": 1, "x": 2}), Case("log_plain_log", "fail", "z", {"name": "a"})]
    turned = [Case("log_plain_log", "fail", "z", {"name": "a"}), Case("log_plain_log", "pass", "b", {"x": 2, "y": 1})]
    both = {"WAF-001": asks("WAF-001", "other", "aws_wafv2_web_acl", lambda _: Passed()), "LOG-001": plain_log}
    two = pack("logs", rules={"WAF-001": Level.WARN, "LOG-001": Level.WARN})

    text = golden_text(two, both, mixed)

    assert text == golden_text(two, dict(reversed(both.items())), turned)
    assert [("LOG-001", ["fail/z", "pass/b"]), ("WAF-001", [])] == [
        (code, list(verdicts)) for code, verdicts in json.loads(text)["verdicts"].items()
    ]


def test_one_rule_that_is_gone_hides_no_other():
    """Every rule is looked at, whatever became of those before it."""
    other = asks("WAF-001", "other", "aws_wafv2_web_acl", lambda _: Passed())
    both = pack("logs", rules={"LOG-001": Level.WARN, "WAF-001": Level.WARN})
    frozen = golden_text(both, {"LOG-001": plain_log, "WAF-001": other}, (*CASES, Case("waf_other", "pass", "one", {})))

    assert ("LOG-001: the rule is gone", "WAF-001 other, pass/one: the case is gone") == golden_faults(
        frozen, {"WAF-001": other}, CASES
    )
    assert ("LOG-001 plain-log, fail/no-key: the case is gone", "WAF-001: the rule is gone") == golden_faults(
        frozen, {"LOG-001": plain_log}, CASES[1:]
    )
    assert ("LOG-001 plain-log, fail/no-key: the case is gone", "WAF-001 other, pass/one: the case is gone") == (
        golden_faults(frozen, {"LOG-001": plain_log, "WAF-001": other}, CASES[1:])
    )


def test_only_the_packs_rules_are_frozen():
    """Cases of other rules, and rules of other packs, are none of its business."""
    others = {**RULES, "WAF-001": asks("WAF-001", "other", "aws_wafv2_web_acl", lambda _: Passed())}
    stray = Case("waf_other", "pass", "one", {})

    assert TEXT == golden_text(ONE, others, (*CASES, stray))
    assert {"LOG-001": {}} == json.loads(golden_text(ONE, RULES, [stray]))["verdicts"]


def test_nothing_changed_is_no_fault():
    """The same rule and cases, and further ones, are as they were."""
    more = Case("log_plain_log", "pass", "another", {"kms_key_id": "x"})

    assert () == golden_faults(TEXT, RULES, (*CASES, more))


@pytest.mark.parametrize(
    ("rules", "cases", "faults"),
    [
        ({}, CASES, ("LOG-001: the rule is gone",)),
        (RULES, CASES[1:], ("LOG-001 plain-log, fail/no-key: the case is gone",)),
        (RULES, (Case("log_plain_log", "fail", "no-key", {"name": "b"}), *CASES[1:]),
         ("LOG-001 plain-log, fail/no-key: the case asks something else now",)),
        (RULES, (Case("log_plain_log", "pass", "no-key", {"name": "a"}), *CASES[1:]),
         ("LOG-001 plain-log, fail/no-key: the case is gone",)),
        ({"LOG-001": named(lambda _: Passed())}, CASES,
         ("LOG-001 plain-log, fail/no-key: it was fail, and is pass",
          "LOG-001 plain-log, undecided/variable: it was undecided, and is pass")),
        ({"LOG-001": named(lambda _: 1 / 0)}, CASES[:1],
         ("LOG-001 plain-log, fail/no-key: it was fail, and is broke down with ZeroDivisionError",
          "LOG-001 plain-log, pass/key: the case is gone",
          "LOG-001 plain-log, undecided/variable: the case is gone")),
    ],
)  # fmt: skip
def test_whatever_is_otherwise_is_named(rules, cases, faults):
    """A rule, a case or a verdict that is not as it was is named, with both verdicts."""
    assert faults == golden_faults(TEXT, rules, cases)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        "3",
        "{}",
        '{"verdicts": []}',
        '{"verdicts": {"LOG-001": []}}',
        '{"verdicts": {"LOG-001": {"a": 1}}}',
        '{"verdicts": {"LOG-001": {}, "WAF-001": 1}}',
        '{"verdicts": {"LOG-001": {"a": "pass 1", "b": 1}}}',
        "[" * 100_000,
    ],
    ids=[str(n) for n in range(11)],
)
def test_a_file_that_no_release_wrote_is_a_fault(text):
    """What cannot be read is never taken for nothing to hold against."""
    assert ("the file is not what a release writes",) == golden_faults(text, RULES, CASES)


def test_what_a_rule_says_of_a_case():
    """Each verdict has its folder's name; a rule that answers or asks about nothing has none."""
    one = CASES[0]

    assert ["fail", "pass", "undecided"] == [said_of(plain_log, each) for each in CASES]
    assert "unconcerned" == said_of(named(lambda _: NotConcerned()), one)
    assert "answered str" == said_of(named(lambda _: "yes"), one)
    assert "broke down with PackError" == said_of(
        plain_log, Case("log_plain_log", "fail", "x", {"subject": 1, "document": {}})
    )
