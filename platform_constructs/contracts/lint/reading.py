"""
Questions to a node that nobody has checked yet: what is not there, or is shaped in another way, is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from platform_constructs.contracts.document.node import Node

__all__ = ["entries_of", "is_mapping", "items_of", "text_of", "values_of"]


def is_mapping(node: Node | None) -> bool:
    """Whether there is a mapping."""
    return node is not None and isinstance(node.value, dict)


def entries_of(node: Node | None) -> Iterator[tuple[str, Node]]:
    """Yield the keys and values of a mapping, in the author's order; nothing for anything else."""
    if node is not None and isinstance(node.value, dict):
        for key in node.value:
            yield key, node.child(key)


def items_of(node: Node | None) -> Iterator[Node]:
    """Yield the items of a list; nothing for anything else."""
    if node is not None and isinstance(node.value, list):
        for index in range(len(node.value)):
            yield node.child(index)


def values_of(node: Node | None) -> Sequence[Any]:
    """Return the items of a list, as they are; nothing for anything else."""
    return node.value if node is not None and isinstance(node.value, list) else ()


def text_of(node: Node | None) -> str:
    """Return a text; empty for anything else."""
    return node.value if node is not None and isinstance(node.value, str) else ""
