"""
Faults of the registry, collected while it is read and raised as one error at the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from platform_constructs.errors import RegistryError
from platform_constructs.model.place import Place

__all__ = ["Faults", "described", "is_misspelt", "nearest"]

MOST_FAULTS: Final = 50  # enough to see that the file is not what it should be
LONGEST_WORD: Final = 60  # characters: nobody misspells a key at greater length


@dataclass(frozen=True, slots=True)
class _Fault:
    place: Place
    code: str
    what: str
    got: str
    fix: str


class Faults:
    """Everything found wrong so far."""

    def __init__(self) -> None:
        self._found: list[_Fault] = []

    def add(self, code: str, place: Place, what: str, *, got: object, fix: str) -> None:
        """
        Note a fault.

        Raises:
            RegistryError: when there are so many that reading on helps nobody.
        """
        self._found.append(_Fault(place, code, what, described(got), fix))
        if len(self._found) >= MOST_FAULTS:
            self.raise_any()

    def raise_any(self) -> None:
        """
        Raise the first fault in the file, if there is any. It says how many others there are and where.

        Raises:
            RegistryError: when anything was found; the others are its notes.
        """
        if not self._found:
            return
        first, *others = sorted(self._found, key=lambda fault: (fault.place, fault.code, fault.what))
        error = RegistryError(first.code, first.what + _also(others), at=first.place, got=first.got, fix=first.fix)
        for fault in others:
            error.add_note(str(RegistryError(fault.code, fault.what, at=fault.place, got=fault.got, fix=fault.fix)))
        raise error


def _also(others: list[_Fault]) -> str:
    if not others:
        return ""
    lines = sorted({fault.place.line for fault in others if fault.place.line})
    shown = ", ".join(str(line) for line in lines[:4]) + (", ..." if len(lines) > 4 else "")
    faults = "one more fault" if len(others) == 1 else f"{len(others)} more faults"
    word = "line" if len(lines) == 1 else "lines"
    return f" ({faults}" + (f", {word} {shown})" if lines else ")")


def described(value: object) -> str:
    """Return one value for a message; of tables and lists only their size."""
    match value:
        case dict():
            return f"a table with {len(value)} keys"
        case list() | tuple():
            return f"a list of {len(value)}"
        case bool():
            return str(value).lower()
        case "":
            return '""'
        case _:
            return str(value)


def is_misspelt(key: str, written: Iterable[str]) -> bool:
    """Whether a missing key stands there under another spelling, which is a fault of its own already."""
    return bool(get_close_matches(key, [word for word in written if len(word) <= LONGEST_WORD], n=1))


def nearest(word: str, known: list[str]) -> str:
    """Return a fix for a misspelt word: the nearest known one, or all of them when they are few."""
    close = get_close_matches(word[:LONGEST_WORD], known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    if not known:
        return "add it to the registry first"
    return f"use one of: {', '.join(known[:12])}" + (", ..." if len(known) > 12 else "")
