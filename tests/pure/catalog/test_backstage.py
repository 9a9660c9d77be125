"""
The claims of `catalog.backstage`, held against Backstage's own schemas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.adapters.yaml_text import as_yaml
from platform_constructs.catalog.backstage import backstage_entities, backstage_groups
from platform_constructs.catalog.manifest import ApiManifest
from tests.pure.catalog.small_manifests import EVENT, MANIFESTS, RICH, SUBSCRIBER, manifest
from tests.pure.catalog.standards import KEPT, Held, kept, registry_of

KINDS = {
    kind: Held(kept(f"backstage/{kind}.v1alpha1.schema.json"), registry_of(KEPT / "backstage"))
    for kind in ("API", "Component", "Domain", "Group", "System")
}
NAME = re.compile(r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
TAG = re.compile(r"[a-z0-9:+#]+(-[a-z0-9:+#]+)*")


def wrong(entity: Mapping[str, Any]) -> list[str]:
    """What Backstage would say of an entity: by its schemas, then by its rules for names, keys and tags."""
    read = dict(entity)
    if read["kind"] == "API":  # Backstage puts the text there before it looks
        [(placeholder, address)] = read["spec"]["definition"].items()
        assert placeholder in {"$text", "$openapi"}
        read["spec"] = {**read["spec"], "definition": f"the text at {address}"}
    found = KINDS[read["kind"]].faults(read)
    metadata = read["metadata"]
    keys = [key.rpartition("/")[2] for key in metadata.get("annotations", {})]
    found += [f"name {each}" for each in [metadata["name"], *keys] if not NAME.fullmatch(each) or len(each) > 63]
    found += [f"tag {each}" for each in metadata.get("tags", []) if not TAG.fullmatch(each) or len(each) > 63]
    return found + [f"annotation {each}" for each in metadata.get("annotations", {}).values() if type(each) is not str]


def the(kind: str, name: str, *manifests: ApiManifest) -> Any:
    """One entity of some manifests."""
    found = {(one["kind"], one["metadata"]["name"]): one for one in backstage_entities(manifests)}
    return found[kind, name]


@settings(deadline=None)
@given(st.lists(MANIFESTS, min_size=1, max_size=2, unique_by=lambda one: one.stack))
def test_every_entity_is_one_that_backstage_takes(manifests: list[ApiManifest]) -> None:
    """Whatever a manifest holds, its entities are valid by Backstage's schemas and rules, and survive their YAML."""
    entities = [*backstage_groups(manifests), *backstage_entities(sorted(manifests, key=lambda one: one.order))]

    assert [] == [fault for one in entities for fault in wrong(one)]
    assert entities == list(yaml.safe_load_all(as_yaml(entities)))


def test_the_schemas_would_refuse_an_entity() -> None:
    """The schemas are awake: an API without an owner, or with a name of two words, is refused."""
    entity = the("API", "ordering-public", RICH)

    assert [] == wrong(entity)
    assert ["$.spec: 'owner' is a required property"] == wrong(
        {**entity, "spec": {key: value for key, value in entity["spec"].items() if key != "owner"}}
    )
    assert ["name two words"] == wrong({**entity, "metadata": {**entity["metadata"], "name": "two words"}})


def test_an_api_says_all_that_backstage_has_a_place_for() -> None:
    """Owner, system, lifecycle, definition, links and the rest as annotations."""
    found = the("API", "ordering-public", RICH)

    assert {
        "type": "openapi",
        "lifecycle": "deprecated",
        "owner": "group:default/ordering-leads",
        "system": "ordering",
        "definition": {"$openapi": "https://git.meridian.example/raw/ordering/openapi.yaml"},
    } == found["spec"]
    assert {
        "platform-constructs/api-id": "meridian.ordering",
        "platform-constructs/audience": "external",
        "platform-constructs/classification": "personal",
        "platform-constructs/contract-digest": RICH.contract.digest,
        "platform-constructs/lifecycle": "deprecated",
        "platform-constructs/packs": "baseline 2.0.0",
        "platform-constructs/replaced-by": "meridian.orders",
        "platform-constructs/scopes": "ordering/orders.read",
        "platform-constructs/sunset": "2028-01-31",
        "platform-constructs/version": "1.2.0",
        "platform-constructs/waivers": "APIGW-001 until 2027-01-31, CKV_AWS_120 until 2027-02-28",
    } == found["metadata"]["annotations"]
    assert ["personal", "external", "deprecated"] == found["metadata"]["tags"]
    assert ["endpoint", "service-desc", "service-doc", "sunset"] == [one["type"] for one in found["metadata"]["links"]]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "unknown"),
        ("draft", "experimental"),
        ("beta", "experimental"),
        ("stable", "production"),
        ("retired", "deprecated"),
    ],
)
def test_a_state_is_told_in_backstages_words(state: str | None, said: str) -> None:
    """Backstage's pages know experimental, production and deprecated."""
    one = manifest(lifecycle={"state": state, "sunset": None, "replaced_by": None})

    assert said == the("API", "ordering-public", one)["spec"]["lifecycle"]


def test_a_contract_that_is_published_nowhere_is_named_by_its_path() -> None:
    """Without an address the definition is looked for beside the file, as it lies in the repository."""
    found = the("API", "ordering-public", manifest())

    assert {"$text": "./stacks/domains/ordering/openapi.yaml"} == found["spec"]["definition"]


def test_who_subscribes_consumes_what_is_published() -> None:
    """A domain with events has an API of them, provided by its component and consumed by who may subscribe."""
    publisher, quiet = manifest(events=(EVENT,)), manifest()

    assert ["ordering-public", "ordering-events"] == the("Component", "ordering-public", publisher)["spec"][
        "providesApis"
    ]
    assert ["ordering-events"] == the("Component", "delivery-public", SUBSCRIBER, publisher)["spec"]["consumesApis"]
    assert "consumesApis" not in the("Component", "delivery-public", SUBSCRIBER, quiet)["spec"]
    assert "../asyncapi/ordering.json" == the("API", "ordering-events", publisher)["spec"]["definition"]["$text"]


def test_every_name_that_is_referred_to_is_there() -> None:
    """Owners, systems, domains and APIs of the entities are entities themselves."""
    manifests = (SUBSCRIBER, RICH)
    entities = [*backstage_groups(manifests), *backstage_entities(manifests)]
    there = {(one["kind"], one["metadata"]["name"]) for one in entities}
    named = {
        ("Group", one["spec"]["owner"].removeprefix("group:default/")) for one in entities if "owner" in one["spec"]
    }
    named |= {("System", one["spec"]["system"]) for one in entities if "system" in one["spec"]}
    named |= {("Domain", one["spec"]["domain"]) for one in entities if "domain" in one["spec"]}
    for one in entities:
        named |= {("API", api) for key in ("providesApis", "consumesApis") for api in one["spec"].get(key, ())}

    assert set() == named - there
    assert len(there) == len(entities)
