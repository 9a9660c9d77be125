"""
Where two JSON values differ.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.policy.reading.difference import Difference, Missing, Named, differences, dotted

GONE = Missing.MISSING
TOMB = "taken out"
NAMES = st.sampled_from(["name", "sid", "rule", "body", "/x.y"])
LEAVES = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.5, "", "a", "b", "{", "[1]", "${x.y.z}"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(NAMES, inner, max_size=4)
        | st.dictionaries(NAMES, inner, max_size=3).map(lambda held: json.dumps(held, sort_keys=True))
        | st.lists(st.fixed_dictionaries({"name": st.sampled_from("abcd"), "rule": inner}), max_size=4)
    ),
    max_leaves=25,
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Any, Any]:
    """A value, and the same after some edits anywhere in it: alike in most places, as two synths are."""
    before = draw(VALUES)
    after = {"": copy.deepcopy(before)}
    for _ in range(draw(st.integers(1, 4))):
        edit(draw, after, "")
    return before, after[""]


def edit(draw: st.DrawFn, holder: Any, step: Any) -> None:
    """Change something at a place or below it."""
    there = holder[step]
    inside = list(there) if isinstance(there, dict) else list(range(len(there))) if isinstance(there, list) else []
    way = draw(st.sampled_from(["put", "below", "below", "below", "drop", "add"] if inside else ["put", "add"]))
    if way == "below":
        edit(draw, there, draw(st.sampled_from(inside)))
    elif way == "drop":
        del there[draw(st.sampled_from(inside))]
    elif way == "add" and isinstance(there, list):
        there.insert(draw(st.integers(0, len(there))), draw(VALUES))
    elif way == "add" and isinstance(there, dict):
        there[draw(NAMES)] = draw(VALUES)
    else:
        holder[step] = draw(VALUES)


PAIRS = st.tuples(VALUES, VALUES) | edited()


def found(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    return [(dotted(each.path), each.before, each.after) for each in differences(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [("a", 1, 2)]),
        ({"a": 1}, {"a": True}, [("a", 1, True)]),
        ({"a": 1}, {"a": "1"}, [("a", 1, "1")]),
        ({"a": None}, {}, [("a", None, GONE)]),
        ({}, {"a": {"b": 1}}, [("a", GONE, {"b": 1})]),
        ({"a": {"b": 1}}, {"a": [1]}, [("a", {"b": 1}, [1])]),
        ({"a": ["x", "y"]}, {"a": ["x", "z", "y"]}, [("a", ["x", "y"], ["x", "z", "y"])]),
        ({"a": [1]}, {"a": [True]}, [("a", [1], [True])]),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 1}, {"b": 3}]}, [("a.1.b", 2, 3)]),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 2}]}, [("a.0", {"b": 1}, GONE)]),
        ({"a": [[1], [2]]}, {"a": [[1], [0], [2]]}, [("a.1", GONE, [0])]),
        ({"a": []}, {"a": [{"b": 1}]}, [("a.0", GONE, {"b": 1})]),
    ],
)
def test_each_difference_is_told_once(before: Any, after: Any, expected: Any):
    """A difference is named by the way to it, with what stood there and what stands there now."""
    assert expected == found(before, after)


def test_the_entries_of_a_list_are_known_by_their_names():
    """A rule put in front of others does not make them all look changed; only what it pushes back is."""
    before = [{"name": "rate", "priority": 1}, {"name": "sql", "priority": 2}]
    after = [{"name": "bots", "priority": 1}, {"name": "rate", "priority": 2}, {"name": "sql", "priority": 2}]

    assert [
        Difference((Named("name", "bots"),), GONE, {"name": "bots", "priority": 1}),
        Difference((Named("name", "rate"), "priority"), 1, 2),
    ] == list(differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([{"name": "a", "x": 1}, {"name": "a", "x": 2}], [{"name": "a", "x": 1}], [("1", {"name": "a", "x": 2}, GONE)]),
        ([{"name": "a"}], [{"name": "b"}], [("0.name", "a", "b")]),
        ([{"name": "a"}, {"x": 1}], [{"name": "a"}, {"x": 2}], [("1.x", 1, 2)]),
        ([{"name": 1}], [{"name": 2}], [("0.name", 1, 2)]),
    ],
    ids=["twins", "renamed", "nameless", "numbered"],
)
def test_a_list_without_names_to_go_by_is_compared_by_position(before: Any, after: Any, expected: Any):
    """Names that are not unique, not shared, not everywhere or no texts say nothing about who is who."""
    assert expected == found(before, after)


def test_a_text_that_holds_json_is_read():
    """The change of one operation in an OpenAPI body is named by its path there, not as a whole document."""
    get = {"tags": ["a"], "uri": "${data.aws_x.y.arn}"}
    before = {"body": json.dumps({"paths": {"/x.{id}": {"get": get}}})}
    after = {"body": json.dumps({"paths": {"/x.{id}": {"get": {**get, "timeoutInMillis": 5}}}}, indent=1)}

    assert [("body.paths./x.{id}.get.timeoutInMillis", GONE, 5)] == found(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"a": 1}', '{"a":1}'),
        ('{"a": 1}', "[1]"),
        ('{"a": 1}', "{a}"),
        ('{"a": 1}', "plain"),
        ('{"a": 1}', '{"a": 1, "a": 1}'),
        ("${jsonencode({})}", "{}"),
    ],
)
def test_a_text_that_cannot_be_compared_as_json_is_compared_as_text(before: str, after: str):
    """Another spelling, another kind, broken JSON: whatever differs is told, at least as a whole."""
    assert [("body", before, after)] == found({"body": before}, {"body": after})


@given(VALUES)
def test_nothing_differs_from_itself(value: Any):
    """Equal values have no difference."""
    assert [] == found(value, copy.deepcopy(value))


@given(PAIRS)
def test_what_is_not_equal_differs(pair: Any):
    """No difference is missed: none is told only when both are written alike, but for the order of named entries."""
    before, after = pair

    assert (found(before, after) == []) is (settled(before) == settled(after))


@given(PAIRS)
def test_a_difference_is_the_same_from_both_sides(pair: Any):
    """What comes one way goes the other way, at the same place."""
    before, after = pair
    there, back = list(differences(before, after)), list(differences(after, before))

    assert there == [Difference(each.path, each.after, each.before) for each in back]


@settings(max_examples=300)
@given(PAIRS)
def test_the_differences_lead_from_one_value_to_the_other(pair: Any):
    """Nothing is missed and nothing invented: each difference starts from what is there, and all together arrive."""
    before, after = pair

    assert settled(after) == settled(patched(before, list(differences(before, after))))


def test_nesting_costs_no_more_than_its_size():
    """A hundred lists in each other, different at the bottom, are compared as fast as any other value."""
    before: Any = {"x": 1}
    after: Any = {"x": 2}
    for _ in range(90):
        before, after = [before], [after]

    assert [(".".join("0" * 90) + ".x", 1, 2)] == found(before, after)


def settled(value: Any) -> str:
    """A value as one text, in which `1` and `true` differ and entries known by their names stand in order of them."""
    return json.dumps(sorted_by_name(value), sort_keys=True)


def sorted_by_name(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: sorted_by_name(inner) for key, inner in value.items()}
    if isinstance(value, list):
        inner = [sorted_by_name(each) for each in value]
        for key in ("Sid", "sid", "name"):
            names = [each.get(key) for each in inner if isinstance(each, dict)]
            if len(set(map(json.dumps, names))) == len(inner) and all(isinstance(name, str) for name in names):
                inner.sort(key=lambda each: each[key])
        return inner
    if isinstance(value, str) and value.startswith("{"):
        try:
            return {"text": sorted_by_name(json.loads(value))}
        except ValueError:
            return value
    return value


def patched(value: Any, changes: list[Difference]) -> Any:
    """The value with every difference made, each held against what it says was there."""
    shell = {"": copy.deepcopy(value)}
    for each in changes:
        make(shell, ("", *each.path), each)
    return cleared(shell[""])


def make(holder: Any, path: Any, change: Difference) -> None:
    step, *rest = path
    new = not rest and change.before is GONE
    there = GONE if new and isinstance(step, int) else seek(holder, step)
    if rest:
        if isinstance(there, str):  # the way goes on inside the text
            shell = {"": json.loads(there)}
            make(shell, ("", *rest), change)
            put(holder, step, json.dumps(shell[""], sort_keys=True))
        else:
            make(there, rest, change)
        return
    assert json.dumps(there, default=str) == json.dumps(change.before, default=str)
    if change.after is not GONE:
        put(holder, step, copy.deepcopy(change.after), new=new)
    elif isinstance(holder, list):
        put(holder, step, TOMB)  # positions of what follows stay until all is done
    else:
        del holder[step]


def cleared(value: Any) -> Any:
    """The value without what was taken out of its lists."""
    if isinstance(value, list):
        return [cleared(each) for each in value if each != TOMB]
    if isinstance(value, dict):
        return {key: cleared(inner) for key, inner in value.items()}
    if isinstance(value, str) and TOMB in value:
        return json.dumps(cleared(json.loads(value)), sort_keys=True)
    return value


def seek(holder: Any, step: Any) -> Any:
    if isinstance(step, Named):
        return next((each for each in holder if each != TOMB and each[step.key] == step.name), GONE)
    if isinstance(step, int):
        return holder[step] if step < len(holder) else GONE
    return holder.get(step, GONE)


def put(holder: Any, step: Any, value: Any, *, new: bool = False) -> None:
    if isinstance(step, Named):
        at = next((n for n, each in enumerate(holder) if each != TOMB and each[step.key] == step.name), None)
        if at is None:
            holder.append(value)
        else:
            holder[at] = value
    elif isinstance(step, int):
        holder[step : step + (not new)] = [value]
    else:
        holder[step] = value
