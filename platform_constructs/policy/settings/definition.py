"""
What a setting is: its kind, type, unit, legal values, and the attributes it shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from platform_constructs.errors import shown
from platform_constructs.model.nearest import nearest
from platform_constructs.model.settings import SettingValue

__all__ = ["Kind", "Reading", "SettingDefinition", "ValueType", "shown_value"]

Kind = Literal["at_least", "at_most", "one_of", "include", "exactly"]
ValueType = Literal["number", "text", "flag", "list"]

_LARGEST: Final = 2**53  # what every JSON reader on the way to AWS still carries exactly
_ITEM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}")
_MOST_ITEMS: Final = 100
_MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """
    How a written attribute tells a setting's value where it does not simply hold it.

    Attributes:
        shape: Which of the setting's `shapes`.
        where: Another attribute or block, looked up beside it and then in the blocks around: the attribute is this
            setting's only where that is there. Empty for everywhere.
        matching: What a text there has to contain, as a regular expression; empty for anything.
        keys: Whether it is a JSON object written as text, whose keys are the setting's names.
        elsewhere: Why it does not hold the value at all, and what judges it instead; empty where it does.
    """

    shape: str
    where: str = ""
    matching: str = ""
    keys: bool = False
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class SettingDefinition:
    """
    One entry of the settings catalogue.

    Attributes:
        name: Such as `throttle.rate_per_second`.
        kind: Which way is strict: `at_least` (more is stricter), `at_most` (less is), `one_of` (the earlier in
            `values`), `include` (more names), `exactly` (yes or no).
        type: What its value is.
        unit: Such as `days`; empty for texts and flags.
        doc: One sentence.
        shapes: What it shapes in the written Terraform, as `aws_type.attribute.path`.
        values: The only legal ones, the strictest first; any when empty.
        least: The smallest legal number.
        most: The largest legal number.
        readings: How to read those of its `shapes` that do not simply hold its value.
        within: A setting of the same kind of which this one is a part, so that it never lets through more; may be
            empty.
    """

    name: str
    kind: Kind
    type: ValueType
    unit: str
    doc: str
    shapes: tuple[str, ...]
    values: tuple[SettingValue, ...] = ()
    least: int = 1
    most: int = _LARGEST
    readings: tuple[Reading, ...] = ()
    within: str = ""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Constraints that make sense for its type."""
        match self.type:
            case "number":
                return ("at_least", "at_most", "one_of", "exactly")
            case "text":
                return ("one_of", "exactly")
            case "list":
                return ("include",)
            case "flag":
                return ("exactly",)

    def fault(self, value: object) -> str:
        """Return why a value can never be right for this setting; empty when it can."""
        match self.type:
            case "flag":
                return "" if isinstance(value, bool) else "it is true or false"
            case "number":
                if isinstance(value, bool) or not isinstance(value, int):
                    return f"it is a whole number of {self.unit}"
                if not self.least <= value <= self.most:
                    most = f" and at most {self.most}" if self.most < _LARGEST else ""
                    return f"it is at least {self.least}{most} {self.unit}"
            case "text":
                if not isinstance(value, str):
                    return "it is a text"
            case "list":
                return _list_fault(value) or self._stranger(value)
        if self.values and value not in self.values:
            return f"it is one of {', '.join(shown_value(each) for each in self.values)}"
        return ""

    def _stranger(self, names: object) -> str:
        if not self.values or not isinstance(names, list | tuple):
            return ""
        strangers = sorted(str(name) for name in names if name not in self.values)
        if not strangers:
            return ""
        known = [str(each) for each in self.values]
        all_of_them = (
            f"the names are {', '.join(known)}" if len(known) <= _MOST_SHOWN else "look it up in the catalogue"
        )
        return f"{strangers[0]} is no name of it: {nearest(strangers[0], known, all_of_them)}"


def _list_fault(value: object) -> str:
    if not isinstance(value, list | tuple):
        return "it is a list of names"
    if len(value) > _MOST_ITEMS:
        return f"it has at most {_MOST_ITEMS} names"
    if not all(isinstance(item, str) and _ITEM.fullmatch(item) for item in value):
        return "each of its names is letters, digits and _.:/-"
    return "" if len(set(value)) == len(value) else "it says no name twice"


def shown_value(value: object) -> str:
    """Return a setting's value as people write it: `true`, `200`, `a, b`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(shown_value(each) for each in value) or "nothing"
    return shown(value)
