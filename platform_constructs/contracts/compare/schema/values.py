"""
JSON values compared as JSON Schema compares them: 1 is 1.0, and true is no number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from platform_constructs.errors import shown

__all__ = ["INTEGER", "KINDS", "fraction", "json_text", "kind_of", "kinds_of", "shown_value"]

INTEGER: Final = "integer"
KINDS: Final = frozenset({"array", "boolean", "fraction", INTEGER, "null", "object", "string"})
"""What a value can be; `number` is an integer or a fraction."""


def fraction(value: Any) -> Fraction | None:
    """Return a number exactly; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(value) if isinstance(value, int) else Fraction(Decimal(repr(value)))


def kinds_of(types: Iterable[Any]) -> frozenset[str]:
    """Return the kinds that the words of `type` stand for; unknown words stand for nothing."""
    found: set[str] = set()
    for word in types:
        if word == "number":
            found |= {INTEGER, "fraction"}
        elif isinstance(word, str) and word in KINDS and word != "fraction":
            found.add(word)
    return frozenset(found)


def kind_of(value: Any) -> str:
    """Return which kind a value is of."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return INTEGER if value == value // 1 else "fraction"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object" if isinstance(value, dict) else "null"


def json_text(value: Any) -> str:
    """Return a text that two values share when JSON Schema calls them equal."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def shown_value(value: Any) -> str:
    """Return a value for a message: texts as they are, all else as JSON; one printable line, cut when long."""
    return shown(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True))
