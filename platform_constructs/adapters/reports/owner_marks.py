"""
A colour and a shape for each owner: told apart also by those who see colours otherwise, and in black and white.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["MIXED", "Mark", "marks_for"]

_COLOURS: Final = (  # Paul Tol's "muted", made for colour blindness: https://personal.sron.nl/~pault/
    "#332288",
    "#88ccee",
    "#44aa99",
    "#117733",
    "#999933",
    "#ddcc77",
    "#cc6677",
    "#882255",
    "#aa4499",
)
_SHAPES: Final = ("circle", "square", "diamond", "triangle")

MIXED: Final = "#8a8a8a"
"""The colour of what several owners share."""


@dataclass(frozen=True, slots=True)
class Mark:
    """
    How an owner is drawn.

    Attributes:
        colour: As `#rrggbb`.
        ink: The colour of text on it.
        shape: `circle`, `square`, `diamond` or `triangle`.
    """

    colour: str
    ink: str
    shape: str


def marks_for(owners: Iterable[str]) -> dict[str, Mark]:
    """
    Return each owner's mark, by name, sorted.

    Each name has an order of colours it likes best. As long as there are enough for all, no two owners share one, and
    a new owner changes the mark of those only who come after it in the alphabet and like the same. Beyond nine owners
    colours repeat in another shape, beyond 36 both do.
    """
    used: Counter[str] = Counter()
    found = {}
    for owner in sorted(set(owners)):
        liked = sorted(_COLOURS, key=lambda colour: hashlib.sha256(f"{owner} {colour}".encode()).digest())
        colour = min(liked, key=lambda one: used[one])
        found[owner] = Mark(colour, _ink(colour), _SHAPES[used[colour] % len(_SHAPES)])
        used[colour] += 1
    return found


def _ink(colour: str) -> str:
    """Return black or white, whichever stands out more against a colour (WCAG 2.2, relative luminance)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = sum(
        weight * (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4)
        for weight, one in ((0.2126, red), (0.7152, green), (0.0722, blue))
    )
    return "#000000" if (light + 0.05) / 0.05 > 1.05 / (light + 0.05) else "#ffffff"
