"""
The author's descriptions, as much of them as API Gateway's console has use for.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.notes import Notes

__all__ = ["cut"]

_LONGEST: Final = 1_000


def cut(description: Node, notes: Notes) -> str:
    """
    Return a description, or the first 1,000 characters of it.

    Raises:
        ContractError: when it is no text.
    """
    text = description.text()
    if len(text) <= _LONGEST:
        return text
    notes.add(description, f"descriptions of more than {_LONGEST} characters are cut")
    return f"{text[: _LONGEST - 3].rstrip()}..."
