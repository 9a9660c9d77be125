"""
How a finding reads: what, where, the value, the way out, and once waived: by whom and until when.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver

FINDING = Finding(
    "LOG-001",
    "plain-log-group",
    Level.WARN,
    "aws_cloudwatch_log_group.jobs: it is not encrypted with a key of ours",
    Place("stacks/domains/ordering/stack.py", 11),
    "set kms_key_id",
    "ordering",
    "nothing",
    "ordering-public",
    "aws_cloudwatch_log_group.jobs",
    fingerprint="b72b2151f99a5dce",
    blocks_from=date(2027, 3, 1),
)
WAIVER = Waiver(
    rule="LOG-001",
    at="aws_cloudwatch_log_group.jobs",
    fingerprint="b72b2151f99a5dce",
    reason="batch jobs",
    owner="ordering",
    approver="platform-team",
    ticket="ORD-9",
    expires=date(2027, 2, 20),
    compensating_control="nothing secret is logged",
    place=Place("stacks/domains/ordering/waivers.toml", 2, "waiver.0"),
)


def test_a_finding_says_from_when_it_blocks():
    """What does not block yet says from which day it will."""
    assert (
        "warn[LOG-001] aws_cloudwatch_log_group.jobs: it is not encrypted with a key of ours\n"
        "  at   stacks/domains/ordering/stack.py:11\n"
        "  in   ordering-public: aws_cloudwatch_log_group.jobs\n"
        "  got  nothing\n"
        "  when blocks from 2027-03-01\n"
        "  fix  set kms_key_id\n"
        "  who  ordering\n"
        "  more `paved explain LOG-001`"
    ) == str(FINDING)


@pytest.mark.parametrize(
    ("days", "left"), [(90, ", 90 days left"), (1, ", 1 day left"), (0, ", 0 days left"), (None, "")]
)
def test_a_waived_finding_says_by_whom_and_until_when(days, left):
    """In place of the fix stand the waiver's place, approver, ticket, end, reason and what protects instead."""
    waived = replace(FINDING, blocks_from=None, got="", waiver=WAIVER, days_left=days)

    assert (
        "waived[LOG-001] aws_cloudwatch_log_group.jobs: it is not encrypted with a key of ours\n"
        "  at   stacks/domains/ordering/stack.py:11\n"
        "  in   ordering-public: aws_cloudwatch_log_group.jobs\n"
        "  by   stacks/domains/ordering/waivers.toml:2 (waiver.0), approved by platform-team, ORD-9\n"
        f"  till 2027-02-20{left}\n"
        "  for  batch jobs\n"
        "  but  nothing secret is logged\n"
        "  who  ordering\n"
        "  more `paved explain LOG-001`"
    ) == str(waived)


@pytest.mark.parametrize(
    ("finding", "blocks"),
    [
        (FINDING, False),
        (replace(FINDING, level=Level.BLOCK), True),
        (replace(FINDING, level=Level.BLOCK, waiver=WAIVER), False),
    ],
)
def test_only_what_is_not_waived_blocks(finding, blocks):
    """A finding blocks at level block, unless a waiver covers it."""
    assert blocks == finding.blocks


def test_hostile_words_of_a_waiver_are_shown_harmlessly():
    """No control character of a waiver reaches the terminal."""
    hostile = replace(WAIVER, approver="\x1b[2J", ticket="\n", reason="\x07", compensating_control="\x00")

    assert str(replace(FINDING, waiver=hostile)).replace("\n", "").isprintable()


def test_days_left_are_counted_from_the_day_after():
    """A waiver has no day left on its last day, and fewer than none once it has expired."""
    assert (1, 0, -1) == tuple(WAIVER.days_left(date(2027, 2, day)) for day in (19, 20, 21))
