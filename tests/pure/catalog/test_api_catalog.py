"""
The claims of `catalog.api_catalog`: a link set by RFC 9264, read as RFC 9727 says.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.catalog.api_catalog import WELL_KNOWN, api_catalog
from platform_constructs.catalog.manifest import ApiManifest
from tests.pure.catalog.small_manifests import MANIFESTS, RICH, manifest
from tests.pure.catalog.standards import Held, kept

HOST = "api.sandbox.meridian.example"
LINKSET = Held(kept("linkset/linkset.schema.json"))
# IANA's link relations that RFC 9727 names, with those of RFC 8594 and RFC 6903 that we add.
RELATIONS = {"item", "service-desc", "service-doc", "service-meta", "status", "sunset", "terms-of-service"}


def read(document: Any, host: str) -> dict[str, dict[str, list[str]]]:
    """
    What a client of RFC 9727 finds: each API behind the catalogue's `item` links, with the links of its own.

    Section 2: the catalogue is at the well-known address of its host. Section 4: it holds links to the APIs, and an
    API's own links have its address for their context. Section 3: addresses are absolute and use https.
    """
    contexts: dict[str, dict[str, list[str]]] = {}
    for context in document["linkset"]:
        assert context["anchor"] not in contexts, "a context is written once"
        relations = {key: value for key, value in context.items() if key != "anchor"}
        assert set(relations) <= RELATIONS
        contexts[context["anchor"]] = {key: [target["href"] for target in each] for key, each in relations.items()}
    catalogue = contexts.pop(f"https://{host}/.well-known/api-catalog")
    assert {"item"} == set(catalogue)
    assert set(contexts) <= set(catalogue["item"]), "nothing is told of what is no API of the catalogue"
    found = {address: contexts.get(address, {}) for address in catalogue["item"]}
    assert all(urlsplit(address).scheme == "https" and urlsplit(address).hostname == host for address in found)
    return found


@settings(deadline=None)
@given(st.lists(MANIFESTS, min_size=1, max_size=2, unique_by=lambda one: one.stack))
def test_whatever_a_manifest_holds_its_catalogue_is_a_link_set(manifests: list[ApiManifest]) -> None:
    """It is valid by RFC 9264, and a client of RFC 9727 finds every API in it."""
    found = api_catalog(manifests, HOST)

    assert [] == LINKSET.faults(found)
    assert {one.server.url for one in manifests} == set(read(found, HOST))


def test_a_client_finds_what_there_is_about_an_api() -> None:
    """Contract, documentation and end are linked from an API's address; one without links is an item all the same."""
    other = manifest("quoting")

    assert {
        RICH.server.url: {link.rel: [link.href] for link in RICH.links},
        other.server.url: {},
    } == read(api_catalog([RICH, other], HOST), HOST)


def test_a_host_lists_its_own_apis() -> None:
    """An API of another host is not in the catalogue."""
    elsewhere = manifest("quoting", host_name="api.internal.meridian.example")

    assert [RICH.server.url] == list(read(api_catalog([RICH, elsewhere], HOST), HOST))
    assert ".well-known/api-catalog" == WELL_KNOWN


def test_the_schema_would_refuse_a_link() -> None:
    """The schema is awake: a link without an address, and a second member beside the link set, are refused."""
    found = api_catalog([RICH], HOST)
    del found["linkset"][0]["item"][0]["href"]

    assert ["$.linkset[0].item[0]: 'href' is a required property"] == LINKSET.faults(found)
    assert LINKSET.faults({"linkset": [], "title": "APIs"})
