"""
Constraints: what is inside, what is left when two meet, and what is taken where nobody wished.
"""

from __future__ import annotations

import pytest

from platform_constructs.model.settings import SettingValue
from platform_constructs.policy.settings.constraint import Constraint, strictest
from platform_constructs.policy.settings.definition import Kind, SettingDefinition, ValueType


def setting(kind: Kind, type: ValueType, *values: SettingValue) -> SettingDefinition:
    return SettingDefinition("a.b", kind, type, "days", "About it.", ("aws_x.y",), values=values)


BOOL, NUMBER, TEXT = setting("exactly", "flag"), setting("at_most", "number"), setting("one_of", "text", "A", "B", "C")
FLOOR, LIST = setting("at_least", "number"), setting("include", "list")
DAYS = setting("at_least", "number", 400, 365, 30)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("at_least", 3, Constraint(low=3)),
        ("at_most", 3, Constraint(high=3)),
        ("one_of", ("a", "b"), Constraint(allowed=frozenset({"a", "b"}))),
        ("include", ("a", "b"), Constraint(include=frozenset({"a", "b"}))),
        ("exactly", True, Constraint(allowed=frozenset({True}))),
    ],
)
def test_a_kind_is_a_constraint(kind: Kind, value: SettingValue, expected: Constraint):
    """Each word a pack may write narrows one thing."""
    assert expected == Constraint.of(kind, value)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Constraint(low=1), Constraint(low=2), Constraint(low=2)),
        (Constraint(high=1), Constraint(high=2), Constraint(high=1)),
        (Constraint(low=1), Constraint(high=2), Constraint(low=1, high=2)),
        (Constraint(), Constraint(allowed=frozenset({1})), Constraint(allowed=frozenset({1}))),
        (
            Constraint(allowed=frozenset({1, 2})),
            Constraint(allowed=frozenset({2, 3})),
            Constraint(allowed=frozenset({2})),
        ),
        (
            Constraint(include=frozenset({"a"})),
            Constraint(include=frozenset({"b"})),
            Constraint(include=frozenset({"a", "b"})),
        ),
    ],
)
def test_two_constraints_meet_in_what_both_allow(one: Constraint, other: Constraint, expected: Constraint):
    """The larger floor, the smaller ceiling, the shared values and all the names, whoever comes first."""
    assert [expected, expected] == [one.meet(other), other.meet(one)]


@pytest.mark.parametrize(
    ("constraint", "inside", "outside"),
    [
        (Constraint(low=2), [2, 3], [1]),
        (Constraint(high=2), [2, 1], [3]),
        (Constraint(low=2, high=3), [2, 3], [1, 4]),
        (Constraint(allowed=frozenset({"a"})), ["a"], ["b"]),
        (Constraint(low=5, allowed=frozenset({True})), [True], [False]),
        (Constraint(include=frozenset({"a"})), [("a",), ("b", "a")], [(), ("b",)]),
        (Constraint(), [0, "x", False, ()], []),
    ],
)
def test_what_is_inside(constraint: Constraint, inside: list[SettingValue], outside: list[SettingValue]):
    """Bounds belong to the inside, a yes or no has none, and a list may hold more than it has to."""
    assert ([True] * len(inside), [False] * len(outside)) == (
        [constraint.admits(each) for each in inside],
        [constraint.admits(each) for each in outside],
    )


@pytest.mark.parametrize(
    ("constraint", "definition", "expected"),
    [
        (Constraint(), LIST, None),
        (Constraint(), NUMBER, None),
        (Constraint(), BOOL, (True, False)),
        (Constraint(allowed=frozenset({False})), BOOL, (False,)),
        (Constraint(allowed=frozenset({"C", "A"})), TEXT, ("A", "C")),
        (Constraint(low=365), DAYS, (400, 365)),
        (Constraint(allowed=frozenset({5, 9, 7}), high=8), NUMBER, (5, 7)),
        (Constraint(allowed=frozenset({5, 9, 7})), FLOOR, (9, 7, 5)),
    ],
)
def test_values_that_can_be_counted_come_strictest_first(
    constraint: Constraint, definition: SettingDefinition, expected: tuple[SettingValue, ...] | None
):
    """A range of numbers and a list cannot be counted; everything else comes in the order of strictness."""
    assert expected == constraint.candidates(definition)


@pytest.mark.parametrize(
    ("constraint", "definition", "empty"),
    [
        (Constraint(low=2, high=2), NUMBER, False),
        (Constraint(low=3, high=2), NUMBER, True),
        (Constraint(low=3), NUMBER, False),
        (Constraint(high=3), NUMBER, False),
        (Constraint(allowed=frozenset()), TEXT, True),
        (Constraint(allowed=frozenset({"A"})), TEXT, False),
        (Constraint(low=401), DAYS, True),
    ],
)
def test_nothing_is_left_where_bounds_cross(constraint: Constraint, definition: SettingDefinition, empty: bool):
    """A constraint is empty when its floor is above its ceiling, or none of the legal values is inside."""
    assert empty is constraint.is_empty(definition)


@pytest.mark.parametrize(
    ("constraint", "definition", "expected"),
    [
        (Constraint(include=frozenset({"b", "a"})), LIST, ("a", "b")),
        (Constraint(low=1, high=9), NUMBER, 9),
        (Constraint(low=1), NUMBER, 1),
        (Constraint(low=1, high=9), FLOOR, 1),
        (Constraint(high=9), FLOOR, 9),
        (Constraint(low=31), DAYS, 365),
        (Constraint(high=399), DAYS, 365),
        (Constraint(allowed=frozenset({5, 9}), high=9), NUMBER, 9),
        (Constraint(allowed=frozenset({5, 9})), NUMBER, 5),
        (Constraint(allowed=frozenset({"B", "C"})), TEXT, "B"),
        (Constraint(), BOOL, True),
    ],
)
def test_where_nobody_wished_the_bound_is_taken(
    constraint: Constraint, definition: SettingDefinition, expected: SettingValue
):
    """Not more than the packs ask: their own bound, or the least strict legal value inside it."""
    assert expected == constraint.bound(definition)


@pytest.mark.parametrize(
    ("wishes", "definition", "expected"),
    [
        ([3, 5, 4], FLOOR, 5),
        ([3, 5, 2], NUMBER, 2),
        ([("b", "a"), ("c", "a")], LIST, ("a", "b", "c")),
        (["C", "A", "B"], TEXT, "A"),
        ([True, False], BOOL, True),
        ([False, True], BOOL, False),
    ],
)
def test_the_strictest_wish_wins(wishes: list[SettingValue], definition: SettingDefinition, expected: SettingValue):
    """The largest floor, the smallest ceiling, all the names, the earliest legal value; of equal constraints, any."""
    assert expected == strictest(wishes, definition)
