"""
The law of one domain: what its packs come to when each has had its say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from platform_constructs.model.place import Place
from platform_constructs.model.settings import Settings, SettingValue
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.settle import SettingLaw, settle
from platform_constructs.policy.packs.terms import Expectation, Pack

__all__ = ["Law"]


@dataclass(frozen=True, slots=True)
class Law:
    """
    The composition of some packs on some day. Made by `compose`.

    Attributes:
        packs: Whose law it is, sorted.
        today: The day it holds for.
        settings: What is allowed, by setting.
        levels: The highest level any pack gives, by rule.
        rule_sources: Who gives which level, in words, by rule; sorted by pack.
        upcoming: The first day a rule that does not block yet will, by rule.
        unwaivable: Rules that some pack lets nobody waive.
        checkov: What checkov must have shown, by check.
    """

    packs: tuple[Pack, ...]
    today: date
    settings: Mapping[str, SettingLaw] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    rule_sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    upcoming: Mapping[str, date] = field(default_factory=dict)
    unwaivable: frozenset[str] = frozenset()
    checkov: Mapping[str, Expectation] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """Name and version of every pack."""
        return tuple(pack.label for pack in self.packs)

    def settle(self, choices: Mapping[str, SettingValue], *, place: Place, domain: str) -> Settings:
        """
        Decide every setting.

        Args:
            choices: What the domain asks for, by setting. A list adds names; it never removes any.
            place: Where the domain says so.
            domain: Who asks.

        Raises:
            DeclarationError: DECL-020 to DECL-022, for a choice nobody knows or a pack forbids.
        """
        return settle(self.settings, choices, place=place, domain=domain)
