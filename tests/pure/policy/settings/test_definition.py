"""
What a setting's value may be at all.
"""

from __future__ import annotations

import pytest

from platform_constructs.model.settings import SettingValue
from platform_constructs.policy.settings.definition import Kind, SettingDefinition, ValueType, shown_value


def setting(
    type: ValueType, kind: Kind = "exactly", *values: SettingValue, least: int = 1, most: int = 2**53
) -> SettingDefinition:
    return SettingDefinition(
        "a.b", kind, type, "days", "About it.", ("aws_x.y",), values=values, least=least, most=most
    )


NUMBER, OPEN = setting("number", "at_most", least=2, most=5), setting("number", "at_most", least=2)
NAMES, MANY = (
    setting("list", "include", "alpha", "beta"),
    setting("list", "include", *(f"name-{n}" for n in range(100))),
)
TEXT = setting("text", "one_of", "STRICT", "BASIC")


@pytest.mark.parametrize(
    ("type", "kinds"),
    [
        ("number", ("at_least", "at_most", "one_of", "exactly")),
        ("text", ("one_of", "exactly")),
        ("list", ("include",)),
        ("flag", ("exactly",)),
    ],
)
def test_a_type_has_its_kinds_of_constraint(type: ValueType, kinds: tuple[str, ...]):
    """A text has no floor, a list no ceiling."""
    assert kinds == setting(type).kinds


@pytest.mark.parametrize(
    ("definition", "value", "fault"),
    [
        (setting("flag"), True, ""),
        (setting("flag"), 1, "it is true or false"),
        (NUMBER, 2, ""),
        (NUMBER, 5, ""),
        (NUMBER, 1, "it is at least 2 and at most 5 days"),
        (NUMBER, 6, "it is at least 2 and at most 5 days"),
        (NUMBER, True, "it is a whole number of days"),
        (NUMBER, 2.5, "it is a whole number of days"),
        (OPEN, 2**53, ""),
        (OPEN, 1, "it is at least 2 days"),
        (setting("number", "one_of", 60, 300), 300, ""),
        (setting("number", "one_of", 60, 300), 61, "it is one of 60, 300"),
        (TEXT, "BASIC", ""),
        (TEXT, "basic", "it is one of STRICT, BASIC"),
        (TEXT, 3, "it is a text"),
        (setting("text"), "anything", ""),
        (NAMES, ["alpha"], ""),
        (NAMES, ("beta", "alpha"), ""),
        (NAMES, [], ""),
        (NAMES, "alpha", "it is a list of names"),
        (NAMES, ["alpha", "alpha"], "it says no name twice"),
        (NAMES, ["a b"], "each of its names is letters, digits and _.:/-"),
        (NAMES, [3], "each of its names is letters, digits and _.:/-"),
        (NAMES, ["alpha", "bata"], "bata is no name of it: did you mean beta?"),
        (NAMES, ["zzz", "yyy"], "yyy is no name of it: the names are alpha, beta"),
        (MANY, ["qqqqqqqq"], "qqqqqqqq is no name of it: look it up in the catalogue"),
        (setting("list", "include"), ["Any_name.of:it/s-own"], ""),
    ],
)
def test_what_can_never_be_right_is_said(definition: SettingDefinition, value: object, fault: str):
    """A value of the wrong type, outside what AWS takes or none of the legal ones is told what it should be."""
    assert fault == definition.fault(value)


def test_a_list_has_an_end():
    """Nobody means more names than any real list has."""
    names = [f"n{number}" for number in range(10_000)]

    assert setting("list", "include").fault(names).startswith("it has at most ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (200, "200"),
        ("a", "a"),
        (("a", "b"), "a, b"),
        ([], "nothing"),
        ([True], "true"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value: object, text: str):
    """Yes and no as in TOML, lists with commas, no list as nothing."""
    assert text == shown_value(value)
