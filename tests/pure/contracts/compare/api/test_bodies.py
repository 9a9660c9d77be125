"""
What becomes of request bodies and responses: statuses, media types, headers, links.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.pure.contracts.compare.versions import answer, body, content, edited, orders, told, told_by

EVERYBODY = ("GET /orders", "GET /orders/{id}", "POST /orders")
JSON = {"application/json": {"schema": {"type": "object"}}}


def placing(request: Any = None, answers: Any = None) -> dict[str, Any]:
    """The API whose orders are placed with this body and answered like this."""

    def edit(api: dict[str, Any]) -> None:
        post = api["paths"]["/orders"]["post"]
        post.pop("requestBody")
        post |= {"requestBody": request} if request else {}
        post |= {"responses": answers} if answers else {}

    return edited(orders(), edit)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, {"required": True, "content": JSON}, [("BREAKING", "request-body-added-required")]),
        (None, {"content": JSON}, [("INFO", "request-body-added-optional")]),
        ({"content": JSON}, None, [("BREAKING", "request-body-removed")]),
        ({"content": JSON}, {"required": True, "content": JSON}, [("BREAKING", "request-body-became-required")]),
        ({"required": True, "content": JSON}, {"content": JSON}, [("INFO", "request-body-became-optional")]),
        (
            {"content": JSON},
            {"content": {**JSON, "text/csv": {}}},
            [("INFO", "request-body-media-type-added")],
        ),
        (
            {"content": {**JSON, "text/csv": {}}},
            {"content": JSON},
            [("BREAKING", "request-body-media-type-removed")],
        ),
        (
            {"content": {"text/csv": {}}},
            {"content": {"text/*": {}}},
            [("INFO", "request-body-media-type-name-generalized")],
        ),
        (
            {"content": {"text/*": {}}},
            {"content": {"text/csv": {}}},
            [("BREAKING", "request-body-media-type-name-specialized")],
        ),
        (
            {"content": {"application/json": {}}},
            {"content": JSON},
            [("BREAKING", "request-body-media-type-schema-added")],
        ),
        (
            {"content": JSON},
            {"content": {"application/json": {}}},
            [("INFO", "request-body-media-type-schema-removed")],
        ),
        (
            {"content": {"multipart/form-data": {"encoding": {"file": {"contentType": "image/png"}}}}},
            {"content": {"multipart/form-data": {"encoding": {"file": {"contentType": "image/gif"}}}}},
            [("BREAKING", "request-body-encoding-changed")],
        ),
        ({"content": JSON}, {"content": {"Application/JSON": JSON["application/json"]}}, []),
    ],
)
def test_a_body_asks_no_more_than_before(before: Any, after: Any, expected: list[tuple[str, str]]):
    """Each way in which a request body can change is told once, and breaks when today's requests are refused."""
    assert expected == [(severity, name) for severity, name, _, _ in told(placing(before), placing(after))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"200": {}, "201": {}}, {"200": {}}, [("BREAKING", "response-success-status-removed")]),
        ({"200": {}}, {"200": {}, "202": {}}, [("INFO", "response-success-status-added")]),
        ({"200": {}, "404": {}}, {"200": {}}, [("INFO", "response-non-success-status-removed")]),
        ({"200": {}}, {"200": {}, "429": {}}, [("INFO", "response-non-success-status-added")]),
        (
            {"default": {}},
            {"404": {}},
            [("INFO", "response-non-success-status-added"), ("BREAKING", "response-success-status-removed")],
        ),
        ({"200": {}, "default": {}}, {"200": {}}, [("INFO", "response-non-success-status-removed")]),
        (
            {"200": {"content": {**JSON, "text/csv": {}}}},
            {"200": {"content": JSON}},
            [("BREAKING", "response-media-type-removed")],
        ),
        (
            {"200": {"content": JSON}},
            {"200": {"content": {"application/problem+json": JSON["application/json"]}}},
            [("INFO", "response-media-type-name-specialized")],
        ),
        (
            {"200": {"content": {"application/problem+json": JSON["application/json"]}}},
            {"200": {"content": JSON}},
            [("BREAKING", "response-media-type-name-generalized")],
        ),
        (
            {"200": {"content": JSON}},
            {"200": {"content": {"application/json;charset=utf-8": JSON["application/json"]}}},
            [("INFO", "response-media-type-name-changed")],
        ),
        (
            {"200": {"content": JSON}},
            {"200": {"content": {"application/json": {}}}},
            [("WARN", "response-body-media-type-schema-removed")],
        ),
        ({"200": {"headers": {"ETag": {}}}}, {"200": {}}, [("WARN", "optional-response-header-removed")]),
        (
            {"200": {"headers": {"ETag": {"required": True}}}},
            {"200": {}},
            [("BREAKING", "required-response-header-removed")],
        ),
        ({"200": {}}, {"200": {"headers": {"ETag": {"required": True}}}}, [("INFO", "response-header-added")]),
        (
            {"200": {"headers": {"ETag": {"required": True}}}},
            {"200": {"headers": {"etag": {}}}},
            [("BREAKING", "response-header-became-optional")],
        ),
        ({"200": {"headers": {"Content-Type": {"required": True}}}}, {"200": {}}, []),
        ({"200": {"links": {"next": {}}}}, {"200": {}}, [("WARN", "response-link-removed")]),
        (
            {"200": {"links": {"next": {"operationId": "a"}}}},
            {"200": {"links": {"next": {"operationId": "b"}}}},
            [("WARN", "response-link-changed")],
        ),
    ],
)
def test_an_answer_holds_what_it_held(before: Any, after: Any, expected: list[tuple[str, str]]):
    """Each way in which a response can change is told once, and breaks when clients miss what they got."""
    assert expected == [
        (severity, name) for severity, name, _, _ in told(placing(answers=before), placing(answers=after))
    ]


def test_a_shared_response_is_told_once():
    """What changes in a response under components is one change with all operations that answer with it."""
    found = told_by(lambda api: api["components"]["responses"]["Problem"].pop("content"))

    assert [("BREAKING", "response-media-type-removed", "responses/Problem", EVERYBODY)] == found


def test_a_shared_header_reaches_through_shared_responses():
    """A header under components, used by a response under components, is told at itself."""
    found = told_by(lambda api: api["components"]["headers"]["Trace"].pop("required"))

    assert [("BREAKING", "response-header-became-optional", "headers/Trace", EVERYBODY)] == found


def test_a_shared_schema_is_told_once_for_each_direction():
    """A property that requests and answers share is told for those who write it and for those who read it."""
    found = told_by(lambda api: api["components"]["schemas"]["Order"]["properties"]["id"].update(maxLength=9))

    assert [
        ("WARN", "request-property-max-length-set", "schemas/Order", ("POST /orders",)),
        ("INFO", "response-property-max-length-set", "schemas/Order", EVERYBODY),
    ] == sorted(found, key=lambda change: change[1])


def test_a_response_that_nobody_gives_any_more_is_told_with_those_who_gave_it():
    """A shared response that two operations no longer give is one change, with these two."""

    def edit(api: dict[str, Any]) -> None:
        api["paths"]["/orders"]["post"]["responses"].pop("404")
        api["paths"]["/orders"]["get"]["responses"].pop("404")

    assert [
        ("INFO", "response-non-success-status-removed", "responses/Problem", ("GET /orders", "POST /orders"))
    ] == told_by(edit)


def test_writing_parts_out_changes_nothing():
    """A response or schema written where it was referred to is the same response or schema."""

    def edit(api: dict[str, Any]) -> None:
        shared = api["components"]
        api["paths"]["/orders"]["get"]["responses"]["404"] = shared["responses"]["Problem"]
        order = {"schema": shared["schemas"]["Order"]}
        api["paths"]["/orders"]["post"]["requestBody"]["content"]["application/json"] = order

    assert [] == told_by(edit)


def test_fixtures_are_what_they_say():
    """The small API's bodies are made of the schemas that the tests change."""
    assert body("Order")["content"] == answer("Order")["content"] == content("Order")
