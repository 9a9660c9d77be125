"""
The claims of `catalog.apis_json`, held against APIs.json 0.23.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.catalog.apis_json import APIS_JSON, apis_json
from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.catalog.manifest_parts import Publisher
from tests.pure.catalog.small_manifests import MANIFESTS, RICH, manifest
from tests.pure.catalog.standards import SHARED, Held, kept

HOST = "api.sandbox.meridian.example"
SCHEMA = Held(kept("apis-json/apis-json.schema.json"))
OWN = SHARED / "apis-json" / "apis-json-0.23.schema.json"
MANY = st.lists(MANIFESTS, min_size=1, max_size=2, unique_by=lambda one: one.stack)


@settings(deadline=None)
@given(MANY)
def test_whatever_a_manifest_holds_its_index_is_one(manifests: list[ApiManifest]) -> None:
    """The index has all that APIs.json demands, and every API once."""
    found = apis_json(manifests, HOST)

    assert [] == SCHEMA.faults(found)
    assert sorted(f"{HOST}:{one.stack}" for one in manifests) == [one["aid"] for one in found["apis"]]


@pytest.mark.skipif(not OWN.is_file(), reason="the schema of APIs.json is not beside this clone")
@settings(deadline=None)
@given(MANY)
def test_an_index_is_valid_by_the_schema_of_apis_json(manifests: list[ApiManifest]) -> None:
    """What is written is valid by the schema that APIs.json publishes."""
    assert [] == Held(json.loads(OWN.read_text(encoding="utf-8"))).faults(apis_json(manifests, HOST))


def test_an_api_has_a_property_for_each_thing_there_is() -> None:
    """Contract, documentation, end, life, promises and scopes are properties, by APIs.json's words or with X-."""
    [found] = apis_json([RICH], HOST)["apis"]

    assert ["OpenAPI", "Documentation", "DeprecationPolicy", "X-lifecycle", "X-slo", "OAuthScopes"] == [
        one["type"] for one in found["properties"]
    ]
    assert "https://developer.meridian.example/ordering" == found["humanURL"]
    assert RICH.server.url == found["baseURL"]
    assert {"state": "deprecated", "sunset": "2028-01-31", "by": "meridian.orders"} == found["properties"][3]["data"]


def test_names_are_fitted_to_what_apis_json_allows() -> None:
    """A name of one letter is lengthened, and one of a hundred cut; an API without a page is its own."""
    short, long = ("X", "X APIs"), ("N" * 100, f"{'N' * 47}...")
    for name, said in (short, long):
        whose = Publisher(name=name, slug="x", contact="platform@meridian.example")
        found = apis_json([manifest(organisation=whose, title="T", description="")], HOST)
        assert said == found["name"]
        assert ("T API", "The API T.", manifest().server.url) == tuple(
            found["apis"][0][key] for key in ("name", "description", "humanURL")
        )


def test_a_host_lists_its_own_apis_at_its_own_address() -> None:
    """An API of another host is not in the index, which says where it is served."""
    elsewhere = manifest("quoting", host_name="api.internal.meridian.example")
    found = apis_json([RICH, elsewhere], HOST)

    assert (f"https://{HOST}/apis.json", "apis.json", "Index") == (found["url"], APIS_JSON, found["type"])
    assert [f"{HOST}:ordering-public"] == [one["aid"] for one in found["apis"]]
