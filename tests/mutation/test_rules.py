"""
A rule's mutants are noticed by its cases, and only by those.
"""

from __future__ import annotations

import pytest

from platform_constructs.policy.proving.cases import Case
from tests.mutation.rules import try_rule

SOURCE = """\
from platform_constructs.model.verdict import Failed, Passed, Undecided
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Unknown


@rule("LOG-001", "short", concerns={"aws_cloudwatch_log_group"})
def short(group):
    \'\'\'## What it does
    x
    ## Why is this bad?
    x
    ## Example
    x
    Use instead:
    x\'\'\'
    match group["retention_in_days"]:
        case Known(int() as days) if days >= 30:
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
    return Failed(because="it is short", fix="make it longer")
"""
PASS = Case("log_short", "pass", "just-enough", {"retention_in_days": 30})
FAIL = Case("log_short", "fail", "a-day-too-few", {"retention_in_days": 29})
OPEN = Case("log_short", "undecided", "variable", {"retention_in_days": "${var.days}"})


def survivors(*cases: Case) -> list[str]:
    tried = list(try_rule(SOURCE, "log_short.py", cases, jobs=1))
    assert 9 == len(tried)
    return sorted(str(mutant) for mutant, noticed in tried if not noticed)


def test_cases_on_both_sides_of_a_bound_notice_every_fault():
    """With a case on each side of the bound and an undecided one, no fault of the rule goes unnoticed."""
    assert [] == survivors(PASS, FAIL, OPEN)


def test_a_bound_without_a_case_at_it_survives():
    """Without the case on the failing side, nobody notices that the bound is another, or no bound at all."""
    assert [
        "log_short.py:17  case Known(int() as days) if days >= 30: -> case Known(int() as days) :",
    ] == survivors(PASS, OPEN)


@pytest.mark.parametrize("cases", [(), (Case("log_short", "fail", "wrong", PASS.said),)], ids=["none", "wrong"])
def test_a_rule_is_tried_only_when_its_cases_hold(cases: tuple[Case, ...]):
    """Without cases, or with one that fails anyway, noticing would mean nothing."""
    with pytest.raises(ValueError, match=r"log_short\.py: a case fails as it stands, or there is none"):
        list(try_rule(SOURCE, "log_short.py", cases, jobs=1))
