"""
What an exported rule answers for one block: the whole of it, and never nothing where something is wrong.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.adapters.checkov.export.answers import Answer, Answers
from platform_constructs.errors import PlatformError
from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource

DOC = "## What it does\n## Why is this bad?\n## Example\nUse instead:"
STACK = {
    "resource": {
        "aws_sqs_queue": {
            "good": {"name": "good", "//": {"metadata": {"path": "ordering/good"}}},
            "bad": {"name": "bad"},
            "later": {"name": "${var.name}"},
            "other": {"name": "other"},
            "absent": {"count": 0},
        },
        "aws_sqs_queue_policy": {
            "two": {"policy": '{"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}, {"Effect": "Allow"}]}'},
            "hidden": {"policy": "not json"},
        },
    }
}


def rule(check: Any, *concerns: str) -> Rule:
    return Rule("ACME-001", "bad-name", frozenset(concerns or {"aws_sqs_queue"}), check, DOC)


def by_name(queue: Resource) -> Verdict:
    verdicts: dict[str, Verdict] = {
        "good": Passed(),
        "bad": Failed("its name is bad\n", "call it good", "bad"),
        "later": Undecided("var.name"),
        "other": NotConcerned(),
    }
    return verdicts[queue.name]


def clumsy(queue: Resource) -> Verdict:
    raise KeyError(queue.name)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("good", Answer(True, ("aws_sqs_queue.good (ordering/good)",))),
        ("bad", Answer(False, ("aws_sqs_queue.bad", "its name is bad\\x0a; got bad", "  fix: call it good"))),
        (
            "later",
            Answer(
                False,
                (
                    "aws_sqs_queue.later",
                    "cannot be decided before apply: var.name",
                    "  fix: write the value itself, or refer to a resource of this stack",
                ),
            ),
        ),
        ("other", None),
        ("absent", None),
        ("nobody", None),
    ],
)
def test_a_block_is_answered_for(name: str, answer: Answer | None):
    """Passed passes, failed and undecided fail with what to do next, and what is not concerned is not answered."""
    assert answer == Answers("s", STACK).to(rule(by_name), f"aws_sqs_queue.{name}", undecided_passes=False)


def test_below_level_block_what_only_apply_decides_passes():
    """A rule that only warns does not fail for a value that nobody knows yet."""
    assert Answer(True, ("aws_sqs_queue.later",)) == Answers("s", STACK).to(
        rule(by_name), "aws_sqs_queue.later", undecided_passes=True
    )


def test_each_part_that_breaks_the_rule_is_named():
    """A policy with two statements that allow is one failure, which names both and not the third."""

    def no_allowing(statement: Resource) -> Verdict:
        return Failed("it allows", "deny it") if statement.body["effect"] == "Allow" else Passed()

    assert Answer(
        False,
        (
            "aws_sqs_queue_policy.two",
            "#/policy/statement/0: it allows",
            "  fix: deny it",
            "#/policy/statement/2: it allows",
            "  fix: deny it",
        ),
    ) == Answers("s", STACK).to(rule(no_allowing, "iam.statement"), "aws_sqs_queue_policy.two", undecided_passes=False)


@pytest.mark.parametrize(
    ("check", "how"),
    [
        (clumsy, "KeyError: 'bad'"),
        (lambda _: None, "answered NoneType"),
        (lambda _: True, "answered bool"),
    ],
)
def test_a_rule_that_breaks_down_fails(check: Any, how: str):
    """A rule that raises, or answers with what is no verdict, fails, whatever its level."""
    assert Answer(
        False, ("aws_sqs_queue.bad", f"ACME-001 broke down, so nothing is known to be safe: {how}")
    ) == Answers("s", STACK).to(rule(check), "aws_sqs_queue.bad", undecided_passes=True)


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("aws_sqs_queue.bad", Answer(True, ("aws_sqs_queue.bad",))),
        (
            "aws_sqs_queue_policy.hidden",
            Answer(
                False,
                (
                    "aws_sqs_queue_policy.hidden",
                    "aws_sqs_queue_policy.hidden#/policy cannot be judged: the policy is not JSON; got not json",
                ),
            ),
        ),
        (
            "aws_sqs_queue.nobody",
            Answer(
                False, ("aws_sqs_queue.nobody", "it does not stand in this file as one block, so it was not judged")
            ),
        ),
    ],
)
def test_whether_a_block_can_be_read(address: str, answer: Answer):
    """What cannot be read, or is not there, is a failure of its own."""
    assert answer == Answers("s", STACK).whole(address, {})


def test_a_block_that_is_counted_to_zero_is_not_answered_for():
    """checkov shows the count in a list; such a block is not made, so nothing is said of it."""
    assert None is Answers("s", STACK).whole("aws_sqs_queue.absent", {"count": [0]})


def test_a_document_that_is_none_cannot_be_asked():
    """What is no object is refused at once."""
    with pytest.raises(PlatformError) as refused:
        Answers("s", [])

    assert "GATE-004" == refused.value.code
