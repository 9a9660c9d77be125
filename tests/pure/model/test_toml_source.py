"""
A TOML text knows its lines, and refuses what nobody writes by hand.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.model.place import Place
from platform_constructs.model.toml_source import TomlFault, parse_toml

TEXT = '''# a comment with [brackets] and "quotes
title = "one # two"
[a.b]
plain = 1.5
dotted.key = 'x'
"quoted.key \\u0041" = true
text = """
[not.a.header]
key = 1
"""

list = [
  1, # first
  { inner = "v", deeper = { most = 2 } },
  ["]", 'x'],
]
when = 1979-05-27 07:32:00.5+01:00
[[c]]
name = "first"
[[c]]
name = "second"
[c.sub]
x = 1
[[c.rows]]
y = 2
[[c.rows]]
y = 3
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("title",), 2),
        (("a",), 3),
        (("a", "b"), 3),
        (("a", "b", "plain"), 4),
        (("a", "b", "dotted"), 5),
        (("a", "b", "dotted", "key"), 5),
        (("a", "b", "quoted.key A"), 6),
        (("a", "b", "text"), 7),
        (("a", "b", "list"), 12),
        (("a", "b", "list", 0), 13),
        (("a", "b", "list", 1, "inner"), 14),
        (("a", "b", "list", 1, "deeper", "most"), 14),
        (("a", "b", "list", 2, 1), 15),
        (("a", "b", "when"), 17),
        (("c", 0, "name"), 19),
        (("c", 1), 20),
        (("c", 1, "name"), 21),
        (("c", 1, "sub", "x"), 23),
        (("c", 1, "rows", 1, "y"), 27),
    ],
)
def test_every_key_has_its_line(keys: tuple[str | int, ...], line: int):
    """Each key, in tables, inline tables and arrays of tables, is found at the line it is written on."""
    assert parse_toml(TEXT, "x.toml").place(*keys).line == line


def test_an_unknown_key_falls_back_to_its_table():
    """A key that is missing is placed at the table that should hold it, with the full pointer."""
    source = parse_toml(TEXT, "x.toml")

    assert source.place("a", "b", "missing", "key") == Place("x.toml", 3, "a.b.missing.key")
    assert source.place("nowhere", 3, "odd key") == Place("x.toml", 0, 'nowhere.3."odd key"')


def test_data_is_what_tomllib_says():
    """Finding lines changes nothing about the values."""
    assert parse_toml(TEXT, "x.toml").data == tomllib.loads(TEXT)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a = 1\nb = = 2\n", 2, "invalid value"),
        ("a = 1\n[b\n", 2, "expected ']' at the end of a table declaration"),
        ("a = 1\na = 2\n", 2, "cannot overwrite a value"),
        ("a = 1\nb = [1\n", 3, "unclosed array"),
        ("a = 1\nb = '\x00'\n", 2, "found invalid character '\\x00'"),
        ('a = """\nb\n', 3, "unterminated string"),
        ("\ufeffa = 1", 1, "invalid statement"),
        (f"a = {'9' * 5000}", 1, "a number has too many digits"),
        (f"\na = {'[' * 30}{']' * 30}", 2, "brackets are nested more than 24 deep"),
        ("a = 1\n" + ".".join("b" * 17) + " = 1", 2, "a key has more than 16 parts"),
        ("#" * 1_048_577, 1, "the file has 1048577 characters, at most 1048576 are read"),
        ("a = [\n" + "1," * 130_000 + "]", 2, "the file has more than 250000 words and marks"),
        ("\n" * 50_000, 50_000, "the file has 50001 lines, at most 50000 are read"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, line: int, why: str):
    """A text that cannot be read is refused with the line and the reason."""
    with pytest.raises(TomlFault) as caught:
        parse_toml(text, "x.toml")

    assert (caught.value.line, caught.value.why) == (line, why)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "a" + ".a" * 500_000,
        "{" * 1_000_000,
        '"""\\' * 250_000,
        "'''" * 333_333,
        "," * 1_000_000,
        ("a" + ".a" * 15 + "=1\n") * 20_000,
        "a = [" + "1," * 250_000 + "]",
    ],
    ids=range(8),
)
def test_hostile_texts_are_refused(text: str):
    """What would keep tomllib busy for minutes is refused before it gets there."""
    with pytest.raises(TomlFault):
        parse_toml(text, "x.toml")


def _ways(value: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [way, *(found for key, inner in value.items() for found in _ways(inner, (*way, key)))]
    if isinstance(value, list):
        return [way, *(found for n, inner in enumerate(value) for found in _ways(inner, (*way, n)))]
    return [way]


_SNIPPETS = st.sampled_from(
    ['k1 = "a"', "k2 = [1, [2, 3], {x = 1}]", "k3.x.y = 1", "[t1]", "[t1.sub]", "[[t2]]", "[t2.sub]", "[[t2.rows]]",
     "k4 = {a = {b = '}'}}", 'k5 = """\n[x]\n"""', "# [x]", "", "k6 = 1e3", "k7 = 07:32:00", "[t3.'a.b'.\"c\\td\"]"]
)  # fmt: skip


@given(st.lists(_SNIPPETS, max_size=12))
def test_every_way_into_the_data_has_a_line(snippets: list[str]):
    """Whatever tomllib accepts, each key and item of it is placed at its own line, never at a fallback."""
    try:
        source = parse_toml("\n".join(snippets), "x.toml")
    except TomlFault:
        return

    assert [way for way in _ways(source.data)[1:] if way not in source._lines] == []
