"""
What a profile may choose about a rule.
"""

from __future__ import annotations

import pytest

from platform_constructs.contracts.lint.options import Option, Options


@pytest.mark.parametrize(
    ("option", "value", "fault"),
    [
        (Option(True, "x"), False, ""),
        (Option(True, "x"), 1, "it takes true or false"),
        (Option(3, "x", at_least=1, at_most=5), 5, ""),
        (Option(3, "x", at_least=1, at_most=5), 6, "it takes a whole number from 1 to 5"),
        (Option(3, "x"), True, "it takes a whole number from 0 to 1000000"),
        (Option("a", "x", one_of=("a", "b")), "b", ""),
        (Option("a", "x", one_of=("a", "b")), "c", "it takes one of a, b"),
        (Option(("a",), "x", one_of=("a", "b")), ("b", "a"), ""),
        (Option(("a",), "x", one_of=("a", "b")), ("c",), "it takes a list of any of a, b"),
        (Option(("a",), "x"), "a", "it takes a list of texts"),
        (Option(("a",), "x"), ("a", 1), "it takes a list of texts"),
        (Option(("a",), "x"), ("a",) * 201, "it takes at most 200 texts"),
        (Option("a", "x"), "b" * 301, "a text has at most 300 printable characters"),
        (Option("a", "x"), "b\n", "a text has at most 300 printable characters"),
        (Option("a+", "x", is_pattern=True), "[a-z]", ""),
        (Option("a+", "x", is_pattern=True), "[a-z", "it takes a regular expression"),
        (Option(("a+",), "x", is_pattern=True), ("b", "("), "it takes a regular expression"),
    ],
)
def test_a_value_fits_or_is_told_why_not(option, value, fault):
    """An option takes values of its default's type, inside its bounds."""
    assert fault == option.fault(value)


def test_options_are_asked_by_kind():
    """A rule asks for the kind it declared; asking for another is its mistake, and raised."""
    options = Options({"on": True, "most": 3, "casing": "camel", "words": ("a",)})

    assert (True, 3, "camel", ("a",)) == (
        options.flag("on"), options.number("most"), options.text("casing"), options.texts("words"),
    )  # fmt: skip
    assert options.pattern("casing").fullmatch("camel")
    with pytest.raises(TypeError):
        options.number("casing")
