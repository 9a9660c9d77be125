"""
The claims of `flows.listener_priorities`: a listener rule keeps to its domain's band.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.flows.listener_priorities import hand_set
from platform_constructs.flows.synth import prepare
from platform_constructs.policy.view import View
from tests.pure.flows.small_world import Engine, Folder, ask, lawbook, world


def said(rule: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What is said of one listener rule in ordering's public API, whose band is 2000 to 2999."""
    _, planned = prepare(world(Engine({}), Folder()), lawbook(), ask("ordering"))
    assert planned.plan is not None
    (stack,) = planned.plan.stacks
    view = View.of(stack.name, {"resource": {"aws_lb_listener_rule": {"orders": rule}}})
    return [(one.code, one.what.partition(" has ")[0], one.got) for one in hand_set(view, stack)]


@pytest.mark.parametrize("priority", [2000, "2999"])
def test_a_number_of_the_band_is_fine(priority: Any) -> None:
    """As a number or, as Terraform reads it too, as text."""
    assert said({"priority": priority}) == []


@pytest.mark.parametrize(
    ("rule", "got"),
    [({"priority": 1}, "1"), ({}, "none"), ({"priority": "${var.first}"}, "none"), ({"priority": 2500.5}, "none")],
)
def test_every_other_is_refused(rule: dict[str, Any], got: str) -> None:
    """Another domain's number, none, and what only Terraform will know."""
    assert said(rule) == [("OWN-035", "aws_lb_listener_rule.orders", f"{got}; ordering's band is 2000 to 2999")]
