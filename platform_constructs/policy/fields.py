"""
Reading fields of a hand-written TOML file, with errors that name line, value and the nearest right word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from platform_constructs.errors import PlatformError, shown
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place
from platform_constructs.model.toml_source import TomlFault, TomlSource, parse_toml

__all__ = ["Fields"]

LONGEST_TEXT = 2_000  # characters in any sentence a pack or waiver says

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """
    The tables of one file, read strictly.

    Attributes:
        source: The parsed file.
        error: The kind of error to raise.
        malformed: Code for a field that is missing or of the wrong kind.
        unknown: Code for a key nobody reads.
    """

    source: TomlSource
    error: type[PlatformError]
    malformed: str
    unknown: str

    @classmethod
    def parse(
        cls, text: str, file: str, *, error: type[PlatformError], unreadable: str, malformed: str, unknown: str
    ) -> Fields:
        """Parse a file; `unreadable` is the code when it is not TOML."""
        try:
            source = parse_toml(text, file)
        except TomlFault as fault:
            raise error(
                unreadable,
                "the file is not TOML that we read",
                at=Place(file, fault.line),
                got=fault.why,
                fix="correct the line; https://toml.io shows the syntax",
            ) from fault
        return cls(source, error, malformed, unknown)

    def refuse(self, code: str, what: str, key: Key, got: object, fix: str) -> PlatformError:
        """Return an error at a key."""
        return self.error(code, what, at=self.source.place(*key), got=_echo(got), fix=fix)

    def only(self, table: Mapping[str, Any], key: Key, known: Iterable[str]) -> None:
        """Refuse keys that nobody reads."""
        names = tuple(known)
        for stranger in table:
            if stranger not in names:
                fix = nearest(stranger, names, f"use only {', '.join(names)}")
                raise self.refuse(self.unknown, "nobody reads this key", (*key, stranger), stranger, fix)

    def table(self, owner: Mapping[str, Any], key: Key) -> Mapping[str, Any]:
        """Return a table that may be left out."""
        value = owner.get(str(key[-1]), {})
        if not isinstance(value, dict):
            raise self.refuse(self.malformed, f"{key[-1]} is a table", key, value, f"write [{key[-1]}]")
        return value

    def text(self, owner: Mapping[str, Any], key: Key) -> str:
        """Return a sentence that has to be there: one line, printable."""
        value = owner.get(str(key[-1]))
        if isinstance(value, str) and value.strip() and value.isprintable() and len(value) <= LONGEST_TEXT:
            return value
        raise self.refuse(
            self.malformed,
            f"{key[-1]} is a sentence of at most {LONGEST_TEXT} characters on one line",
            key,
            "nothing" if value is None else value,
            f'write {key[-1]} = "..."',
        )

    def day(self, owner: Mapping[str, Any], key: Key) -> date:
        """Return a date that has to be there."""
        value = owner.get(str(key[-1]))
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise self.refuse(
            self.malformed,
            f"{key[-1]} is a date",
            key,
            "nothing" if value is None else value,
            f"write {key[-1]} = 2027-03-01, without quotes",
        )


def _echo(got: object) -> str:
    if isinstance(got, str):
        return got
    if isinstance(got, date):
        return got.isoformat()
    if isinstance(got, dict | list):
        return "a table" if isinstance(got, dict) else f"a list of {len(got)}"
    return shown(got)
