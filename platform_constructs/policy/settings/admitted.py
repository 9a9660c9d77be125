"""
The legal values that a constraint leaves of one setting, as a set that can be compared with another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from platform_constructs.model.settings import SettingValue
from platform_constructs.policy.settings.constraint import Constraint
from platform_constructs.policy.settings.definition import SettingDefinition

__all__ = ["Admitted", "admitted"]


@dataclass(frozen=True, slots=True)
class Admitted:
    """
    The values of one setting that are legal and inside a constraint. There is always one: packs are read so.

    Attributes:
        values: All of them, where they can be counted; None where they are a range or lists of names.
        low: The smallest, where they are a range of whole numbers.
        high: The largest, where they are a range.
        include: Names that have to be in the list, where they are lists.
    """

    values: frozenset[SettingValue] | None = None
    low: int = 0
    high: int = 0
    include: frozenset[str] = frozenset()

    def exceeds(self, other: Admitted) -> bool:
        """Return whether it holds a value that the other, of the same setting, does not."""
        if self.values is not None:
            return any(not other._holds(value) for value in self.values)
        if self.include or other.include:
            return not other.include <= self.include
        if other.values is None:
            return self.low < other.low or self.high > other.high
        return self.high - self.low >= sum(self._holds(value) for value in other.values)

    def _holds(self, value: SettingValue) -> bool:
        return value in self.values if self.values is not None else self.low <= cast("int", value) <= self.high


def admitted(constraint: Constraint, definition: SettingDefinition) -> Admitted:
    """Return what a constraint leaves of a setting's legal values."""
    if definition.type == "list":
        return Admitted(include=constraint.include)
    counted = constraint.candidates(definition)
    if counted is not None:
        return Admitted(frozenset(value for value in counted if not definition.fault(value)))
    low = definition.least if constraint.low is None else max(definition.least, constraint.low)
    high = definition.most if constraint.high is None else min(definition.most, constraint.high)
    return Admitted(low=low, high=high)
