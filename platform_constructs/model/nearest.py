"""
The name that somebody may have meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

__all__ = ["nearest"]

_LONGEST: Final = 100  # characters; a longer stranger is nobody's slip of the pen, and comparing takes quadratic time


def nearest(got: object, known: Iterable[str], otherwise: str) -> str:
    """
    Return a fix: "did you mean X?" for a slip of the pen, or another way out.

    Args:
        got: What was written.
        known: What could have been written.
        otherwise: The fix when nothing is close.
    """
    close = get_close_matches(got, sorted(known), n=1) if isinstance(got, str) and len(got) <= _LONGEST else []
    return f"did you mean {close[0]}?" if close else otherwise
