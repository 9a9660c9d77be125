"""
The claims of `adapters.yaml_text`.
"""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.adapters.yaml_text import as_yaml

# What YAML 1.2's core schema takes for something else than a text, where 1.1 may not: section 10.3.2.
CORE = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|"
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|"
    r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
)
ODD = [
    "1e3",
    "0o7",
    "0x1F",
    "~",
    "null",
    "no",
    "On",
    "y",
    ".inf",
    "-",
    "2028-01-31",
    "12:30",
    "a: b",
    "a #b",
    "!x",
    "&x",
]


@given(
    st.lists(st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.booleans(), max_size=3), max_size=3)
)
def test_what_is_written_is_read_back(documents: list[dict[str, object]]) -> None:
    """Whatever the texts hold, the documents survive their YAML."""
    assert documents == [document or {} for document in yaml.safe_load_all(as_yaml(documents))]


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_a_text_for_every_reader(text: str) -> None:
    """What YAML 1.1 or 1.2 could take for a number, a date or a word of its own is in quotes."""
    written = as_yaml([{"key": text}])

    assert {"key": text} == yaml.safe_load(written)
    assert re.fullmatch(r"---\nkey: (['\"]).*\1\n", written)


@given(st.from_regex(CORE, fullmatch=True))
def test_nothing_that_yaml_1_2_resolves_is_plain(text: str) -> None:
    """No text that YAML 1.2 takes for null, a truth or a number is written without quotes."""
    assert as_yaml([{"key": text}]).startswith(('---\nkey: "', "---\nkey: '"))


def test_what_is_there_twice_is_written_twice() -> None:
    """There are no anchors and aliases, which some readers refuse."""
    part = {"a": "b"}

    assert "---\none:\n  a: b\ntwo:\n  a: b\n" == as_yaml([{"one": part, "two": part}])
