"""
One rule is asked of what is written, whether or not a pack names it.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.flows.asking.ask_rule import Answers, StackAnswers, ask_rule, rule_named
from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Verdict
from platform_constructs.policy.judging.judgement import Count
from platform_constructs.policy.reading.resource import Resource
from platform_constructs.policy.reading.values import Known
from platform_constructs.policy.rule import SECTIONS, Rule
from tests.pure.flows.small_world import RULES, Engine, Folder, ask, lawbook, world
from tests.pure.policy.samples import open_operation

STACK = "ordering-public"
BODY = '{"openapi": "3.0.1", "paths": {"/v1/orders": {"get": {"security": []}, "post": {"tags": ["a"]}}}}'
WRITTEN = {
    STACK: {
        "resource": {
            "aws_api_gateway_rest_api": {"api": {"body": BODY}},
            "aws_sqs_queue": {"q": {"policy": "${jsonencode({})}"}},
        }
    }
}
API = "aws_api_gateway_rest_api.api#/paths/~1v1~1orders"


def named(check, *concerns: str) -> Rule:
    return Rule("NEW-001", "new-fault", frozenset(concerns), check, "\n".join(SECTIONS))


def untagged(operation: Resource) -> Verdict:
    return Passed() if isinstance(operation["tags"], Known) else Failed("it has no tag", "tag it")


def asked(rule: Rule) -> Answers:
    return ask_rule(world(Engine(WRITTEN), Folder()), lawbook(), ask("ordering"), rule)


def test_it_says_what_it_was_asked_about_and_what_it_found():
    """A rule that no pack names is told of each operation; what it finds leads to the contract, as in a synth."""
    answers = asked(named(untagged, "openapi.operation"))

    assert (StackAnswers(STACK, (f"{API}/get", f"{API}/post"), Count(passed=1, failed=1)),) == answers.stacks
    assert [("NEW-001", "GET /v1/orders: it has no tag", "listOrders", True)] == [
        (one.code, one.what, one.at.pointer, one.blocks) for one in answers.findings
    ]


def test_what_it_leaves_alone_is_counted():
    """What a rule says is no concern of its stands apart from what it passed."""
    answers = asked(
        named(lambda one: NotConcerned() if one["method"] == Known("GET") else Passed(), "openapi.operation")
    )

    assert (2, 1, 1) == (len(answers.stacks[0].asked), answers.stacks[0].count.passed, answers.stacks[0].left_alone)


def test_one_that_breaks_down_has_found_something():
    """A rule that raises is no pass: its fault is shown, with what it stumbled over."""

    def broken(operation: Resource) -> Verdict:
        raise KeyError(operation.type)

    answers = asked(named(broken, "openapi.operation"))

    assert 2 == answers.stacks[0].count.raised
    assert ["GATE-003", "GATE-003"] == [one.code for one in answers.findings]


@pytest.mark.parametrize(
    ("rule", "got"),
    [
        (named(untagged, "aws_lb", "aws_alb"), "there is no aws_alb, aws_lb"),
        (
            named(lambda operation: NotConcerned(), "openapi.operation"),
            "it left all 2 of these alone: openapi.operation",
        ),
    ],
    ids=["nothing-there", "nothing-its-own"],
)
def test_to_judge_nothing_is_no_pass(rule, got):
    """Where nothing is of its types, or it minds none of it, that is an error and says so."""
    with pytest.raises(PackError) as caught:
        asked(rule)

    assert ("RULE-022", "NEW-001 judged nothing, and that is no pass", STACK, got) == (
        caught.value.code,
        caught.value.what,
        caught.value.at,
        caught.value.got,
    )


@pytest.mark.parametrize("wanted", ["APIGW-001", "apigw-001", open_operation.name])
def test_a_rule_is_found_by_code_or_name(wanted):
    """Its code in any case will do, and its name."""
    assert open_operation is rule_named(wanted, RULES)


@pytest.mark.parametrize(
    ("wanted", "fix"),
    [
        ("APIGW-002", "did you mean APIGW-001?"),
        ("plain-logs", "did you mean plain-log?"),
        ("zzz", "begin it with `paved rule new`, or name the package it is in with --folder"),
    ],
)
def test_a_rule_that_is_not_there_is_refused(wanted, fix):
    """The nearest one is named, or how to begin one."""
    with pytest.raises(PackError) as caught:
        rule_named(wanted, RULES)

    assert ("RULE-023", wanted, fix) == (caught.value.code, caught.value.got, caught.value.fix)
