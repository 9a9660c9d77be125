"""
The claims of `catalog.manifest` and `catalog.read_manifest`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.catalog.manifest import ApiManifest, manifest_json, manifest_schema
from platform_constructs.catalog.read_manifest import LARGEST, gather_manifests, read_manifest
from platform_constructs.errors import CatalogueError, PlatformError
from tests.pure.catalog.small_manifests import MANIFESTS, RICH, SUBSCRIBER, manifest
from tests.pure.catalog.standards import Held

SCHEMA = manifest_schema()
HELD = Held(SCHEMA)
AGAIN = "write the manifest anew with `paved synth`"
AT = "m.json"


def changed(*way: str | int, value: Any) -> str:
    """The text of a manifest about which there is everything to say, with one value exchanged."""
    document = json.loads(manifest_json(RICH))
    part = document
    for key in way[:-1]:
        part = part[key]
    part[way[-1]] = value
    return json.dumps(document)


def error(text: str) -> str:
    """What is said of a text, in one line."""
    with pytest.raises(CatalogueError) as caught:
        read_manifest(text, AT)
    one = caught.value
    return f"{one.code} {one.what} | {one.at} | {one.got} | {one.fix}"


@settings(deadline=None)
@given(MANIFESTS)
def test_a_manifest_is_read_as_it_was_written(one: ApiManifest) -> None:
    """A manifest survives its file, and its file is valid by the published schema."""
    text = manifest_json(one)

    assert [] == HELD.faults(json.loads(text))
    assert one == read_manifest(text, AT)


def test_the_schema_explains_every_key() -> None:
    """Every key of the published schema has its description."""
    parts = [SCHEMA, *SCHEMA["$defs"].values()]

    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]
    assert [] == [key for part in parts for key, one in part.get("properties", {}).items() if "description" not in one]


NOT_ALLOWED = "is not what the format allows"
BROKEN = "CAT-010 the file is not JSON, or says a key twice | m.json"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", f"{BROKEN} | Expecting value: line 1 column 1 (char 0) | {AGAIN}", id="empty"),
        pytest.param("[]", f"CAT-010 the file is not a JSON object | m.json | list | {AGAIN}", id="a list"),
        pytest.param('{"a": 1, "a": 1}', f"{BROKEN} | the key a stands twice | {AGAIN}", id="a key twice"),
        pytest.param("[" * 100_000, "CAT-010 the file nests deeper than any manifest | m.json |", id="deep"),
        pytest.param(changed("title", value="\ud800"), "CAT-010 the file is not JSON | m.json |", id="half a pair"),
        pytest.param('{"format": 2}', "CAT-011 the manifest is not of format 1,", id="format 2"),
        pytest.param('{"format": true}', "CAT-011 the manifest is not of format 1,", id="format true"),
        pytest.param(
            "{}", "CAT-011 the manifest is not of format 1, the one that this paved reads | m.json | no", id="none"
        ),
        pytest.param(
            changed("ownr", value=1),
            "CAT-012 a manifest has no such key | m.json (ownr) | ownr | did you mean",
            id="key",
        ),
        pytest.param(changed("version", value=1.2), f"CAT-012 version {NOT_ALLOWED}: input should be a", id="a number"),
        pytest.param(
            changed("title", value="a\nb"), f"CAT-012 title {NOT_ALLOWED}: string should match", id="two lines"
        ),
        pytest.param(
            changed("links", 0, "href", value="javascript:alert(1)"),
            f"CAT-012 href {NOT_ALLOWED}: string",
            id="no page",
        ),
        pytest.param(changed("stack", value="../../etc"), f"CAT-012 stack {NOT_ALLOWED}: string should", id="a path"),
        pytest.param(changed("slo", "window", value="4w"), f"CAT-012 window {NOT_ALLOWED}: string should", id="weeks"),
        pytest.param(
            changed("slo", "latency", "p95", value=900),
            f"CAT-012 latency {NOT_ALLOWED}: value error, a larger share of requests cannot be answered sooner",
            id="latencies fall",
        ),
        pytest.param(
            changed("environment", value="production"),
            "CAT-013 the API has no address in the environment that it was built for, or two in one | m.json | prod",
            id="no address",
        ),
        pytest.param(
            changed("routes", 0, "scopes", value=["ordering/orders.write"]),
            "CAT-013 a scope's operations are not those that ask for it | m.json | ordering/orders.read |",
            id="a scope that nobody asks for",
        ),
        pytest.param(
            changed("routes", 0, "open", value=True),
            "CAT-013 a route is open, asks for scopes or names its callers: one of the three | m.json | getOrder |",
            id="open with scopes",
        ),
        pytest.param(
            changed("routes", value=json.loads(manifest_json(RICH))["routes"] * 2),
            "CAT-013 an operation stands in the manifest twice | m.json | getOrder |",
            id="twice",
        ),
        pytest.param(
            changed("scopes", value=json.loads(manifest_json(RICH))["scopes"] * 2),
            "CAT-013 a scope stands in the manifest twice | m.json | ordering/orders.read |",
            id="a scope twice",
        ),
    ],
)
def test_what_is_no_manifest_is_refused(text: str, said: str) -> None:
    """Each kind of nonsense has its designed error, which names the file and the value."""
    assert error(text).startswith(said)


def test_a_manifest_has_an_end() -> None:
    """A file larger than any manifest is not even parsed."""
    assert error(" " * (LARGEST + 1)).startswith("CAT-010 the file is too large for a manifest | m.json |")


@settings(deadline=None)
@given(
    st.text()
    | st.recursive(
        st.none() | st.text() | st.integers() | st.floats(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(json.dumps)
)
def test_any_text_is_read_or_refused_in_our_words(text: str) -> None:
    """Whatever stands in the file, there is no error but a designed one."""
    with pytest.raises(PlatformError):
        read_manifest(text, AT)


@settings(deadline=None)
@given(
    st.sampled_from(sorted(json.loads(manifest_json(RICH)))),
    st.none() | st.text() | st.integers() | st.lists(st.text()),
)
def test_a_manifest_with_any_one_value_exchanged_is_read_or_refused(key: str, value: object) -> None:
    """No single value leads to anything but a manifest or a designed error."""
    try:
        assert read_manifest(changed(key, value=value), AT)
    except CatalogueError as refused:
        assert refused.code in {"CAT-010", "CAT-011", "CAT-012", "CAT-013"}


def test_manifests_are_gathered_in_one_order() -> None:
    """By environment, domain and stack, in whatever order the files come."""
    files = [(manifest_json(one), one.stack) for one in (RICH, SUBSCRIBER, manifest("quoting"))]
    files.append((manifest_json(manifest("quoting", environment="production")), "p.json"))
    found = gather_manifests(files)

    assert found == gather_manifests(reversed(files))
    assert [
        "production quoting-public",
        "sandbox delivery-public",
        "sandbox ordering-public",
        "sandbox quoting-public",
    ] == [f"{one.environment} {one.stack}" for one in found]


def test_two_manifests_of_one_stack_are_refused() -> None:
    """Of two, nobody could say which one is deployed; in two environments it is two APIs."""
    text = manifest_json(RICH)
    with pytest.raises(CatalogueError) as caught:
        gather_manifests([(text, "a.json"), (text, "b.json")])

    assert ("CAT-014", "two manifests are of ordering-public in sandbox", "b.json", "the other is a.json") == (
        caught.value.code,
        caught.value.what,
        caught.value.at,
        caught.value.got,
    )
