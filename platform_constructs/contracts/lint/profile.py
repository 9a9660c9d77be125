"""
What an organisation makes of the API standard for one kind of API: how much each rule matters, and its options.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from platform_constructs.contracts.lint.options import Options
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["Profile", "RuleLevel"]


@dataclass(frozen=True, slots=True)
class RuleLevel:
    """
    How much a profile makes of one rule.

    Attributes:
        level: Until `block_from`, or for good.
        block_from: The first day it blocks; None for no change.
        place: Where a profile says so.
    """

    level: Level
    block_from: date | None = None
    place: Place = field(default=Place(""), compare=False)

    def on(self, today: date) -> Level:
        """Return the level on a day."""
        return Level.BLOCK if self.block_from is not None and today >= self.block_from else self.level

    def blocks_from(self, today: date) -> date | None:
        """Return the first day it will block; None when it does already, or never will."""
        return self.block_from if self.block_from is not None and today < self.block_from else None


@dataclass(frozen=True, slots=True)
class Profile:
    """
    One profile with everything that it extends.

    Attributes:
        name: Such as `external`.
        summary: What it is for.
        extends: The names of the profiles it is made from, nearest first.
        levels: By the rule's code; a rule that is not here is off.
        options: What it chooses for a rule, by code; a rule that is not here keeps its defaults.
        file: Where it stands.
    """

    name: str
    summary: str
    extends: tuple[str, ...] = ()
    levels: Mapping[str, RuleLevel] = field(default_factory=dict)
    options: Mapping[str, Options] = field(default_factory=dict)
    file: str = ""

    def level(self, code: str, today: date) -> Level:
        """Return how much a rule matters on a day."""
        term = self.levels.get(code)
        return Level.OFF if term is None else term.on(today)
