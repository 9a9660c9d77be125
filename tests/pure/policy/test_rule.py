"""
A rule is refused when it is made wrongly, and honest about what it cannot know.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.model.verdict import NotConcerned, Passed, Undecided
from platform_constructs.policy.rule import Rule, rule
from tests.pure.policy.samples import asks, open_operation, resource


def made(**change):
    """A rule like `open_operation`, but for one thing."""
    parts = {"code": "X2-001", "name": "a-b", "concerns": frozenset({"aws_a"}), "check": len, "doc": open_operation.doc}
    return Rule(**{**parts, **change})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "APIGW-1"}, "RULE-001"),
        ({"code": None}, "RULE-001"),
        ({"name": "Open Method"}, "RULE-002"),
        ({"concerns": frozenset()}, "RULE-003"),
        ({"concerns": frozenset({"AWS::Lambda"})}, "RULE-003"),
        ({"concerns": frozenset({1, "aws_a"})}, "RULE-003"),
        ({"doc": ""}, "RULE-004"),
        ({"doc": open_operation.doc.replace("Use instead:", "")}, "RULE-004"),
        ({"severity": "dire"}, "RULE-005"),
    ],
)
def test_a_malformed_rule_is_refused_when_made(change, code):
    """Nobody can release a rule without a code, a name, a subject, a severity and its documentation."""
    with pytest.raises(PackError) as caught:
        made(**change)

    assert code == caught.value.code


def test_the_refusal_says_where_and_what_to_do():
    """The message names the function."""
    with pytest.raises(PackError) as caught:
        rule("open", "open-method", concerns={"aws_a"})(open_operation.check)

    assert (
        "error[RULE-001] a rule's code is a family and three digits\n"
        "  at   tests.pure.policy.samples.open_operation\n"
        "  got  open\n"
        "  fix  write it like APIGW-001\n"
        "  more `paved explain RULE-001`"
    ) == str(caught.value)


def test_a_rule_only_answers_for_what_it_concerns():
    """Asked about anything else it has nothing to say."""
    passes = asks("XX-001", "x", "aws_api_gateway_stage", lambda stage: Passed())

    assert (NotConcerned(), Passed()) == (passes(resource({}, "aws_lb")), passes(resource({})))


def test_a_rule_need_not_know_about_hidden_blocks():
    """Asking for blocks that only apply will make is an undecided answer, not an accident."""
    counts = asks("XX-001", "x", "aws_api_gateway_stage", lambda stage: stage.blocks("settings") and Passed())

    assert Undecided("dynamic settings") == counts(resource({"dynamic": {"settings": {}}}))
