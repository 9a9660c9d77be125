"""
Which path of the old version is which of the new one: names of variables make no difference on the wire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

__all__ = ["PathPair", "paired_paths"]

_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class PathPair:
    """
    Attributes:
        old: The old template.
        new: The new template.
        renamed: The new names of variables that were renamed.
    """

    old: str
    new: str
    renamed: dict[str, str] = field(default_factory=dict)


def paired_paths(old: Iterable[str], new: Iterable[str]) -> tuple[list[PathPair], list[str], list[str]]:
    """Return which paths go on, and the old and new ones that are left."""
    left, right = dict.fromkeys(old), dict.fromkeys(new)
    pairs = [PathPair(path, path) for path in left if path in right]
    for pair in pairs:
        del left[pair.old], right[pair.new]
    by_shape: dict[str, list[str]] = {}
    for path in right:
        by_shape.setdefault(_VARIABLE.sub("{}", path), []).append(path)
    for path in list(left):
        if same := by_shape.get(_VARIABLE.sub("{}", path)):
            other = same.pop(0)
            names = zip(_VARIABLE.findall(path), _VARIABLE.findall(other), strict=True)
            pairs.append(PathPair(path, other, {before: after for before, after in names if before != after}))
            del left[path], right[other]
    return sorted(pairs, key=lambda pair: pair.new), sorted(left), sorted(right)
