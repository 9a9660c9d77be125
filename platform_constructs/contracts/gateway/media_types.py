"""
Media types: which bodies API Gateway can check, which it may read as text, and which it has to leave as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["binary_types", "is_json", "plain_type", "request_types"]

_NAME: Final = r"[a-z0-9!#$&^_.+-]{1,127}"  # RFC 6838
_MEDIA_TYPE: Final = re.compile(rf"{_NAME}/{_NAME}|{_NAME}/\*|\*/\*")
_ANY_JSON: Final = ("*/*", "application/*")
_JSON: Final = "application/json"
# Text that is no text/...: RFC 6839's suffixes, and what is older than they are.
_TEXT: Final = re.compile(
    r"text/.*|.*\+(?:json|xml|yaml|json-seq)|application/(?:json|xml|yaml|x-yaml|graphql|javascript|jsonl|x-ndjson|"
    r"ndjson|json-seq|jwt|sdp|sql|x-www-form-urlencoded|\*)|message/http|\*/\*"
)
_MOST: Final = 100  # no API serves more kinds of bytes; each is a part of the API's description


def plain_type(name: str) -> str:
    """Return a media type in lower case and without its parameters."""
    return name.split(";")[0].strip().lower()


def is_json(media: str) -> bool:
    """Return whether API Gateway can check a body of this type against a model."""
    return media == _JSON or media.endswith("+json") or media in _ANY_JSON


def request_types(operation: Node, references: References) -> set[str]:
    """
    Return the media types of an operation's request body, lower case and without parameters; `*` stands for any.

    What is no media type by RFC 6838 is left out: no request can name it.
    """
    said = operation.get("requestBody")
    return set(_types(references.resolve(said).needs("content"))) if said is not None else set()


def binary_types(operations: Iterable[Node], references: References) -> tuple[str, ...]:
    """
    Return the media types of requests and responses that are not text, sorted.

    API Gateway reads every other body as UTF-8, which breaks what is none. `*/*` is never among them: it would make
    bytes of JSON too, and those are not checked.
    """
    found: set[str] = set()
    for operation in operations:
        found |= request_types(operation, references)
        responses = operation.get("responses")
        for _, entry in responses.entries() if responses else ():
            content = references.resolve(entry).get("content") if isinstance(entry.value, dict) else None
            if content is not None:
                found.update(_types(content))
    return tuple(sorted(media for media in found if not _TEXT.fullmatch(media))[:_MOST])


def _types(content: Node) -> Iterator[str]:
    for name, _ in content.entries():
        if _MEDIA_TYPE.fullmatch(media := plain_type(name)):
            yield media
