"""
Media types: which bodies are checked, which are passed on, and which stay bytes.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.pure.contracts.reading import body_of, compiled, contract_of, load

BYTES = "x-amazon-apigateway-binary-media-types"
OBJECT = {"schema": {"type": "object"}}
TEXT = {"schema": {"type": "string"}}


def taking(**content: Any) -> dict[str, Any]:
    """A contract whose one operation takes these bodies; `__` in a name stands for a slash."""
    said = {name.replace("__", "/"): entry for name, entry in content.items()}
    operation = {"operationId": "send", "requestBody": {"content": said}, "responses": {"200": {"description": ""}}}
    return contract_of(paths={"/files": {"post": operation}})


def content_of(document: dict[str, Any]) -> dict[str, Any]:
    body = body_of(document)
    links = body["paths"]["/v1/files"]["post"].get("requestBody", {}).get("content", {})
    schemas = body["components"]["schemas"]
    return {media: schemas[entry["schema"]["$ref"].rpartition("/")[2]] for media, entry in links.items()}


@pytest.mark.parametrize(
    ("media", "is_bytes"),
    [
        ("multipart/form-data", True),
        ("application/octet-stream", True),
        ("application/pdf", True),
        ("image/*", True),
        ("IMAGE/PNG; q=1", True),
        ("application/x-www-form-urlencoded", False),
        ("text/csv", False),
        ("application/xml", False),
        ("application/soap+xml", False),
        ("application/yaml", False),
        ("application/json-patch+json", False),
        ("*/*", False),
        ("no media type", False),
    ],
)
def test_what_is_no_text_is_passed_on_as_bytes(media: str, is_bytes: bool):
    """API Gateway reads bodies as UTF-8 unless their type is listed; JSON and any type are never listed."""
    wanted = [media.split(";")[0].lower()] if is_bytes else None

    assert wanted == body_of(taking(**{media: OBJECT})).get(BYTES)


def test_answers_that_are_no_text_are_listed_too():
    """A response's bytes come through as they are when their type is listed."""
    responses = {"200": {"description": "", "content": {"image/png": {}, "application/json": {}}}, "x-note": 1}
    document = contract_of(paths={"/logo": {"get": {"operationId": "logo", "responses": responses}}})

    assert ["image/png"] == body_of(document)[BYTES]


@pytest.mark.parametrize("wide", ["*/*", "application/*"])
def test_the_most_specific_media_type_counts(wide: str):
    """JSON is held to what the contract says of JSON, not to what it says of anything else."""
    document = taking(**{wide: OBJECT, "application/json": TEXT})

    assert {"application/json": {"type": "string"}} == content_of(document)


@pytest.mark.parametrize("wide", ["*/*", "application/*"])
def test_any_media_type_is_json_too(wide: str):
    """Where the contract says nothing of JSON, what it says of any type holds."""
    assert {"application/json": {"type": "object"}} == content_of(taking(**{wide: OBJECT}))


def test_media_types_that_differ_in_parameters_are_not_mixed_up():
    """API Gateway does not look at parameters, so it checks neither of two schemas for one type."""
    one, other = "application/json; v=1", "application/json; v=2"

    assert {"application/json": {"type": "object"}} == content_of(taking(**{one: OBJECT, other: OBJECT}))
    assert {} == content_of(taking(**{one: OBJECT, other: TEXT}))


@pytest.mark.parametrize("schema", [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}, {"enum": [1]}])
def test_a_body_need_not_be_an_object(schema: dict[str, Any]):
    """Texts, lists and plain values have models of their own."""
    api, findings = compiled(load(taking(**{"application/json": {"schema": schema}})))

    assert ((), True) == (findings, api is not None)
