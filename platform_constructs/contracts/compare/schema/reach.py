"""
Whom a pair of schemas reaches, and as what: spread from the pairs that operations use to all below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.compare.schema.visits import Key, Visit

__all__ = ["Reach"]

_WHERES: Final = ("body", "parameter", "header")
_INSIDE: Final = {"body": "property", "parameter": "parameter-property", "header": "header-property"}


@dataclass(slots=True)
class Reach:
    """Keeps sets of users as the bits of a number: one for each user, joined along the pairs."""

    _users: dict[str, int] = field(default_factory=dict)
    _roots: dict[Key, set[str]] = field(default_factory=dict)
    _masks: dict[Key, int] = field(default_factory=dict)
    _wheres: dict[Key, int] = field(default_factory=dict)

    def add(self, key: Key, user: str, where: str) -> None:
        """Note that a user has this pair as its body, parameter or header."""
        bit = 1 << self._users.setdefault(user, len(self._users)) if user else 0
        self._roots.setdefault(key, set()).add(where)
        self._masks[key] = self._masks.get(key, 0) | bit
        self._wheres[key] = self._wheres.get(key, 0) | 1 << _WHERES.index(where)

    def spread(self, visits: Mapping[Key, Visit]) -> None:
        """Pass everything on to the pairs below; pairs that lead to each other share all they have."""
        for circle in reversed(_circles(self._masks, visits)):
            mask = where = 0
            for key in circle:
                mask |= self._masks.get(key, 0)
                where |= self._wheres.get(key, 0)
            for key in circle:
                self._masks[key], self._wheres[key] = mask, where
                for below in visits[key].below if key in visits else ():
                    self._masks[below] = self._masks.get(below, 0) | mask
                    self._wheres[below] = self._wheres.get(below, 0) | where

    def users(self, key: Key) -> frozenset[str]:
        """Return whom a pair reaches."""
        mask = self._masks.get(key, 0)
        return frozenset(user for user, position in self._users.items() if mask >> position & 1)

    def context(self, key: Key) -> str:
        """Return as what a pair is used: `body`, `property`, `parameter`, `parameter-property` and so on."""
        for where in _WHERES:
            if where in self._roots.get(key, ()):
                return where
        mask = self._wheres.get(key, 0)
        return next((_INSIDE[where] for bit, where in enumerate(_WHERES) if mask >> bit & 1), "property")


def _circles(roots: Iterable[Key], visits: Mapping[Key, Visit]) -> list[list[Key]]:
    """Return what the roots lead to, those together that lead to each other, the lowest first (Tarjan's way)."""
    number: dict[Key, int] = {}
    lowest: dict[Key, int] = {}
    open_: dict[Key, None] = {}
    found: list[list[Key]] = []
    for root in list(roots):
        trail = [] if root in number else [(root, iter(visits[root].below if root in visits else ()))]
        if trail:
            number[root] = lowest[root] = len(number)
            open_[root] = None
        while trail:
            key, onward = trail[-1]
            below = next(onward, None)
            if below is None:
                trail.pop()
                if trail:
                    above = trail[-1][0]
                    lowest[above] = min(lowest[above], lowest[key])
                if lowest[key] == number[key]:
                    circle: list[Key] = []
                    while not circle or circle[-1] != key:
                        circle.append(open_.popitem()[0])
                    found.append(circle)
            elif below not in number:
                number[below] = lowest[below] = len(number)
                open_[below] = None
                trail.append((below, iter(visits[below].below if below in visits else ())))
            elif below in open_:
                lowest[key] = min(lowest[key], number[below])
    return found
