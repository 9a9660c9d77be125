"""
What values a setting may take: constraints that meet, and never widen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, cast

from platform_constructs.model.settings import SettingValue
from platform_constructs.policy.settings.definition import Kind, SettingDefinition

__all__ = ["Constraint", "strictest"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """
    A set of allowed values.

    Attributes:
        low: The smallest number allowed; None for no bound.
        high: The largest number allowed; None for no bound.
        allowed: The only values allowed; None for any.
        include: Names that have to be in the list.
    """

    low: int | None = None
    high: int | None = None
    allowed: frozenset[SettingValue] | None = None
    include: frozenset[str] = frozenset()

    @classmethod
    def of(cls, kind: Kind, value: SettingValue | tuple[SettingValue, ...]) -> Constraint:
        """Return the constraint that a pack writes as `{ <kind> = <value> }`."""
        match kind:
            case "at_least":
                return cls(low=cast("int", value))
            case "at_most":
                return cls(high=cast("int", value))
            case "one_of":
                return cls(allowed=frozenset(cast("tuple[SettingValue, ...]", value)))
            case "include":
                return cls(include=frozenset(cast("tuple[str, ...]", value)))
            case "exactly":
                return cls(allowed=frozenset({cast("SettingValue", value)}))

    def meet(self, other: Self) -> Constraint:
        """Return what both allow: the larger lower bound, the smaller upper one, shared values, all names."""
        lows = [each for each in (self.low, other.low) if each is not None]
        highs = [each for each in (self.high, other.high) if each is not None]
        if self.allowed is None or other.allowed is None:
            allowed = other.allowed if self.allowed is None else self.allowed
        else:
            allowed = self.allowed & other.allowed
        return Constraint(max(lows, default=None), min(highs, default=None), allowed, self.include | other.include)

    def admits(self, value: SettingValue) -> bool:
        """Return whether a value is inside. A list is inside when it holds every name it has to."""
        if isinstance(value, tuple):
            return self.include <= set(value)
        if self.allowed is not None and value not in self.allowed:
            return False
        if isinstance(value, bool) or not isinstance(value, int):
            return True
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def candidates(self, definition: SettingDefinition) -> tuple[SettingValue, ...] | None:
        """Return every value inside, the strictest first; None when they are a range of numbers or lists."""
        if definition.type == "list":
            return None
        if definition.type == "flag":
            legal: Iterable[SettingValue] = (True, False)
        elif definition.values:
            legal = definition.values
        elif self.allowed is not None:
            numbers = sorted(cast("frozenset[int]", self.allowed), reverse=definition.kind == "at_least")
            legal = cast("list[SettingValue]", numbers)
        else:
            return None
        return tuple(each for each in legal if self.admits(each))

    def is_empty(self, definition: SettingDefinition) -> bool:
        """Return whether no value at all is inside."""
        candidates = self.candidates(definition)
        if candidates is not None:
            return not candidates
        return self.low is not None and self.high is not None and self.low > self.high

    def bound(self, definition: SettingDefinition) -> SettingValue:
        """Return the value when nobody wished for one: the bound that the packs set, not more than they ask."""
        if definition.type == "list":
            return tuple(sorted(self.include))
        candidates = self.candidates(definition)
        if candidates is None:
            first, second = (self.low, self.high) if definition.kind == "at_least" else (self.high, self.low)
            return cast("int", second if first is None else first)
        has_floor = self.low is not None if definition.kind == "at_least" else self.high is not None
        if definition.kind in ("at_least", "at_most") and has_floor:
            return candidates[-1]  # the least strict of what is allowed
        return candidates[0]


def strictest(wishes: Iterable[SettingValue], definition: SettingDefinition) -> SettingValue:
    """
    Return the strictest of at least one wish; for lists, all their names.

    The order of `one_of` is the catalogue's, so that no pack's own order can matter.
    """
    each = list(wishes)
    match definition.kind:
        case "at_least":
            return max(cast("list[int]", each))
        case "at_most":
            return min(cast("list[int]", each))
        case "include":
            return tuple(sorted({name for names in cast("list[tuple[str, ...]]", each) for name in names}))
        case "one_of":
            return min(each, key=definition.values.index)
        case "exactly":
            return each[0]
