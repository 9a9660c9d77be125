"""
Walking into a body: what is there, what is not, and what nobody can know.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.policy.reading.paths import blocks_at, locate, mentions_in, settled, strings_in
from platform_constructs.policy.reading.values import Absent, Unknown

LATE = "${var.late}"


class Text(str):
    """A text of a reader's own kind, as YAML readers make them."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("body", "path", "found"),
    [
        ({"a": 1}, "a", 1),
        ({"a": None}, "a", Absent()),
        ({}, "a", Absent()),
        ({"a": {"b": 1}}, "a.b", 1),
        ({"a": {"b": None}}, "a.b", Absent()),
        ({"a": None}, "a.b", Absent()),
        ({"a": [{"b": 1}]}, "a.b", 1),
        ({"a": [{"b": 1}, {"b": 2}]}, "a.1.b", 2),
        ({"a": [{"b": 1}]}, "a.1.b", Absent()),
        ({"a": [{"b": 1}, {"b": 2}]}, "a.b", Unknown("a has 2 blocks")),
        ({"a": []}, "a.b", Absent()),
        ({"a": {"b": 1}}, "a.0.b", 1),
        ({"a": LATE}, "a.b", Unknown("var.late", LATE)),
        ({"a": "plain"}, "a.b", Unknown("a is not a block")),
        ({"a": 5}, "a.b.c", Unknown("a is not a block")),
        ({"x.y": 1}, "x.y", 1),
        ({"a": {"application/vnd.x+json": {"b": 1}}}, "a.application/vnd.x+json.b", 1),
        ({"dynamic": {"a": {}}}, "a", Unknown("dynamic a")),
        ({"dynamic": [{"a": {}}], "a": {"b": 1}}, "a.b", Unknown("dynamic a")),
        ({"dynamic": [{"c": {}}, 3], "a": {"b": 1}}, "a.b", 1),
        ({"dynamic": None, "a": 1}, "a", 1),
        ({"a": {"dynamic": {"b": {}}}}, "a.b", Unknown("dynamic b")),
    ],
)
def test_a_path_leads_to_what_is_there(body: Any, path: str, found: Any):
    """One block in a list is stepped into; several, an expression or something that is no block end in not knowing."""
    assert found == locate(body, path, terraform=True)


@pytest.mark.parametrize(
    ("body", "path", "found"),
    [({"dynamic": {"a": {}}, "a": {"b": 1}}, "a.b", 1), ({"a": {"b": 1}}, "a.0.b", Absent())],
)
def test_a_json_document_has_no_blocks(body: Any, path: str, found: Any):
    """In a document that is not Terraform's, `dynamic` is a word and nothing has the number 0."""
    assert found == locate(body, path, terraform=False)


@pytest.mark.parametrize(
    ("raw", "blocks"),
    [
        (None, ()),
        (Absent(), ()),
        ({"a": 1}, ({"a": 1},)),
        ([{"a": 1}, {"a": 2}], ({"a": 1}, {"a": 2})),
        ([], ()),
        (LATE, Unknown("var.late", LATE)),
        ([{"a": 1}, LATE], Unknown("var.late", LATE)),
        ("plain", Unknown("something that is not a block", "plain")),
        (7, Unknown("something that is not a block", "")),
        (Unknown("dynamic a"), Unknown("dynamic a")),
    ],
)
def test_blocks_are_blocks_or_unknown(raw: Any, blocks: Any):
    """One block or many are listed; a single one that cannot be read hides them all."""
    assert blocks == blocks_at(raw)


def test_every_text_is_found_with_its_path():
    """Texts in lists and objects, however deep, and of any kind of text; comments and numbers are none."""
    raw = {"a": "1", "b": {"c": ["2", {"d": "3"}], "//": "no"}, "e": 4, "f": Text("5"), "g": None, "h": ("6",)}

    assert [("a", "1"), ("b.c", "2"), ("b.c.d", "3"), ("f", "5"), ("h", "6")] == sorted(strings_in(raw))


def test_only_texts_with_expressions_are_mentions():
    """What speaks to Terraform is left out, and so is what mentions nothing."""
    body = {
        "a": LATE,
        "b": {"c": [LATE, 3, {"d": "plain", "e": LATE, "//": LATE}], "f": None},
        "depends_on": [LATE],
        "lifecycle": {"x": LATE},
        "g": "plain",
    }

    assert [("a", LATE), ("b.c", LATE), ("b.c.e", LATE)] == sorted(mentions_in(body))


@pytest.mark.parametrize(
    ("raw", "value", "promise"),
    [
        ({"a": [1, "x"]}, {"a": [1, "x"]}, None),
        (["a $${b} {", {"c": "%%{d}"}], ["a ${b} {", {"c": "%{d}"}], None),
        (("$${b}",), ["${b}"], None),
        ({"a": ["x", LATE]}, {"a": ["x", LATE]}, ("var.late", LATE)),
        ({"//": LATE, "a": "{"}, {"//": LATE, "a": "{"}, None),
        ({"a": Text(LATE)}, {"a": Text(LATE)}, ("var.late", LATE)),
        ({"a": Text("x")}, {"a": Text("x")}, None),
        ({"a": ("y", LATE)}, {"a": ("y", LATE)}, ("var.late", LATE)),
    ],
)
def test_a_value_is_settled_or_a_promise(raw: Any, value: Any, promise: tuple[str, str] | None):
    """Without an expression a list or object is a value, with its escapes taken away; with one it is none yet."""
    assert (value, promise) == settled(raw)
