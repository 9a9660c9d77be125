"""
The claims of `catalog.route_map` and `catalog.read_route_map`.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.catalog.read_route_map import LARGEST, read_route_map
from platform_constructs.catalog.route_map import RouteMap, route_map_json, route_map_schema
from platform_constructs.errors import PlatformError, RouteMapError
from tests.pure.catalog.small_maps import MAPS, route, route_map

TEXT = route_map_json(route_map(route("/ordering/orders/{id}"), route("/quoting", "quoting", scopes=[])))
AGAIN = "write the map anew with `paved synth`, or `paved routes --format json`"
SCHEMA = route_map_schema()


def changed(**values: Any) -> str:
    """The map's text with its first route's values changed; None takes the key away."""
    document = json.loads(TEXT)
    first = document["routes"][0]
    first.update(values)
    document["routes"][0] = {key: value for key, value in first.items() if value != "gone"}
    return json.dumps(document)


def error(text: str) -> str:
    """What is said of a text, in one line."""
    with pytest.raises(RouteMapError) as caught:
        read_route_map(text, "routes.json")
    one = caught.value
    return f"{one.code} {one.what} | {one.at} | {one.got} | {one.fix}"


@given(MAPS)
def test_a_map_is_read_as_it_was_written(one: RouteMap) -> None:
    """A map survives its file, and its file is valid by the published schema."""
    text = route_map_json(one)
    twins = len({(each.host, each.stack, each.owner, each.mapping) for each in one.routes}) != len(one.stacks)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(json.loads(text))

    assert twins or one == read_route_map(text, "routes.json")


def test_the_schema_is_a_schema() -> None:
    """The published schema is valid JSON Schema 2020-12, and every key in it is explained."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    parts = [SCHEMA, *SCHEMA["$defs"].values()]

    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]
    assert [] == [key for part in parts for key, one in part.get("properties", {}).items() if "description" not in one]


AT = "routes.json (routes.0"
FORMAT = "the route map is not of format 1, the one that this paved reads"
TWICE = "a route stands in the map twice, by quoting-public and by"
NOT_ALLOWED = "is not what the format allows"
BROKEN = "ROUTE-001 the file is not JSON, or says a key twice | routes.json"
STRANGER = "a route's stack is not among the map's stacks, or has another domain, host or mapping there"
AGE = {"deprecated": False, "state": "", "sunset": None}
RIVAL = changed(path="/quoting", stack="rival-public")
TWIN = changed(path="/quoting", owner="quoting", stack="quoting-public", mapping="/quoting")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", f"{BROKEN} | Expecting value: line 1 column 1 (char 0) | {AGAIN}", id="empty"),
        pytest.param("[]", f"ROUTE-001 the file is not a JSON object | routes.json | list | {AGAIN}", id="a list"),
        pytest.param('{"a": 1, "a": 1}', f"{BROKEN} | the key a stands twice | {AGAIN}", id="a key twice"),
        pytest.param("[" * 100_000, "ROUTE-001 the file nests deeper than any route map | routes.json |", id="deep"),
        pytest.param('{"format": 1, "environment": "\\ud800"}', "ROUTE-001 the file is not JSON |", id="half a pair"),
        pytest.param(f'{{"format": {"9" * 5_000}}}', f"{BROKEN} | Exceeds the limit", id="a huge number"),
        pytest.param('{"format": 2}', f"ROUTE-002 {FORMAT} | routes.json | 2 |", id="format 2"),
        pytest.param('{"format": true}', f"ROUTE-002 {FORMAT} | routes.json | True |", id="format true"),
        pytest.param("{}", f"ROUTE-002 {FORMAT} | routes.json | no format |", id="no format"),
        pytest.param(
            changed(owner="gone"),
            f"ROUTE-003 a route map says owner, and this one does not | {AT}.owner) | nothing | {AGAIN}",
            id="a key missing",
        ),
        pytest.param(
            changed(owner="gone", owned="ordering"),
            f"ROUTE-003 a route map has no such key (1 more fault) | {AT}.owned) | owned | did you mean owner?",
            id="an unknown key",
        ),
        pytest.param(changed(path="orders"), f"ROUTE-003 path {NOT_ALLOWED}: string should match", id="no slash"),
        pytest.param(changed(path="/\x00"), f"ROUTE-003 path {NOT_ALLOWED}: string should match", id="control"),
        pytest.param(changed(path="/" * 3_001), f"ROUTE-003 path {NOT_ALLOWED}: string should have", id="long"),
        pytest.param(
            changed(scopes=[]), f"ROUTE-003 an entry {NOT_ALLOWED}: value error, auth is oauth2 ex", id="no scope"
        ),
        pytest.param(
            changed(lifecycle={**AGE, "deprecated": 0}), f"ROUTE-003 deprecated {NOT_ALLOWED}: input", id="no boolean"
        ),
        pytest.param(changed(lifecycle={**AGE, "sunset": 5}), f"ROUTE-003 sunset {NOT_ALLOWED}: ", id="no date"),
        pytest.param(
            TWIN, f"ROUTE-004 {TWICE} quoting-public | routes.json | GET /quoting on public | {AGAIN}", id="twice"
        ),
        pytest.param(
            RIVAL,
            "ROUTE-004 a route stands in the map twice, by rival-public and by quoting-public | routes.json | "
            f"GET /quoting on public | one of rival-public and quoting-public gives it up; then {AGAIN}",
            id="two owners",
        ),
        pytest.param(
            changed(stack="other-public"),
            f"ROUTE-005 {STRANGER} | routes.json | GET /ordering/orders/{{id}} of other-public | {AGAIN}",
            id="another stack",
        ),
        pytest.param(changed(mapping="/other"), f"ROUTE-005 {STRANGER} |", id="another mapping"),
    ],
)
def test_what_is_no_map_is_refused(text: str, said: str) -> None:
    """Whatever is wrong with a map is told with its place and a way out."""
    assert error(text).startswith(said)


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    """More characters than a map of a very large organisation has are refused before they are read."""
    said = f"ROUTE-001 the file is too large for a route map | routes.json | {LARGEST + 1} characters | {AGAIN}"

    assert said == error(" " * (LARGEST + 1))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(["environment", "routes", "stacks", "scopes", "path", "lifecycle", "place", "line"]), _JSON)
def test_no_value_breaks_the_reader(key: str, value: Any) -> None:
    """Any JSON in any place is read or refused as designed."""
    document = json.loads(TEXT)
    holder = document if key in document else document["routes"][0]
    (holder if key in holder else holder["place"])[key] = value
    try:
        found = read_route_map(json.dumps(document), "routes.json")
    except PlatformError as refused:
        assert refused.code.startswith("ROUTE-00")
    else:
        assert found == read_route_map(route_map_json(found), "routes.json")
