"""
What goes into and comes out of an operation: its request body's models and its responses' names.
"""

from __future__ import annotations

import re
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.gateway.descriptions import cut
from platform_constructs.contracts.gateway.models import Models
from platform_constructs.contracts.notes import Notes

__all__ = ["lowered_request", "lowered_responses", "request_types"]

_CODE: Final = re.compile(r"[1-5][0-9][0-9]")
_RANGE: Final = re.compile(r"[1-5]XX|default")
_MOST_HEADERS: Final = 100
_HEADER: Final = re.compile(r"[A-Za-z0-9_-]+")
_ANY_JSON: Final = ("*/*", "application/*")
_NAME: Final = r"[a-z0-9!#$&^_.+-]{1,127}"  # RFC 6838
_MEDIA_TYPE: Final = re.compile(rf"{_NAME}/{_NAME}|{_NAME}/\*|\*/\*")


def lowered_request(
    operation: Node, method: str, wish: str, references: References, models: Models, notes: Notes
) -> dict[str, Any] | None:
    """
    Return the request body with a model for each JSON media type; None when API Gateway has nothing to check.

    Raises:
        ContractError: when it is not shaped as OpenAPI wants it.
    """
    said = operation.get("requestBody")
    if said is None:
        return None
    body = references.resolve(said)
    if method in ("GET", "HEAD"):
        notes.add(operation, "the body of a GET or HEAD request is left out: HTTP gives it no meaning")
        return None
    content: dict[str, Any] = {}
    for name, entry in sorted(body.needs("content").entries()):
        media = _media_type(name)
        media = "application/json" if media in _ANY_JSON else media
        entry.entries()
        schema = entry.get("schema")
        if media != "application/json" and not media.endswith("+json"):
            notes.add(entry, "request bodies other than JSON are left to the backend: API Gateway cannot check them")
        elif schema is None:
            notes.add(entry, "a JSON request body without a schema is not checked")
        elif media not in content:
            content[media] = {"schema": models.model(schema, wish)}
    required = body.get("required")
    return {"required": required is not None and required.flag(), "content": content} if content else None


def request_types(operation: Node, references: References) -> set[str]:
    """
    Return the media types of an operation's request body, lower case and without parameters; `*` stands for any.

    What is no media type by RFC 6838 is left out: no request can name it.
    """
    said = operation.get("requestBody")
    content = references.resolve(said).needs("content").entries() if said is not None else ()
    return {media for name, _ in content if _MEDIA_TYPE.fullmatch(media := _media_type(name))}


def _media_type(name: str) -> str:
    return name.split(";")[0].strip().lower()


def lowered_responses(operation: Node, references: References, notes: Notes) -> dict[str, Any]:
    """
    Return the responses by status code, with their header names.

    Their models are left out: API Gateway never checks a response, and counts every model against its 400 KB.

    Raises:
        ContractError: when they are not shaped as OpenAPI wants it.
    """
    lowered: dict[str, Any] = {}
    said = operation.get("responses")
    for code, entry in sorted(said.entries()) if said else ():
        if code.startswith("x-"):
            continue
        if not _CODE.fullmatch(code):
            if not _RANGE.fullmatch(code):
                raise entry.refuse("CON-009", "a response has no status code", code, "write 200, 4XX or default")
            notes.add(entry, "`default` and ranges such as 4XX are left out: API Gateway wants status codes one by one")
            continue
        lowered[code] = _response(references.resolve(entry), references, notes)
    return lowered or {"200": {"description": "As the backend answers"}}


def _response(response: Node, references: References, notes: Notes) -> dict[str, Any]:
    response.entries()
    description = response.get("description")
    lowered: dict[str, Any] = {"description": cut(description, notes) if description else ""}
    if response.get("content") is not None:
        notes.add(response, "response bodies get no model: API Gateway does not check responses")
    if response.get("links") is not None:
        notes.add(response, "links are left out: API Gateway knows none")
    headers = response.get("headers")
    kept: dict[str, Any] = {}
    for name, entry in sorted(headers.entries()) if headers else ():
        references.resolve(entry).entries()
        if _HEADER.fullmatch(name) and len(kept) < _MOST_HEADERS:
            kept[name] = {"schema": {"type": "string"}}
        else:
            notes.add(entry, "response headers are left out from the 100th on, or if API Gateway cannot map their name")
    return {**lowered, "headers": kept} if kept else lowered
