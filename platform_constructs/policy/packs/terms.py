"""
What one pack says: clauses that shape, rules that assert, checkov expectations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

from packaging.version import Version

from platform_constructs.model.place import Place
from platform_constructs.model.settings import SettingValue
from platform_constructs.model.verdict import Level
from platform_constructs.policy.settings.constraint import Constraint
from platform_constructs.policy.settings.definition import Kind, shown_value

__all__ = ["Clause", "Expectation", "Pack", "RuleTerm"]

_NOWHERE = Place("")
_WORDS: Mapping[Kind, str] = {
    "at_least": "demands at least",
    "at_most": "allows at most",
    "one_of": "allows one of",
    "include": "demands",
    "exactly": "demands",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """
    What a pack says about one setting.

    Attributes:
        setting: Its name in the catalogue.
        terms: Each kind of constraint with its value, sorted by kind.
        default: The value it wishes for inside its constraint; None for no wish.
        place: Where it says so.
    """

    setting: str
    terms: tuple[tuple[Kind, SettingValue | tuple[SettingValue, ...]], ...]
    default: SettingValue | None = None
    place: Place = _NOWHERE

    @property
    def constraint(self) -> Constraint:
        """What it allows."""
        return reduce(Constraint.meet, (Constraint.of(kind, value) for kind, value in self.terms), Constraint())

    def __str__(self) -> str:
        return " and ".join(f"{_WORDS[kind]} {shown_value(value)}" for kind, value in self.terms)


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """
    How much a pack makes of one rule.

    Attributes:
        level: Until `block_from`, or for good.
        block_from: The first day it blocks; None for no change.
        waivable: Whether a waiver may cover it.
    """

    level: Level
    block_from: date | None = None
    waivable: bool = True

    def on(self, today: date) -> Level:
        """Return the level on a day."""
        return Level.BLOCK if self.block_from is not None and today >= self.block_from else self.level


@dataclass(frozen=True, slots=True)
class Expectation:
    """
    What a pack expects of one checkov check.

    Attributes:
        check: Such as `CKV_AWS_76`.
        types: Resource types it must have been evaluated on, sorted; empty for wherever checkov evaluates it.
        skip: Why its failures are not counted; empty when it must pass.
    """

    check: str
    types: tuple[str, ...] = ()
    skip: str = ""

    @property
    def must_pass(self) -> bool:
        """Whether it must have been evaluated and passed."""
        return not self.skip


@dataclass(frozen=True, slots=True)
class Pack:
    """
    One released version of a policy pack.

    Attributes:
        name: Such as `external-api`.
        version: Three numbers, such as `1.2.0`.
        summary: What it is for.
        since_last: What changed and on what evidence.
        frameworks: Standards it draws on.
        settings: Its clauses by setting.
        rules: What it makes of each rule, by code.
        checkov: What it expects of each check, by id.
        file: Where it stands.
    """

    name: str
    version: str
    summary: str
    since_last: str
    frameworks: tuple[str, ...] = ()
    settings: Mapping[str, Clause] = field(default_factory=dict)
    rules: Mapping[str, RuleTerm] = field(default_factory=dict)
    checkov: Mapping[str, Expectation] = field(default_factory=dict)
    file: str = ""

    @property
    def label(self) -> str:
        """Its name and version, as messages say it."""
        return f"{self.name} {self.version}"

    @property
    def order(self) -> tuple[str, Version]:
        """The one order packs are listed in."""
        return (self.name, Version(self.version))
