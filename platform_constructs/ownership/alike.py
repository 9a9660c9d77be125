"""
Names that differ and yet read the same.
"""

from __future__ import annotations

from typing import Final

__all__ = ["skeleton"]

# Of Unicode's confusables (UTS 39) those that the registry's names can be written with; hyphens are easily overlooked.
_READS_LIKE: Final = (("-", ""), ("0", "o"), ("1", "l"), ("rn", "m"), ("vv", "w"))


def skeleton(name: str) -> str:
    """Return the name as a hurried reader sees it; two names with one skeleton are easily taken for each other."""
    for written, seen in _READS_LIKE:
        name = name.replace(written, seen)
    return name
