"""
Where the schemas inside a schema are, by the keywords of JSON Schema 2020-12; and everything a schema leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.gateway.keywords import CARRIED, CHECKING, DESCRIBING, STRUCTURAL

__all__ = ["IN_LISTS", "IN_MAPPINGS", "KEYWORDS", "ONE", "Key", "Part", "parts_of", "reach", "spelt"]

ONE: Final = (
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)
"""Keywords whose value is a schema that checks something."""
IN_LISTS: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
"""Keywords whose value is a list of schemas."""
IN_MAPPINGS: Final = ("dependentSchemas", "patternProperties", "properties")
"""Keywords whose value names schemas."""

KEYWORDS: Final = (CARRIED | CHECKING | DESCRIBING | STRUCTURAL) - {
    "discriminator",
    "example",
    "externalDocs",
    "nullable",
    "xml",
}
"""Everything JSON Schema 2020-12 knows; what only OpenAPI adds is left out."""

Key = tuple[str, tuple[str | int, ...]]


def spelt(node: Node) -> Key:
    """Return what tells a schema from all others: its file and the way to it."""
    return (node.file, node.tokens)


class Part(NamedTuple):
    """
    A schema that another one applies.

    Attributes:
        keyword: By which keyword, such as `properties` or `$ref`.
        name: Under which name or index; None where the keyword holds one schema.
        schema: The schema.
    """

    keyword: str
    name: str | int | None
    schema: Node


def parts_of(schema: Node, references: References) -> Iterator[Part]:
    """Yield the schemas that a schema applies: those it holds, and the one its `$ref` names."""
    value: Any = schema.value
    if not isinstance(value, dict):
        return
    if isinstance(value.get("$ref"), str):
        yield Part("$ref", None, references.target(schema))
    for key in value:
        if key in ONE:
            yield Part(key, None, schema.child(key))
        elif key in IN_LISTS and isinstance(value[key], list):
            yield from (Part(key, index, part) for index, part in enumerate(schema.child(key).items()))
        elif key in IN_MAPPINGS and isinstance(value[key], dict):
            yield from (Part(key, name, part) for name, part in schema.child(key).entries())


def reach(starts: Iterable[Node], references: References) -> dict[Key, Node]:
    """Return every schema that these lead to, themselves included, each once, in the order of discovery."""
    found: dict[Key, Node] = {}
    waiting = list(starts)[::-1]
    while waiting:
        schema = waiting.pop()
        if spelt(schema) not in found:
            found[spelt(schema)] = schema
            waiting += [part.schema for part in parts_of(schema, references)][::-1]
    return found
