"""
The ways in which names of several words are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["CASINGS", "is_cased", "recased", "words_of"]

CASINGS: Final[Mapping[str, str]] = {
    "camelCase": r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*",
    "kebab-case": r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
    "snake_case": r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*",
    "Kebab-Case": r"[A-Z][A-Za-z0-9]*(?:-[A-Z0-9][A-Za-z0-9]*)*",
    "PascalCase": r"[A-Z][a-z0-9]*(?:[A-Z][a-z0-9]*)*",
    "UPPER_SNAKE_CASE": r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*",
}
"""What a whole name looks like, as a regular expression, by the casing's name."""

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")


def is_cased(name: str, casing: str) -> bool:
    """Whether a name is written in one of `CASINGS`."""
    return re.fullmatch(CASINGS[casing], name) is not None


def recased(name: str, casing: str) -> str:
    """Return a name rewritten in one of `CASINGS`, for a message; as it is when no word is found in it."""
    words = words_of(name)
    match casing:
        case "camelCase":
            return "".join([*words[:1], *(word.capitalize() for word in words[1:])]) or name
        case "PascalCase":
            return "".join(word.capitalize() for word in words) or name
        case "Kebab-Case":
            return "-".join(word.capitalize() for word in words) or name
        case "UPPER_SNAKE_CASE":
            return "_".join(words).upper() or name
        case "snake_case":
            return "_".join(words) or name
        case _:
            return "-".join(words) or name


def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words in lower case, whichever way they are joined."""
    return tuple(word.lower() for word in _WORD.findall(name))
