"""
What becomes of parameters, the shared ones told once.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.api.terms import Terms
from tests.pure.contracts.compare.versions import edited, orders, told, told_by

LISTING = ("GET /orders", "GET /orders/{id}")
NO_NOTICE = Terms(beta_days=0, stable_days=0)


def with_filter(parameter: dict[str, Any] | None) -> dict[str, Any]:
    """The API whose orders can be listed with one parameter of their own."""
    said = [parameter] if parameter else []
    return edited(orders(), lambda api: api["paths"]["/orders"]["get"].update(parameters=said))


def query(**changes: Any) -> dict[str, Any]:
    """A query parameter of any text."""
    return {"name": "state", "in": "query", "schema": {"type": "string"}, **changes}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, query(), [("INFO", "new-optional-request-parameter")]),
        (None, query(required=True), [("BREAKING", "new-required-request-parameter")]),
        (None, query(required=True, schema={"default": 1}), [("BREAKING", "new-required-request-parameter")]),
        (query(), None, [("WARN", "request-parameter-removed")]),
        (query(deprecated=True), None, [("INFO", "request-parameter-removed-with-deprecation")]),
        (
            query(deprecated=True, **{"x-sunset": "2026-12-24"}),
            None,
            [("BREAKING", "request-parameter-removed-before-sunset")],
        ),
        (
            query(deprecated=True, **{"x-sunset": "2026-01-01"}),
            None,
            [("INFO", "request-parameter-removed-after-sunset")],
        ),
        (query(), query(required=True), [("BREAKING", "request-parameter-became-required")]),
        (query(required=True), query(), [("INFO", "request-parameter-became-optional")]),
        (query(), query(deprecated=True), [("INFO", "request-parameter-deprecated")]),
        (query(deprecated=True), query(), [("INFO", "request-parameter-reactivated")]),
        (query(), query(**{"in": "header"}), [("BREAKING", "request-parameter-in-changed")]),
        (query(), query(style="pipeDelimited"), [("BREAKING", "request-parameter-style-changed")]),
        (query(), query(style="form", explode=True), []),
        (query(), query(explode=False), []),
        (
            query(schema={"type": "array"}),
            query(schema={"type": "array"}, explode=False),
            [("BREAKING", "request-parameter-explode-changed")],
        ),
        (query(allowReserved=True), query(), [("BREAKING", "request-parameter-became-not-allow-reserved")]),
        (query(), query(allowEmptyValue=True), [("INFO", "request-parameter-became-allow-empty-value")]),
        (
            query(),
            {"name": "state", "in": "query", "content": {"application/json": {}}},
            [("BREAKING", "request-parameter-content-changed")],
        ),
        (
            {"name": "state", "in": "query"},
            query(),
            [("BREAKING", "request-parameter-schema-added")],
        ),
        (query(), query(schema={"type": "integer"}), [("BREAKING", "request-parameter-type-changed")]),
        (
            query(**{"in": "header", "name": "X-State"}),
            query(**{"in": "header", "name": "x-state"}),
            [],
        ),
        (query(description="a"), query(description="b", example="c"), []),
    ],
)
def test_a_parameter_asks_no_more_than_before(
    before: dict[str, Any] | None, after: dict[str, Any] | None, expected: list[tuple[str, str]]
):
    """Each way in which a parameter can change is told once, and breaks when today's requests get into trouble."""
    found = told(with_filter(before), with_filter(after), NO_NOTICE)

    assert expected == [(severity, name) for severity, name, _, _ in found]


def test_a_shared_parameter_is_told_once():
    """A parameter under components that becomes required is one change with all its operations."""
    found = told_by(lambda api: api["components"]["parameters"]["Limit"].update(required=True))

    assert [("BREAKING", "request-parameter-became-required", "parameters/Limit", LISTING)] == found


def test_who_drops_a_shared_parameter_drops_it_alone():
    """An operation that no longer takes a shared parameter is told by itself; others still take it."""
    found = told_by(lambda api: api["paths"]["/orders"]["get"].pop("parameters"))

    assert [("WARN", "request-parameter-removed", "parameters/Limit", ("GET /orders",))] == found


def test_a_parameter_of_a_path_is_told_at_the_path():
    """What a path says for all its operations is one change, however many they are."""

    def edit(api: dict[str, Any]) -> None:
        item = api["paths"]["/orders/{id}"]
        item["head"] = item["get"] | {"operationId": "probe"}

    old = edited(orders(), edit)
    new = edited(old, lambda api: api["paths"]["/orders/{id}"]["parameters"].append(query(required=True)))

    assert [
        (
            "BREAKING",
            "new-required-request-default-parameter-to-existing-path",
            "/orders/{id} query `state`",
            ("GET /orders/{id}", "HEAD /orders/{id}"),
        )
    ] == told(old, new)


def test_where_a_parameter_is_written_makes_no_difference():
    """Moving a parameter from the path to its operations, or into components, changes nothing."""

    def edit(api: dict[str, Any]) -> None:
        item = api["paths"]["/orders/{id}"]
        item["get"]["parameters"] += item.pop("parameters")
        api["paths"]["/orders"]["get"]["parameters"] = [api["components"]["parameters"]["Limit"]]

    assert [] == told_by(edit)
