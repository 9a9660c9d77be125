"""
What may be chosen about a rule, such as the casing of names, and what was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

__all__ = ["Option", "OptionValue", "Options"]

OptionValue = bool | int | str | tuple[str, ...]

_LONGEST: Final = 300  # characters of a text; a regular expression is read by people, too
_MOST: Final = 200  # texts in a list
_KINDS: Final[Mapping[type, str]] = {
    bool: "true or false",
    int: "a whole number",
    str: "a text",
    tuple: "a list of texts",
}


@dataclass(frozen=True, slots=True)
class Option:
    """
    One thing a profile may choose about a rule.

    Attributes:
        default: What holds where no profile says anything. Its type is the option's.
        what: What it decides, one sentence, for the rule's page.
        one_of: The texts there are to choose from; empty for any.
        at_least: The least number.
        at_most: The greatest number.
        is_pattern: Whether the text, or each text of the list, is a regular expression.
        registry: What in the registry says it, where no profile does; empty for nothing. A list is added to.
    """

    default: OptionValue
    what: str
    one_of: tuple[str, ...] = ()
    at_least: int = 0
    at_most: int = 1_000_000
    is_pattern: bool = False
    registry: str = ""

    @property
    def kind(self) -> str:
        """What it takes, in words, such as `a list of texts`."""
        if self.one_of:
            words = f"one of {', '.join(self.one_of)}"
            return f"a list of any of {', '.join(self.one_of)}" if isinstance(self.default, tuple) else words
        if isinstance(self.default, int) and not isinstance(self.default, bool):
            return f"a whole number from {self.at_least} to {self.at_most}"
        kind = _KINDS[type(self.default)]
        return (
            f"{kind}, {'each ' if isinstance(self.default, tuple) else ''}a regular expression"
            if self.is_pattern
            else kind
        )

    def fault(self, value: object) -> str:
        """Return what is wrong with a value, as a sentence; empty when it can be taken."""
        if type(value) is not type(self.default):
            return f"it takes {self.kind}"
        if isinstance(value, int) and not isinstance(value, bool):
            return "" if self.at_least <= value <= self.at_most else f"it takes {self.kind}"
        texts = value if isinstance(value, tuple) else (value,)
        if len(texts) > _MOST:
            return f"it takes at most {_MOST} texts"
        return next(filter(None, map(self._text_fault, texts)), "")

    def _text_fault(self, text: object) -> str:
        if isinstance(text, bool):
            return ""
        if not isinstance(text, str):
            return f"it takes {self.kind}"
        if self.one_of and text not in self.one_of:
            return f"it takes {self.kind}"
        if len(text) > _LONGEST or not text.isprintable():
            return f"a text has at most {_LONGEST} printable characters"
        if self.is_pattern:
            try:
                re.compile(text)
            except (re.error, OverflowError, RecursionError):
                return "it takes a regular expression"
        return ""


@dataclass(frozen=True, slots=True)
class Options(Mapping[str, OptionValue]):
    """
    What holds for one rule: each of its options has a value of the option's type.

    Attributes:
        chosen: Each value by its option's name.
    """

    chosen: Mapping[str, OptionValue] = field(default_factory=dict)

    def __getitem__(self, name: str) -> OptionValue:
        return self.chosen[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.chosen)

    def __len__(self) -> int:
        return len(self.chosen)

    def flag(self, name: str) -> bool:
        """Return true or false."""
        return self.chosen[name] is True

    def number(self, name: str) -> int:
        """Return a whole number."""
        value = self.chosen[name]
        if not isinstance(value, int):
            raise TypeError(f"{name} is no number")
        return value

    def text(self, name: str) -> str:
        """Return a text."""
        value = self.chosen[name]
        if not isinstance(value, str):
            raise TypeError(f"{name} is no text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.chosen[name]
        if not isinstance(value, tuple):
            raise TypeError(f"{name} is no list of texts")
        return value

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return the regular expression that a text is."""
        return _compiled(self.text(name))


@lru_cache(maxsize=512)
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text)
