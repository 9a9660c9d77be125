"""
No rule so loud that it hides the others.
"""

from __future__ import annotations

from dataclasses import replace

from platform_constructs.contracts.lint.fewer import fewer
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver
from tests.pure.contracts.lint.standing import TODAY

WAIVER = Waiver("API-901", "x", "0" * 16, "r", "o", "a", "t", TODAY, "c", Place("waivers.toml", 1))


def finding(line, code="API-901", stack="a"):
    return Finding(code, "n", Level.BLOCK, "w", Place("openapi.yaml", line), "f", "ordering", stack=stack)


def test_behind_the_first_the_rest_is_counted():
    """The first of each rule and stack are shown, and one line says how many more there are."""
    found = [*(finding(line) for line in range(1, 6)), finding(9, "API-902"), finding(9, stack="b")]

    shown = fewer(found, most=3)

    assert [
        ("a", "API-901", 0, "2 more findings of this rule are not shown"),
        ("a", "API-901", 1, "w"),
        ("a", "API-901", 2, "w"),
        ("a", "API-901", 3, "w"),
        ("a", "API-902", 9, "w"),
        ("b", "API-901", 9, "w"),
    ] == [(one.stack, one.code, one.at.line, one.what) for one in shown]
    assert all(one.blocks for one in shown)


def test_what_is_waived_takes_no_room():
    """Waived findings are all kept and leave the first of the others visible."""
    found = [replace(finding(line), waiver=WAIVER) for line in range(1, 6)] + [finding(9)]

    assert sorted(found, key=lambda one: one.order) == list(fewer(found, most=1))
