"""
What "write a rule" says of parts is what rules see.
"""

from __future__ import annotations

import json
import re

from platform_constructs.adapters.provider_types import provider_types
from platform_constructs.flows.beginning.new_rule import begin_rule
from platform_constructs.policy.view import PARTS_OF, View
from tests.house.plan import ROOT

PAGE = (ROOT / "docs" / "how-to" / "write-a-rule.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("## What a rule can be asked about")[2].partition("\n## ")[0]
BLOCKS = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", SECTION, re.DOTALL | re.MULTILINE)]


def test_the_parts_shown_are_those_of_the_stack_shown():
    """The page shows every part of its stack, at its address and with its very fields."""
    stack, *shown = BLOCKS[:-1]
    addresses = re.findall(r"at `([^`]+#/[^`]+)`", SECTION)
    parts = {one.address: one.body for one in View.of("page", stack).resources if one.parent is not None or one.pointer}

    assert parts == dict(zip(addresses, shown, strict=True))


def test_every_kind_of_part_is_in_the_table():
    """The table has a line for each kind of part, and `paved rule new` takes every one of them."""
    kinds = set(re.findall(r"^\| `([a-z0-9]+\.[a-z]+)` \|", SECTION, re.MULTILINE))

    assert set(PARTS_OF) == {kind.partition(".")[0] for kind in kinds}
    for kind in kinds:
        assert begin_rule("DOC-001", "no-fault", concerns=[kind], severity="low", rules={}, provider=provider_types())


def test_the_case_shown_asks_about_something():
    """The subject of the case on the page is in its document."""
    case = BLOCKS[-1]

    assert View.of("page", case["document"]).get(case["subject"]) is not None
