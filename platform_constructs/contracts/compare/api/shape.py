"""
Questions to a document that may be malformed: what has not the shape it should have counts as not said.

The comparer reads released versions that nobody can mend any more; whether a document is well made is asked elsewhere.
"""

from __future__ import annotations

from platform_constructs.contracts.document.node import Node

__all__ = ["entries", "flag", "items", "said", "text"]


def entries(node: Node | None) -> dict[str, Node]:
    """Return a mapping's keys and values, extensions left out; nothing for anything else."""
    if node is None or not isinstance(node.value, dict):
        return {}
    return {key: node.child(key) for key in node.value if not key.startswith("x-")}


def items(node: Node | None) -> list[Node]:
    """Return a list's items; nothing for anything else."""
    if node is None or not isinstance(node.value, list):
        return []
    return [node.child(index) for index in range(len(node.value))]


def said(node: Node | None, key: str) -> Node | None:
    """Return a key's value; None when there is none, or this is no mapping."""
    return None if node is None else node.get(key)


def text(node: Node | None, key: str) -> str:
    """Return a key's text; empty when there is none, or it is no text."""
    found = said(node, key)
    return found.value if found is not None and isinstance(found.value, str) else ""


def flag(node: Node | None, key: str) -> bool:
    """Return whether a key says true."""
    found = said(node, key)
    return found is not None and found.value is True
