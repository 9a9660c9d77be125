"""
What becomes of operations: new, gone, deprecated, renamed.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.api.terms import Terms
from tests.pure.contracts.compare.versions import edited, only, orders, told, told_by

PLACE = ("POST /orders",)
NO_NOTICE = Terms(beta_days=0, stable_days=0)


def ending(**said: Any) -> dict[str, Any]:
    """The API with something said about placing orders."""
    return edited(orders(), lambda api: api["paths"]["/orders"]["post"].update(said))


def without_placing(api: dict[str, Any]) -> dict[str, Any]:
    return edited(api, lambda copied: copied["paths"]["/orders"].pop("post"))


def test_a_new_operation_breaks_nobody():
    """An operation more is told, and breaks nobody."""
    assert [("INFO", "endpoint-added", "POST /orders", PLACE)] == told(without_placing(orders()), orders())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("BREAKING", "api-removed-without-deprecation")),
        ({"deprecated": True}, ("BREAKING", "api-removed-without-sunset")),
        ({"deprecated": True, "x-sunset": "2026-11-23"}, ("BREAKING", "api-removed-before-sunset")),
        ({"deprecated": True, "x-sunset": "soon"}, ("BREAKING", "api-path-sunset-parse")),
        ({"deprecated": True, "x-sunset": "2026-11-22"}, ("INFO", "api-removed-after-sunset")),
        ({"deprecated": True, "x-sunset": "2026-11-21T12:00:00Z"}, ("INFO", "api-removed-after-sunset")),
        ({"deprecated": True, "x-sunset": 20261121}, ("BREAKING", "api-path-sunset-parse")),
        ({"x-lifecycle": "retired", "x-sunset": "2026-01-01"}, ("INFO", "api-removed-after-sunset")),
        ({"x-lifecycle": "draft"}, ("INFO", "api-draft-removed")),
        ({"x-stability-level": "alpha"}, ("INFO", "api-draft-removed")),
        ({"x-lifecycle": "beta"}, ("BREAKING", "api-removed-without-deprecation")),
        ({"x-lifecycle": "ga"}, ("BREAKING", "api-invalid-stability-level")),
    ],
)
def test_an_operation_may_go_once_its_sunset_has_passed(said: dict[str, Any], expected: tuple[str, str]):
    """A removed operation breaks its clients unless its end was announced and has come, or it was a draft."""
    old = ending(**said)

    assert [(*expected, "POST /orders", PLACE)] == told(old, without_placing(old))


def test_no_sunset_is_due_where_nobody_asks_for_one():
    """Without days of notice, a deprecated operation may go as oasdiff lets it."""
    old = ending(deprecated=True)

    assert [("INFO", "api-removed-with-deprecation", "POST /orders", PLACE)] == told(
        old, without_placing(old), NO_NOTICE
    )


def test_a_path_that_is_gone_is_told_for_each_operation():
    """With a path go all its operations, each told under its own name."""
    found = told_by(lambda api: api["paths"].pop("/orders"))

    assert [
        ("BREAKING", "api-path-removed-without-deprecation", "GET /orders", ("GET /orders",)),
        ("BREAKING", "api-path-removed-without-deprecation", "POST /orders", PLACE),
    ] == found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"deprecated": True}, ("BREAKING", "api-deprecated-sunset-missing")),
        ({"deprecated": True, "x-sunset": "2027-05-20"}, ("BREAKING", "api-sunset-date-too-small")),
        ({"deprecated": True, "x-sunset": "2027-05-21"}, ("INFO", "endpoint-deprecated-with-sunset")),
        ({"deprecated": True, "x-sunset": "21.5.2027"}, ("BREAKING", "api-deprecated-sunset-parse")),
        ({"x-lifecycle": "deprecated", "x-sunset": "2027-05-21"}, ("INFO", "endpoint-deprecated-with-sunset")),
    ],
)
def test_a_deprecation_names_a_day_that_is_far_enough_away(said: dict[str, Any], expected: tuple[str, str]):
    """Deprecating is fine with a sunset at least 180 days ahead, and breaks a promise otherwise."""
    assert [(*expected, "POST /orders", PLACE)] == told(orders(), ending(**said))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2028-01-01", None, ("BREAKING", "sunset-deleted")),
        ("2028-01-01", "2027-01-01", ("BREAKING", "api-sunset-date-changed-too-small")),
        ("2028-01-01", "2027-12-01", ("WARN", "api-sunset-date-moved-forward")),
        ("2028-01-01", "2029-01-01", ("INFO", "api-sunset-date-moved-back")),
        ("2028-01-01", "later", ("BREAKING", "api-path-sunset-parse")),
        ("later", "2028-01-01", ("BREAKING", "api-path-sunset-parse")),
        (None, "2028-01-01", ("INFO", "api-sunset-added")),
        (None, "2026-12-01", ("BREAKING", "api-sunset-date-too-small")),
    ],
)
def test_an_announced_end_only_moves_away(before: str | None, after: str | None, expected: tuple[str, str]):
    """A sunset may be moved backwards; moved forward, deleted or garbled, it breaks a promise."""
    old = ending(**{"deprecated": True, **({"x-sunset": before} if before else {})})
    new = ending(**{"deprecated": True, **({"x-sunset": after} if after else {})})

    assert [(*expected, "POST /orders", PLACE)] == told(old, new)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"x-lifecycle": "beta"}, ("BREAKING", "api-stability-decreased")),
        ({"x-lifecycle": "beta"}, {"x-lifecycle": "draft"}, ("BREAKING", "api-stability-decreased")),
        ({"x-lifecycle": "draft"}, {}, ("INFO", "api-stability-increased")),
        ({"x-stability-level": "beta"}, {"x-lifecycle": "stable"}, ("INFO", "api-stability-increased")),
        ({}, {"x-lifecycle": "ga"}, ("BREAKING", "api-invalid-stability-level")),
        ({"x-lifecycle": "ga"}, {}, ("INFO", "api-invalid-stability-level")),
        ({"x-lifecycle": "ga"}, {"x-lifecycle": "draft"}, ("BREAKING", "api-invalid-stability-level")),
    ],
)
def test_a_stage_of_life_only_rises(before: dict[str, Any], after: dict[str, Any], expected: tuple[str, str]):
    """What was promised to be stable may not become a beta again."""
    assert [(*expected, "POST /orders", PLACE)] == told(ending(**before), ending(**after))


def test_nothing_breaks_in_a_draft():
    """Whatever changes where only drafts are affected informs; a schema that others use too still breaks them."""

    def edit(api: dict[str, Any]) -> None:
        api["paths"]["/orders"]["post"]["parameters"] = [{"name": "dry", "in": "query", "required": True}]
        api["components"]["schemas"]["Order"]["properties"]["id"]["type"] = "integer"

    old = ending(**{"x-lifecycle": "draft"})

    assert {
        "new-required-request-parameter": "INFO",
        "request-property-type-changed": "INFO",
        "response-property-type-changed": "BREAKING",
    } == {name: severity for severity, name, _, _ in told(old, edited(old, edit))}


def test_names_of_variables_are_not_sent():
    """A path parameter may be renamed; its type is still compared."""

    def edit(api: dict[str, Any]) -> None:
        item = api["paths"].pop("/orders/{id}")
        item["parameters"] = [{"name": "orderId", "in": "path", "required": True, "schema": {"type": "integer"}}]
        api["paths"]["/orders/{orderId}"] = item

    assert {
        ("INFO", "request-path-parameter-renamed"),
        ("BREAKING", "request-parameter-type-changed"),
    } == {(severity, name) for severity, name, _, _ in told_by(edit)}


def test_an_operation_id_is_what_generated_clients_call():
    """Another operationId warns; tags inform."""

    def edit(api: dict[str, Any]) -> None:
        api["paths"]["/orders"]["get"] |= {"operationId": "orders", "tags": ["sales"]}

    assert [
        ("WARN", "api-operation-id-removed"),
        ("INFO", "api-tag-added"),
        ("INFO", "api-tag-removed"),
    ] == [(severity, name) for severity, name, _, _ in told_by(edit)]


def test_a_change_says_what_and_why_and_where():
    """A change reads as a sentence with a reason, and leads to its lines in both versions."""
    change = only(orders(), without_placing(orders()))

    assert "`POST /orders` was removed without having been deprecated" == change.what
    assert "clients that call it fail at once" == change.why
    assert change.old is not None
    assert ("old.yaml", "/paths/~1orders/post") == (change.old.file, change.old.pointer)
    assert change.new is None
