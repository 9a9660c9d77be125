"""
Which findings would stand differently.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.flows.impact.impact_answer import Outcome
from platform_constructs.flows.impact.impact_findings import outcome_of, shifts_between
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver

AT = Place("stacks/domains/ordering/stack.py", 5)
ABSENT, WAIVED, ADVISES, WARNS, BLOCKS = Outcome


def finding(code: str = "APIGW-001", level: Level = Level.BLOCK, what: str = "open", **more: Any) -> Finding:
    return Finding(
        code, "open-method", level, what, AT, "close it", "ordering", "", "ordering-public", "aws_x.y", **more
    )


def waived(found: Finding) -> Finding:
    fields = {"reason", "owner", "approver", "ticket", "compensating_control", "fingerprint", "rule", "at"}
    texts = dict.fromkeys(fields & set(Waiver.__dataclass_fields__), "x")
    return replace(found, waiver=Waiver(expires=date(2027, 1, 1), place=AT, **texts))


def shifts(before: list[Finding], after: list[Finding]) -> list[tuple[str, str, Outcome, Outcome]]:
    return [(one.finding.code, one.finding.what, one.before, one.after) for one in shifts_between(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [finding()], [(ABSENT, BLOCKS)]),
        ([finding()], [], [(BLOCKS, ABSENT)]),
        ([finding()], [finding()], []),
        ([finding(level=Level.WARN)], [finding()], [(WARNS, BLOCKS)]),
        ([finding()], [finding(level=Level.ADVISE)], [(BLOCKS, ADVISES)]),
        ([], [waived(finding())], []),
        ([waived(finding())], [], [(WAIVED, ABSENT)]),
        ([waived(finding())], [finding()], [(WAIVED, BLOCKS)]),
        ([finding(what="1.0.0 allows 5")], [finding(what="2.0.0 allows 3")], []),
    ],
)
def test_a_finding_is_the_same_whatever_its_words(before: Any, after: Any, expected: Any):
    """What stands alike is not told, nor what a waiver covers from the start; who demands it may differ."""
    assert expected == [(stood, stands) for _, _, stood, stands in shifts(before, after)]


def test_twins_are_told_apart_by_their_words():
    """Two findings of one code at one place are paired by what they say before they are paired at all."""
    before = [finding(what="a"), finding(what="b", level=Level.WARN)]
    after = [finding(what="b"), finding(what="c"), finding(what="a")]

    assert [("APIGW-001", "b", WARNS, BLOCKS), ("APIGW-001", "c", ABSENT, BLOCKS)] == shifts(before, after)


FINDINGS = st.lists(
    st.builds(
        finding,
        code=st.sampled_from(["APIGW-001", "WAF-001"]),
        level=st.sampled_from([Level.ADVISE, Level.WARN, Level.BLOCK]),
        what=st.sampled_from(["a", "b"]),
    ),
    max_size=6,
)


@given(FINDINGS, FINDINGS)
def test_shifts_account_for_every_finding(before: list[Finding], after: list[Finding]):
    """Taking the shifts from what there is gives what there would be: as many of each code and outcome."""

    def counted(outcomes: list[tuple[str, Outcome]]) -> dict[tuple[str, Outcome], int]:
        return {each: outcomes.count(each) for each in outcomes if each[1] is not ABSENT}

    found = shifts_between(before, after)
    left = [(one.code, outcome_of(one)) for one in before]
    for shift in found:
        if shift.before is not ABSENT:
            left.remove((shift.finding.code, shift.before))
        left.append((shift.finding.code, shift.after))

    assert counted([(one.code, outcome_of(one)) for one in after]) == counted(left)


@given(FINDINGS)
def test_equal_judgements_shift_nothing(found: list[Finding]):
    """In whatever order they come."""
    assert () == shifts_between(found, reversed(found))
