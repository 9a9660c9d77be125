"""
Laws of the comparison, over contracts made up at random.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_constructs.contracts.compare.api.finding import finding_of
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.errors import ContractError
from tests.pure.contracts.compare.versions import compared, edited, orders, read
from tests.pure.contracts.schemas import NAMES, SCHEMAS_31
from tests.pure.contracts.test_any_contract import VALUES

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
SMALL = st.sampled_from([{"type": "string"}, {"type": "integer", "maximum": 9}, {"$ref": "#/components/schemas/One"}])
PLACES = st.sampled_from(["query", "header", "cookie"])
STATUSES = st.sampled_from(["200", "201", "404", "default", "4XX"])
MEDIA = st.sampled_from(["application/json", "application/problem+json", "text/csv"])
SECURITY = st.lists(
    st.dictionaries(st.sampled_from(["a", "b"]), st.lists(st.sampled_from(["r", "w"]), max_size=2, unique=True)),
    max_size=2,
)
LIVES = st.sampled_from(
    [
        {},
        {"deprecated": True},
        {"deprecated": True, "x-sunset": "2030-01-01"},
        {"x-lifecycle": "draft"},
        {"x-lifecycle": "beta"},
    ]
)


def merged(one: Any, other: Any) -> dict[str, Any]:
    return {**one, **other}


def mapped(keys: st.SearchStrategy[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(keys, values, max_size=2)


PARAMETERS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "in": PLACES, "schema": SMALL}, optional={"required": st.booleans(), "explode": st.booleans()}
    )
    | st.just({"$ref": "#/components/parameters/Shared"}),
    max_size=3,
    unique_by=lambda parameter: (parameter.get("name"), parameter.get("in")),
)
CONTENT = mapped(MEDIA, st.fixed_dictionaries({}, optional={"schema": SMALL}))
RESPONSES = mapped(
    STATUSES,
    st.fixed_dictionaries(
        {"description": st.just("")},
        optional={
            "content": CONTENT,
            "headers": mapped(NAMES, st.fixed_dictionaries({"schema": SMALL}, optional={"required": st.booleans()})),
        },
    )
    | st.just({"$ref": "#/components/responses/Shared"}),
)
OPERATIONS = st.tuples(
    st.fixed_dictionaries(
        {"responses": RESPONSES},
        optional={
            "parameters": PARAMETERS,
            "security": SECURITY,
            "operationId": NAMES,
            "tags": st.lists(NAMES, max_size=2, unique=True),
            "requestBody": st.fixed_dictionaries({"content": CONTENT}, optional={"required": st.booleans()}),
        },
    ),
    LIVES,
).map(lambda parts: merged(*parts))
ITEMS = mapped(st.sampled_from(["get", "post", "put"]), OPERATIONS)


@st.composite
def apis(draw: st.DrawFn) -> dict[str, Any]:
    """A small API."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Any", "version": "1.0.0"},
        "paths": draw(mapped(st.sampled_from(["/a", "/b", "/b/{id}"]), ITEMS)),
        "webhooks": draw(mapped(NAMES, ITEMS)),
        "security": draw(SECURITY),
        "servers": [{"url": url} for url in draw(st.lists(st.sampled_from(["/v1", "/v2", "//h/v1"]), unique=True))],
        "components": {
            "schemas": {"One": draw(SCHEMAS_31), "Subject": {"type": "object"}, "Two": {"type": "string"}},
            "parameters": {"Shared": {"name": "shared", "in": "query", "schema": draw(SMALL)}},
            "responses": {"Shared": {"description": "", "content": draw(CONTENT)}},
            "securitySchemes": {"a": {"type": "http", "scheme": "bearer"}},
        },
    }


def readable(document: Any) -> bool:
    try:
        read(document)
    except ContractError:
        return False
    return True


def turned(value: Any) -> Any:
    """The same value with the keys of its mappings the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


def written_out(value: Any, components: dict[str, Any]) -> Any:
    """The same value with references to parameters and responses written out."""
    if isinstance(value, dict):
        kind, _, name = str(value.get("$ref", "")).removeprefix("#/components/").partition("/")
        if kind in ("parameters", "responses"):
            return copy.deepcopy(components[kind][name])
        return {key: written_out(item, components) for key, item in value.items()}
    return [written_out(item, components) for item in value] if isinstance(value, list) else value


@CALM
@given(apis().filter(readable))
def test_a_contract_does_not_differ_from_itself(api: dict[str, Any]):
    """Neither the order of keys, nor YAML for JSON, nor writing shared parts out is a change."""
    assert () == compared(api, api).changes
    assert () == compared(api, turned(api)).changes
    assert () == compared(api, yaml.safe_dump(api)).changes
    assert () == compared(api, written_out(api, api["components"])).changes


MIRRORED = {
    "endpoint-added": {"api-path-removed-without-deprecation", "api-removed-without-deprecation"},
    "new-optional-request-parameter": {"request-parameter-removed"},
    "request-parameter-became-required": {"request-parameter-became-optional"},
    "request-body-became-required": {"request-body-became-optional"},
    "request-body-media-type-added": {"request-body-media-type-removed"},
    "response-media-type-added": {"response-media-type-removed"},
    "response-success-status-added": {"response-success-status-removed"},
    "response-non-success-status-added": {"response-non-success-status-removed"},
    "response-header-became-required": {"response-header-became-optional"},
    "api-tag-added": {"api-tag-removed"},
    "webhook-added": {"webhook-removed"},
    "api-server-added": {"api-server-removed", "api-base-path-removed"},
}


def alive(api: dict[str, Any]) -> dict[str, Any]:
    """The API without anything said about the ends and stages of its operations."""

    def edit(copied: dict[str, Any]) -> None:
        for items in (copied["paths"], copied["webhooks"]):
            for item in items.values():
                for operation in item.values():
                    for key in ("deprecated", "x-sunset", "x-lifecycle"):
                        operation.pop(key, None)

    return edited(api, edit)


@CALM
@given(apis().filter(readable).map(alive), apis().filter(readable).map(alive))
def test_what_is_added_one_way_is_removed_the_other_way(old: dict[str, Any], new: dict[str, Any]):
    """Swapping the versions turns each kind of change into its opposite, at the same component and values."""
    there = {(change.id, change.component, change.args) for change in compared(old, new).changes}
    back = {(change.id, change.component, change.args) for change in compared(new, old).changes}

    for one, other in ((there, back), (back, there)):
        for change_id, component, args in one:
            if change_id in MIRRORED:
                assert any((opposite, component, args) in other for opposite in MIRRORED[change_id]), change_id


@CALM
@given(apis().filter(readable), apis().filter(readable))
def test_every_change_reads_and_becomes_a_finding(old: dict[str, Any], new: dict[str, Any]):
    """Whatever changes has a place, a sentence, a reason, and no change is told twice."""
    found = compared(old, new).changes

    assert len({(change.id, change.component, change.path, change.args) for change in found}) == len(found)
    for change in found:
        assert change.old or change.new
        assert change.what[:1].islower() or change.what.startswith("`")
        assert change.why
        assert finding_of(change, "ordering").what
    assert sorted(found, key=lambda change: change.order) == list(found)


BROKEN = orders(
    webhooks={"shipped": {"post": {"responses": {"200": {"description": "Taken."}}}}},
)


@settings(parent=CALM, max_examples=200)
@given(st.data())
def test_whatever_stands_in_a_document_the_comparison_ends(data: st.DataObject):
    """With any value at any place of either version, there is a comparison, or a designed error."""

    def spoilt() -> dict[str, Any]:
        copied = copy.deepcopy(BROKEN)
        for _ in range(data.draw(st.integers(0, 3))):
            holder: Any = copied
            while isinstance(holder, dict | list) and holder:
                key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
                if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.integers(0, 4)) == 0:
                    holder[key] = data.draw(VALUES)
                    break
                holder = holder[key]
        return copied

    try:
        found = compared(json.dumps(spoilt()), json.dumps(spoilt())).changes
    except ContractError as error:
        assert error.code
        return
    assert all(change.severity in Severity for change in found)
