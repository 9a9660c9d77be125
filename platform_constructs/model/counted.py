"""
A number of things, in words.
"""

from __future__ import annotations

__all__ = ["counted"]


def counted(count: int, word: str) -> str:
    """Return a number of things as a phrase: `1 stack`, `2 stacks`."""
    return f"{count} {word}{'' if count == 1 else 's'}"
