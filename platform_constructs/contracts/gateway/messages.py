"""
What goes into and comes out of an operation: its request body's models and its responses' names.
"""

from __future__ import annotations

import re
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.gateway.descriptions import cut
from platform_constructs.contracts.gateway.media_types import is_json, plain_type
from platform_constructs.contracts.gateway.models import Models
from platform_constructs.contracts.gateway.origins import Origins
from platform_constructs.contracts.notes import Loss, Notes

__all__ = ["lowered_request", "lowered_responses"]

_CODE: Final = re.compile(r"[1-5][0-9][0-9]")
_RANGE: Final = re.compile(r"[1-5]XX|default")
_MOST_HEADERS: Final = 100
_HEADER: Final = re.compile(r"[A-Za-z0-9_-]+")
_JSON: Final = "application/json"


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
        what = "the body of a GET or HEAD request is left out: HTTP gives it no meaning"
        notes.add(operation, what, Loss.UNCHECKED)
        return None
    content: dict[str, Any] = {
        media: models.origins.put({"schema": models.model(entry.child("schema"), wish)}, entry)
        for media, entry in _checked_types(body, notes).items()
    }
    required = body.get("required")
    if not content:
        return None
    return models.origins.put({"required": required is not None and required.flag(), "content": content}, body)


def _checked_types(body: Node, notes: Notes) -> dict[str, Node]:
    """Return the media types that API Gateway can check; the most specific description of each counts."""
    said: dict[str, list[Node]] = {}
    for name, entry in sorted(body.needs("content").entries()):
        entry.entries()
        media = plain_type(name)
        if is_json(media):
            said.setdefault(media, []).append(entry)
        else:
            what = "request bodies other than JSON are left to the backend: API Gateway cannot check them"
            notes.add(entry, what, Loss.UNCHECKED)
    for wide in ("application/*", "*/*"):
        if entries := said.pop(wide, None):
            said.setdefault(_JSON, entries)
    found: dict[str, Node] = {}
    for media, entries in sorted(said.items()):
        schemas = [entry.value.get("schema") for entry in entries]
        if None in schemas:
            notes.add(entries[0], "a JSON request body without a schema is not checked", Loss.UNCHECKED)
        elif any(schema != schemas[0] for schema in schemas):
            what = "bodies whose media type has several schemas, by its parameters, are left to the backend"
            notes.add(entries[0], what, Loss.UNCHECKED)
        else:
            found[media] = entries[0]
    return found


def lowered_responses(operation: Node, references: References, notes: Notes, origins: Origins) -> dict[str, Any]:
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
        response = references.resolve(entry)
        lowered[code] = origins.put(_response(response, references, notes, origins), response)
    return lowered or {"200": {"description": "As the backend answers"}}


def _response(response: Node, references: References, notes: Notes, origins: Origins) -> dict[str, Any]:
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
        header = references.resolve(entry)
        header.entries()
        if _HEADER.fullmatch(name) and len(kept) < _MOST_HEADERS:
            kept[name] = origins.put({"schema": {"type": "string"}}, header)
        else:
            notes.add(entry, "response headers are left out from the 100th on, or if API Gateway cannot map their name")
    return {**lowered, "headers": kept} if kept else lowered
