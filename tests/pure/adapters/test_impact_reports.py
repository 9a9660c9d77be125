"""
An impact as text, Markdown and JSON.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from platform_constructs.adapters.reports.impact_json import impact_json
from platform_constructs.adapters.reports.impact_markdown import impact_markdown
from platform_constructs.adapters.reports.impact_text import impact_text
from platform_constructs.flows.impact.impact_answer import (
    Adoption,
    Binding,
    Consequences,
    Expected,
    Impact,
    Move,
    Outcome,
    Shift,
)
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.reading.attribute_changes import AttributeChange
from platform_constructs.policy.reading.difference import Missing, Named

HOSTILE = "a|b`c`\n# <b>\x1b[31m ${file(1)}"
GONE = Missing.MISSING


def shift(level: Level, before: Outcome, after: Outcome, day: date | None = None) -> Shift:
    at = Place("stacks/domains/ordering/stack.py", 5)
    found = Finding(
        "APIGW-001", "open-method", level, HOSTILE, at, "close it", "ordering", "", "ordering-public", "x.y"
    )
    return Shift(replace(found, blocks_from=day), before, after)


def change(stack: str, before: Any, after: Any) -> AttributeChange:
    return AttributeChange(stack, "aws_x.y", ("rule", Named("name", "rate"), 0, "limit"), before, after)


def an_impact(stacks: int = 2, **more: Any) -> Impact:
    names = [f"d{n}-public" for n in range(stacks)]
    consequences = {
        "moves": tuple(Move(name, "throttle.burst", 5, 3, ("5, because",), ("3, because",)) for name in names),
        "changes": tuple(change(name, 5, 3) for name in names),
        "shifts": (
            shift(Level.BLOCK, Outcome.ABSENT, Outcome.BLOCKS),
            shift(Level.WARN, Outcome.ABSENT, Outcome.WARNS, date(2027, 3, 1)),
            shift(Level.WARN, Outcome.BLOCKS, Outcome.WARNS),
        ),
        "expected": (Expected("CKV_AWS_76", "no pack mentions it", HOSTILE, tuple(names)),),
        "failing": ("d0",),
        "compared": tuple(names),
        "notes": (HOSTILE,),
        **more,
    }
    bindings = tuple(
        Binding(name, f"d{n}", "~=1.0", "1.0.0", Adoption.AFTER_ADOPT, ("platform.toml:3 says ~= 1.0",))
        for n, name in enumerate(names)
    )
    owners: dict[str, tuple[str, ...]] = {f"d{n}": ("team",) for n in range(stacks)}
    said = Consequences(**consequences)
    return Impact(
        "external-api 2.0.0", "wherever it binds", True, "sandbox", date(2026, 11, 22), bindings, owners, said
    )


def test_two_hundred_stacks_with_one_change_are_one_line():
    """What is alike is put together and counted; --verbose names all of them."""
    short, long = impact_text(an_impact(200)), impact_text(an_impact(200), verbose=True)

    [line] = [line for line in short.splitlines() if line.startswith("  aws_x.y ")]
    assert (
        "  aws_x.y rule[rate].0.limit: 5 -> 3, in d0-public, d1-public, d2-public, d3-public, d4-public and 195 more"
        == line
    )
    assert "d199-public" in long
    assert "1 newly blocking, 1 newly warned of, 1 eased; 200 attributes of 200 stacks change" in short


def test_each_kind_of_finding_stands_under_its_heading():
    """By rule, and under it by domain, with how it stood and the day it blocks."""
    text = impact_text(an_impact())

    assert (
        "would newly fail\n  block[APIGW-001] open-method: 1 in 1 domain\n    ordering: 1\n      ordering-public: "
        in text
    )
    assert "would newly be warned of\n  warn[APIGW-001] open-method: 1 in 1 domain\n    ordering: 1\n" in text
    assert "blocks from 2027-03-01" in text
    assert "would go away, or matter less\n  block -> warn [APIGW-001]" in text
    assert "d0 (fails today)" in text
    assert "d0-public, d1-public: platform.toml:3 says ~= 1.0" in text


@pytest.mark.parametrize("report", [impact_text, impact_markdown])
def test_foreign_text_stays_text(report: Any):
    """No line of a report is begun, coloured or marked up by what somebody else wrote."""
    written = report(an_impact())

    assert "\x1b" not in written
    assert [] == [line for line in written.splitlines() if line.startswith("# ")]
    if report is impact_markdown:
        assert "<b>" not in "".join(written.split("`")[::2])  # outside code spans
        assert all(line.count("|") - line.count("\\|") in (0, 4, 5, 6, 9) for line in written.splitlines())


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (GONE, {"b": 1, "a": "x"}, 'nothing -> {"a": "x", "b": 1}'),
        (True, None, "true -> null"),
        ("", ["x"], '"" -> ["x"]'),
        ("x" * 500, GONE, f"{'x' * 160}... (500 characters) -> nothing"),
    ],
)
def test_a_value_is_one_short_line(before: Any, after: Any, shown: str):
    """Never a whole document."""
    text = impact_text(an_impact(changes=(change("d0-public", before, after),)))

    assert f"aws_x.y rule[rate].0.limit: {shown}, in d0-public" in text


def test_findings_are_put_together_by_rule_and_domain():
    """A few stand for many unless all are wanted; what mends all of them is said once."""
    one = shift(Level.BLOCK, Outcome.ABSENT, Outcome.BLOCKS)
    found = [replace(one, finding=replace(one.finding, what=f"x{n}", owner="ab"[n // 5])) for n in range(7)]

    text = impact_text(an_impact(shifts=tuple(found)))
    whole = impact_text(an_impact(shifts=tuple(found)), verbose=True)

    at = "ordering-public: stacks/domains/ordering/stack.py:5"
    assert [
        "would newly fail",
        "  block[APIGW-001] open-method: 7 in 2 domains",
        "    a: 5",
        *(f"      {at}: x{n}" for n in range(3)),
        "      and 2 more; --verbose lists them",
        "    b: 2",
        *(f"      {at}: x{n}" for n in (5, 6)),
        "    fix  close it",
        "    more `paved explain APIGW-001`",
    ] == text.splitlines()[2:14]
    assert f"      {at}: x4" in whole.splitlines()


def test_checkov_is_a_line_unless_all_of_it_is_wanted():
    """How many checks are expected otherwise, and where; --verbose lists each."""
    expected = tuple(
        Expected(f"CKV_AWS_{n}", "no pack mentions it", "must pass" if n else "skipped: x", ("d0-public", "d1-public"))
        for n in range(50)
    )

    short, long = impact_text(an_impact(expected=expected)), impact_text(an_impact(expected=expected), verbose=True)

    assert "\n  50 checks expected otherwise in 2 stacks, 49 of them to pass; --verbose lists them\n" in short
    assert "CKV_AWS_7" not in short
    assert "\n  CKV_AWS_7: no pack mentions it -> must pass, in d0-public, d1-public\n" in long


@pytest.mark.parametrize("report", [impact_text, impact_markdown])
def test_rules_that_judged_nothing_are_said(report: Any):
    """What is new in the version first, all of it; of the others a few."""
    idle = ("NEW-001", *(f"OLD-00{n}" for n in range(9)))

    written = report(replace(an_impact(), idle=idle, idle_news=1))

    assert (
        "10 rules of external-api 2.0.0 judged nothing in any of the 2 stacks compared: new or changed in it NEW-001, "
        "and as before OLD-000, OLD-001, OLD-002, OLD-003, OLD-004 and 4 more"
    ) in written


def test_json_leaves_nothing_out_and_puts_nothing_together():
    """Every change of every stack, its path step by step; what is not there has no value."""
    said = impact_json(
        an_impact(3, changes=(change("d0-public", GONE, ["x" * 2_000]), change("d1-public", None, GONE)))
    )

    path = ["rule", {"name": "rate"}, 0, "limit"]
    shared = {"address": "aws_x.y", "attribute": "rule[rate].0.limit", "path": path}
    assert [
        {**shared, "stack": "d0-public", "after": [f"{'x' * 1_000}... (2000 characters)"]},
        {**shared, "stack": "d1-public", "before": None},
    ] == said["attributes"]
    assert {"newly_failing": 1, "newly_warned": 1, "eased": 1} == {
        kind: len(each) for kind, each in said["findings"].items()
    }
    assert (False, True, 3) == (said["ok"], said["draft"], len(said["settings"]))
    assert [("blocks", "absent")] == [(one["stands"], one["stood"]) for one in said["findings"]["newly_failing"]]


def test_an_impact_without_consequences_is_a_table_and_a_verdict():
    """Nothing is announced that is not there."""
    nothing = {"moves": (), "changes": (), "shifts": (), "expected": (), "failing": (), "notes": ()}
    text = impact_text(an_impact(1, **nothing))

    assert [
        "external-api 2.0.0, a draft, wherever it binds, for sandbox, as on 2026-11-22",
        "",
        "left out until these lines of the registry take it",
        "  d0-public: platform.toml:3 says ~= 1.0",
        "",
        "DOMAIN  OWNERS  IN FORCE  ADOPTS            FAILS  WARNS  EASES  ATTRIBUTES",
        "d0      team    1.0.0     only after adopt  0      0      0      0",
        "",
        "0 of 1 domain would newly fail; 0 newly blocking, 0 newly warned of, 0 eased; 0 attributes of 0 stacks change",
    ] == text.splitlines()
