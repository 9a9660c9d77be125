"""
The name that an author may have meant, for a fix that says `did you mean`.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

__all__ = ["did_you_mean", "nearest_name"]

_LIKENESS: Final = 0.8  # how much of both has to agree
_LONGEST: Final = 150
_MOST_NAMES: Final = 300  # comparing takes some 20 microseconds for each


def nearest_name(word: str, names: Iterable[str]) -> str | None:
    """
    Return the name that is most like a word, whatever its case; None when none is.

    Args:
        word: What was written.
        names: What could have been written.
    """
    if len(word) > _LONGEST:
        return None
    most = len(word) // 3 + 2
    candidates = sorted(name for name in names if abs(len(name) - len(word)) <= most and name.isprintable())
    folded = {name.lower(): name for name in candidates[:_MOST_NAMES]}
    found = get_close_matches(word.lower(), sorted(folded), n=1, cutoff=_LIKENESS)
    return folded[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str], fix: str) -> str:
    """Return a fix that starts with the nearest name, if there is one."""
    near = nearest_name(word, names)
    return f"did you mean {near}? Otherwise {fix}" if near else fix
