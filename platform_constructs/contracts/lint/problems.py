"""
Which types of problem an error names: in examples, in the values its `type` may have, and in `x-problem-types`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.example_value import example_value
from platform_constructs.contracts.lint.parts import ResponsePart
from platform_constructs.contracts.lint.reading import entries_of, items_of

__all__ = ["problem_types"]

_SAID_ONCE: Final = ("const", "default", "example")
_LISTED: Final = ("enum", "examples", "x-extensible-enum")


def problem_types(response: ResponsePart) -> Iterator[Node]:
    """Yield every place where a response names a type of problem."""
    yield from response.items("x-problem-types")
    for media in response.content:
        samples = [media.node.get("example")]
        samples += [example_value(response.api, one) for _, one in entries_of(media.node.get("examples"))]
        if media.schema is not None and media.is_json:
            schema = response.resolve(media.schema)
            samples += [schema.get("example"), *items_of(schema.get("examples"))]
            if (written := response.api.properties(schema).get("type")) is not None:
                kind = response.resolve(written)
                yield from (one for key in _SAID_ONCE if (one := kind.get(key)) is not None)
                yield from (one for key in _LISTED for one in items_of(kind.get(key)))
        yield from (one for sample in samples if sample is not None and (one := sample.get("type")) is not None)
