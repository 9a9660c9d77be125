"""
What a JSON pointer leads to inside a plain value.
"""

from __future__ import annotations

from typing import Any

__all__ = ["tokens_of", "value_at"]


def tokens_of(pointer: str) -> tuple[str, ...]:
    """Return the keys of a pointer such as `/serviceOrder/id`, escapes undone."""
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def value_at(value: Any, pointer: str) -> Any:
    """Return what a pointer leads to; None when there is nothing."""
    for token in tokens_of(pointer):
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and token.isascii() and token.isdigit() and len(token) < 6:
            value = value[int(token)] if int(token) < len(value) else None
        else:
            return None
    return value
