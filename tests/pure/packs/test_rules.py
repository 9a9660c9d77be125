"""
The rules, proved by files: cases/<rule>/{pass,fail,undecided}/<why-it-is-here>.json.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from platform_constructs.policy.rule import Rule
from policy_packs import PACKS, every_rule
from policy_packs.proofs import RuleProofs


class TestRules(RuleProofs):
    package = PACKS
    cases = Path(__file__).parents[2] / "cases"
    rules = staticmethod(every_rule)


@pytest.mark.parametrize("rule", every_rule().values(), ids=lambda rule: rule.code)
def test_traceable(rule: Rule):
    """A rule says which control it proves and where the demand comes from."""
    assert rule.controls
    assert rule.references
    assert all(re.fullmatch(r"[A-Z]{3}-\d{2}", control) for control in rule.controls)


def test_codes_leave_no_gap():
    """Codes are unique and counted from 001 in each family: a retired one would leave its number behind."""
    numbers: dict[str, list[int]] = {}
    for code in every_rule():
        family, _, number = code.partition("-")
        numbers.setdefault(family, []).append(int(number))

    assert {family: list(range(1, len(each) + 1)) for family, each in numbers.items()} == numbers
