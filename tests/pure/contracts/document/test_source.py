"""
Reading YAML and JSON: no surprises, no attacks, every line known.
"""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.contracts.document import source
from platform_constructs.contracts.document.source import DEEPEST, LARGEST, MOST_VALUES, parse
from platform_constructs.errors import ContractError


def refused(text: str) -> ContractError:
    with pytest.raises(ContractError) as caught:
        parse(text, "openapi.yaml")
    return caught.value


def test_words_that_yaml_takes_for_something_else_stay_texts():
    """`on`, `yes`, dates, sexagesimals, octals and underscored numbers are the texts they look like."""
    read = parse(
        "[on, yes, NO, 2024-01-01, 12:30, 0o17, 0x1F, 017, 1_000, .inf, '5', \"true\", v1]", "openapi.yaml"
    ).value

    wanted = ["on", "yes", "NO", "2024-01-01", "12:30", "0o17", "0x1F", "017", "1_000", ".inf", "5", "true", "v1"]
    assert wanted == read


def test_values_that_json_knows_are_read_as_such():
    """Numbers, true, false and null are values; a key without a value is null."""
    read = parse("{a: 1, b: -2.50, c: 1e3, d: true, e: null, f: ~, g: False}\n", "openapi.yaml").value

    assert {"a": 1, "b": -2.5, "c": 1000.0, "d": True, "e": None, "f": None, "g": False} == read


def test_keys_are_always_texts():
    """Status codes, `on` and `null` are names when they stand before a colon."""
    assert {"200": 1, "on": 2, "null": 3, "1.0": 4} == parse("200: 1\non: 2\nnull: 3\n1.0: 4\n", "openapi.yaml").value


def test_every_value_knows_its_line():
    """A key's line is that of the key, an item's that of the item, whatever file and depth."""
    root = parse("a:\n  b:\n  - 1\n  -\n    c: 2\n", "openapi.yaml")

    inner = root.child("a").child("b").child(1).child("c")
    assert ("openapi.yaml:5 (/a/b/1/c)", 1) == (str(inner.place), root.child("a").line)


def test_aliases_are_followed():
    """A YAML alias means what it names; the line is that of the alias."""
    root = parse("a: &x {b: [1]}\nc: *x\nd: &t text\ne: *t\n", "openapi.yaml")

    assert {"a": {"b": [1]}, "c": {"b": [1]}, "d": "text", "e": "text"} == root.value
    assert 2 == root.child("c").line


def test_json_is_read_as_json():
    """JSON with tabs, escaped slashes and characters written as two escapes reads like any JSON reader reads it."""
    text = '{\n\t"a\\/b": "\\ud83d\\ude00 \\\\ud83d",\n\t"c": [1, 2.5e3, {}]\n}'

    assert json.loads(text) == parse(text, "openapi.json").value


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=10), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(value=JSON, escaped=st.booleans())
def test_whatever_json_can_say_is_read_back(value, escaped: bool):
    """Every JSON value survives, with and without escapes, in one line and in many."""
    indented = json.dumps({"root": value}, indent=2, ensure_ascii=escaped)

    assert [{"root": value}] * 2 == [parse(json.dumps({"root": value}), "a").value, parse(indented, "b").value]


def test_without_the_c_parser_the_same_is_read(monkeypatch: pytest.MonkeyPatch):
    """Where PyYAML was built without libyaml, its own parser reads the same, only slower."""
    text = "a: [1, on, {b: &x 'c'}]\nd: *x\n"
    quick = parse(text, "openapi.yaml").value
    monkeypatch.setattr(source, "_LOADER", yaml.SafeLoader)

    assert quick == parse(text, "openapi.yaml").value


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
TOWER = "".join(f"a{n}: &a{n} {{x: *a{n - 1}}}\n" for n in range(1, DEEPEST + 1))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        pytest.param("CON-001", "a: [1", id="an open bracket"),
        pytest.param("CON-001", "a: 'x", id="an open quote"),
        pytest.param("CON-001", "a: \x00", id="a NUL"),
        pytest.param("CON-001", "a: \ud800", id="half a character"),
        pytest.param("CON-001", "a: 1e999", id="an endless number"),
        pytest.param("CON-001", f"a: {'9' * 5000}", id="a number of 5,000 digits"),
        pytest.param("CON-001", "\t- a", id="a tab before a list"),
        pytest.param("CON-002", "a" * (LARGEST + 1), id="6 MB and a byte"),
        pytest.param("CON-003", "[" * 1_000_000, id="a million brackets"),
        pytest.param("CON-003", "- " * 1_000_000, id="a million dashes"),
        pytest.param("CON-003", BOMB, id="a billion laughs"),
        pytest.param("CON-003", f"a: &a {'x' * 3_000_000}\nb: [*a, *a]\n", id="one text many times"),
        pytest.param("CON-003", f"a0: &a0 1\n{TOWER}", id="a tower of aliases"),
        pytest.param("CON-003", "[" + "1," * (MOST_VALUES + 1) + "]", id="a very long list"),
        pytest.param("CON-004", "a: 1\nb: 2\na: 3\n", id="a key said twice"),
        pytest.param("CON-004", '{"a": 1, "a": 1}', id="a key said twice in JSON"),
        pytest.param("CON-005", "a: !!python/object/apply:os.system [ls]", id="a Python object"),
        pytest.param("CON-005", "a: !include b.yaml", id="an include"),
        pytest.param("CON-005", "a: {<<: {b: 1}}", id="a merge key"),
        pytest.param("CON-005", "&a [*a]", id="a list inside itself"),
        pytest.param("CON-005", "a: *b", id="an alias of nothing"),
        pytest.param("CON-005", "? [1]\n: 2\n", id="a list as a key"),
        pytest.param("CON-005", "&k a: 1\n", id="a key with an anchor"),
        pytest.param("CON-005", "a: 1\n---\na: 2\n", id="two documents"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(code: str, text: str):
    """Broken, oversized and hostile files end in a designed error before they cost time or memory."""
    assert code == refused(text).code


def test_a_refusal_names_file_line_and_way_out():
    """The whole message, once, for a key that is said twice."""
    assert (
        "error[CON-004] a key is said twice, first in line 1\n"
        "  at   openapi.yaml:3\n"
        "  got  a\n"
        "  fix  keep one of the two\n"
        "  more `paved explain CON-004`"
    ) == str(refused("a: 1\nb: 2\na: 3\n"))


@settings(deadline=None, max_examples=300)
@given(text=st.text(st.sampled_from(list("ab:-?[]{}&*!|>'\"#%@`, \n\t\\01.~<")), max_size=60) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str):
    """No text makes the reader fail in a way that was not designed."""
    try:
        parse(text, "openapi.yaml")
    except ContractError as fault:
        assert fault.code in {"CON-001", "CON-003", "CON-004", "CON-005"}
