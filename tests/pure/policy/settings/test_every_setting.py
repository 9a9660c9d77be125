"""
The settings catalogue holds together.
"""

from __future__ import annotations

import re

import pytest

from platform_constructs.policy.settings.constraint import Constraint
from platform_constructs.policy.settings.definition import shown_value
from platform_constructs.policy.settings.every_setting import CATALOGUE


@pytest.mark.parametrize("definition", CATALOGUE.values(), ids=lambda definition: definition.name)
def test_every_setting_is_documented_and_shapes_something(definition):
    """A setting has a sentence, a unit where it is a number, and the attributes it ends up in."""
    assert definition.doc.endswith(".")
    assert bool(definition.unit) == (definition.type in ("number", "list"))
    assert definition.shapes
    assert all(re.fullmatch(r"aws_[a-z0-9_]+(\.[a-z0-9_]+)+", shape) for shape in definition.shapes)
    assert definition.kind in definition.kinds


@pytest.mark.parametrize("definition", CATALOGUE.values(), ids=lambda definition: definition.name)
def test_what_one_of_chooses_from_is_ordered(definition):
    """The order of preference of a choice is the catalogue's, so that no pack's own order can matter."""
    assert definition.kind != "one_of" or definition.values
    assert len(set(definition.values)) == len(definition.values)


def test_the_catalogue_is_sorted():
    """What is generated from it comes in one order."""
    assert sorted(CATALOGUE) == list(CATALOGUE)


@pytest.mark.parametrize(
    ("setting", "constraint", "value"),
    [
        ("throttle.burst", Constraint(high=200), 200),
        ("throttle.burst", Constraint(low=5), 5),
        ("kms.deletion_window_days", Constraint(low=20), 20),
        ("kms.deletion_window_days", Constraint(high=20), 20),
        ("logs.retention_days", Constraint(low=366), 400),
        ("logs.retention_days", Constraint(high=366), 365),
        ("logs.retention_days", Constraint(low=366, high=800), 400),
        ("throttle.burst", Constraint(allowed=frozenset({5, 9})), 5),
        ("waf.rate_limit.window_seconds", Constraint(allowed=frozenset({60, 300})), 300),
        ("execution_log.level", Constraint(allowed=frozenset({"INFO", "ERROR"})), "ERROR"),
        ("tracing.enabled", Constraint(allowed=frozenset({False})), False),
        ("waf.managed_groups", Constraint(include=frozenset({"b", "a"})), ("a", "b")),
    ],
)
def test_without_a_wish_the_bound_itself_is_taken(setting, constraint, value):
    """A pack that allows at most 200 gets 200; a bound between legal values leads to the next one inside."""
    assert value == constraint.bound(CATALOGUE[setting])


def test_values_are_shown_as_people_write_them():
    """true, not True; names joined by commas."""
    assert ["true", "false", "7", "a, b", "nothing"] == [shown_value(each) for each in (True, False, 7, ("a", "b"), ())]
