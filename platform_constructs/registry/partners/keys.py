"""
Takes the values of one partner's table, key by key; what cannot be meant is noted as a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from platform_constructs.model.toml_source import TomlSource
from platform_constructs.registry.faults import Faults, described, is_misspelt

__all__ = ["KEYS", "Keys"]

KEYS: Final = frozenset(
    {
        *("addresses", "burst", "contact", "environments", "expires", "mtls", "overlap_days", "rate_per_second"),
        *("requests_per_day", "rotation_days", "scopes", "tenant", "title"),
    }
)
"""Every key of a partner's table."""


class Keys:
    """
    The keys of one table.

    Args:
        source: The file.
        faults: Where faults are noted.
        partner: The table's name.
        table: What it says.
    """

    def __init__(self, source: TomlSource, faults: Faults, partner: str, table: Mapping[str, Any]) -> None:
        self._source, self._faults, self._partner, self._table = source, faults, partner, table

    def has(self, key: str) -> bool:
        """Whether the table says it."""
        return key in self._table

    def refuse(self, code: str, key: str, what: str, got: object, fix: str, *inner: int) -> None:
        """Note a fault at a key, or at an entry of its list."""
        place = self._source.place("partners", self._partner, *([key] if key else []), *inner)
        self._faults.add(code, place, what, got=got.isoformat() if isinstance(got, date) else got, fix=fix)

    def text(self, key: str, shape: re.Pattern[str], allowed: str, example: str, code: str = "PTR-005") -> str:
        """Return a text of a certain shape; empty when it is none."""
        value = self._required(key, f'"{example}"')
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse("PTR-004", key, f"{key} must be a text in quotes", value, f'write {key} = "{example}"')
            return ""
        if not shape.fullmatch(value) or not value.isprintable():
            self.refuse(code, key, f"{key} must be {allowed}", value, f'write it like {key} = "{example}"')
            return ""
        return value

    def number(self, key: str, least: int, most: int, unit: str, example: int) -> int:
        """Return a whole number within bounds; 0 when it is none."""
        value = self._required(key, str(example))
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int):
            fix = f"write {key} = {example}, without quotes"
            self.refuse("PTR-004", key, f"{key} must be a whole number of {unit}", value, fix)
            return 0
        if not least <= value <= most:
            got = str(value) if abs(value) < 10**15 else "a number of more than 15 digits"
            what = f"{key} must be between {least} and {most} {unit}"
            self.refuse("PTR-011", key, what, got, f"write it like {key} = {example}")
            return 0
        return value

    def day(self, key: str) -> date:
        """Return a date; the first one there is when it is none."""
        value = self._required(key, "2027-06-30")
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            what = f"{key} must be a date"
            self.refuse("PTR-004", key, what, described(value), f"write {key} = 2027-06-30, without quotes")
        return date.min

    def flag(self, key: str) -> bool:
        """Return a yes or no, which may be left out."""
        value = self._table.get(key, False)
        if isinstance(value, bool):
            return value
        self.refuse("PTR-004", key, f"{key} must be true or false", value, f"write {key} = false, without quotes")
        return False

    def texts(self, key: str, example: str, *, required: bool = False) -> list[tuple[int, str]]:
        """Return the texts of a list with their positions; those that are none are noted."""
        value = self._required(key, f'["{example}"]') if required else self._table.get(key, [])
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse("PTR-004", key, f"{key} must be a list of texts", value, f'write {key} = ["{example}"]')
            return []
        found = []
        for n, entry in enumerate(value):
            if isinstance(entry, str):
                found.append((n, entry))
            else:
                self.refuse("PTR-004", key, f"each of {key} must be a text", entry, f'write "{example}"', n)
        return found

    def _required(self, key: str, example: str) -> Any:
        """Return a value; None when it is missing, which is a fault unless it stands there misspelt."""
        if key not in self._table and not is_misspelt(key, [one for one in self._table if one not in KEYS]):
            self.refuse("PTR-003", "", f"partners.{self._partner} has no {key}", "nothing", f"add {key} = {example}")
        return self._table.get(key)
