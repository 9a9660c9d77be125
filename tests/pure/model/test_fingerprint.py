"""
A fingerprint is the same for the same value, and another for any other.
"""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.model.fingerprint import FINGERPRINT, fingerprint, plainly

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def test_a_fingerprint_is_the_start_of_a_known_digest():
    """It is the first sixteen digits of the SHA-256 of the value's JSON, so that it never changes by itself."""
    assert "dd39f3ffc19744d9" == fingerprint("LOG-001", {"b": [1, True, None], "a": "ü"})
    assert (16, 16) == (FINGERPRINT, len(fingerprint()))


@given(VALUES)
def test_what_went_through_json_is_the_same(value):
    """A value read back from a file, keys in another order, has the fingerprint it had."""
    assert fingerprint(value) == fingerprint(json.loads(json.dumps(value, sort_keys=True)))


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, "1"), (1, True), (None, "None"), ([], {}), ([1], [1, 1]), (["a", "b"], ["b", "a"]), ({"a": 1}, {"b": 1})],
)
def test_what_differs_has_another(one, other):
    """Type, order and number count."""
    assert fingerprint(one) != fingerprint(other)


def test_comments_do_not_count():
    """What cdktf writes under // speaks about the code, not about the resource."""
    assert {"a": [{"b": 1}]} == plainly(MappingProxyType({"//": {"metadata": 1}, "a": ({"b": 1, "//": 2},)}))


def test_what_is_no_json_is_shown_as_python_writes_it():
    """A value that no JSON holds does not break the judge."""
    assert ["{1}", "1", 1.5] == [*plainly([{1}]), *plainly({1: 0}), plainly(1.5)]
