"""
How far an operation is in its life, when it is to be gone, and whether an announced end keeps the notice that is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from platform_constructs.contracts.compare.api.shape import flag, said
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.document.node import Node

__all__ = ["Life", "Sunset", "life_of", "sunset_of"]

_STAGES: Final = {"draft": 0, "alpha": 1, "beta": 2, "stable": 3, "deprecated": 3, "retired": 3}
_ENDING: Final = ("deprecated", "retired")


@dataclass(frozen=True, slots=True)
class Life:
    """
    Attributes:
        stage: `draft`, `alpha`, `beta` or `stable`; empty when the contract says a word that is none.
        word: What was written; `stable` when nothing was.
        is_deprecated: Whether its end was announced.
    """

    stage: str
    word: str
    is_deprecated: bool

    @property
    def is_draft(self) -> bool:
        """Whether nobody was promised anything yet."""
        return self.stage in ("draft", "alpha")

    @property
    def rank(self) -> int:
        """Orders the stages."""
        return _STAGES[self.stage]

    def notice(self, terms: Terms) -> int:
        """Return the days that a sunset has to lie ahead; 0 asks for none."""
        return {"beta": terms.beta_days, "stable": terms.stable_days}.get(self.stage, 0)


def life_of(node: Node, *outer: Node | None) -> Life:
    """
    Return an operation's stage of life.

    Args:
        node: The operation.
        outer: Where it is said for many operations, the nearest first: the path, the document's info.
    """
    for holder in (node, *outer):
        for key in ("x-lifecycle", "x-stability-level"):
            found = said(holder, key)
            if found is None or found.value in (None, ""):
                continue
            word = found.value if isinstance(found.value, str) else str(found.value)
            known = word in _STAGES and isinstance(found.value, str)
            stage = ("stable" if word in _ENDING else word) if known else ""
            return Life(stage, word, flag(node, "deprecated") or word in _ENDING)
    return Life("stable", "stable", flag(node, "deprecated"))


@dataclass(frozen=True, slots=True)
class Sunset:
    """
    Attributes:
        day: The announced day; None when it cannot be read.
        written: As written.
    """

    day: date | None
    written: str


def sunset_of(node: Node | None) -> Sunset | None:
    """Return the day on which something will be gone, from `x-sunset`; None when nothing is announced."""
    found = said(node, "x-sunset")
    if found is None or found.value in (None, ""):
        return None
    written = str(found.value)
    return Sunset(_day(written) if isinstance(found.value, str) else None, written)


def _day(written: str) -> date | None:
    """RFC 3339: a full date, or a date with time and offset."""
    try:
        if len(written) == len("2026-11-22"):
            return date.fromisoformat(written)
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.date() if moment.tzinfo is not None and written[4:5] == "-" else None
