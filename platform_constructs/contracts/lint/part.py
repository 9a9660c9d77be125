"""
What every part of a contract has: a node, the whole it belongs to, and questions that insist on no shape.

What OpenAPI does not allow at a place is passed over here, and reported by the check of the document's structure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.reading import entries_of, items_of, text_of

if TYPE_CHECKING:
    from platform_constructs.contracts.lint.api import Api

__all__ = ["Media", "Part"]


class Media(NamedTuple):
    """
    One media type of a body.

    Attributes:
        type: Lower case, without parameters, such as `application/json`.
        node: The media type object, resolved.
        schema: Its schema as written, which may be a `$ref`; None when it has none.
    """

    type: str
    node: Node
    schema: Node | None

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, such as `application/problem+json`."""
        return self.type == "application/json" or self.type.endswith("+json")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """
    What every part has.

    Attributes:
        node: What was written, references followed. Always a mapping.
        api: The whole contract, and its other parts.
    """

    node: Node
    api: Api = field(repr=False)

    def resolve(self, node: Node) -> Node:
        """Return what a node's `$ref` leads to, or the node itself when it has none."""
        return self.api.resolve(node)

    def get(self, *keys: str) -> Node | None:
        """Return what stands under some keys, references followed at each step; None when there is nothing."""
        return self.api.get(self.node, *keys)

    def text(self, *keys: str) -> str:
        """Return the text under some keys; empty when there is none."""
        return text_of(self.get(*keys))

    def entries(self, *keys: str) -> Iterator[tuple[str, Node]]:
        """Yield keys and values, as written, of the mapping under some keys; nothing when there is none."""
        return entries_of(self.get(*keys))

    def items(self, *keys: str) -> Iterator[Node]:
        """Yield the items, as written, of the list under some keys; nothing when there is none."""
        return items_of(self.get(*keys))

    def says(self, key: str) -> bool:
        """Whether its own mapping has a key."""
        return key in self.node.value
