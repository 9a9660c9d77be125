"""
The example that a contract gives of an answer, for an operation that no service answers yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.gateway.media_types import is_json, plain_type
from platform_constructs.model.contract import Answer

__all__ = ["example_answer"]


def example_answer(operation: Node, references: References, status: int | None = None) -> Answer | None:
    """
    Return the first example of an answer that is JSON, or an answer that has no body at all.

    Args:
        operation: The operation as written.
        references: Leads from each `$ref` to what it names.
        status: Which answer; None takes the lowest success.

    Raises:
        ContractError: when an answer is not shaped as OpenAPI wants it.
    """
    for said, response in _responses(operation, references, status):
        content = response.get("content")
        if content is None or not content.value:
            return Answer(said, "", None)
        for media_type, media in content.entries():
            media_type_alone = plain_type(media_type)
            if is_json(media_type_alone) and "*" not in media_type_alone:
                for example in _examples(media, references):
                    return Answer(said, media_type_alone, example)
    return None


def _responses(operation: Node, references: References, status: int | None) -> Iterator[tuple[int, Node]]:
    found = {
        int(code): references.resolve(response)
        for code, response in operation.needs("responses").entries()
        if code.isdigit() and (status is None or int(code) == status)
    }
    yield from sorted(((code, one) for code, one in found.items() if status or code < 300), key=lambda pair: pair[0])


def _examples(media: Node, references: References) -> Iterator[Any]:
    """Yield the examples of a media type: its own, else its schema's."""
    if (own := media.get("example")) is not None:
        yield own.value
    if (named := media.get("examples")) is not None:
        for _, entry in named.entries():
            if (value := references.resolve(entry).get("value")) is not None:
                yield value.value
    if (written := media.get("schema")) is not None:
        schema = references.resolve(written)
        if (one := schema.get("example")) is not None:
            yield one.value
        if (several := schema.get("examples")) is not None and isinstance(several.value, list) and several.value:
            yield several.value[0]
