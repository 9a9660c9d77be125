"""
The keywords that bound a single value, as far as API Gateway's importer reads them without harm.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.notes import Loss, Notes

__all__ = ["Patterns", "carried_constraints", "carried_values"]

_COUNTS: Final = ("maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties")
_LARGEST: Final = 2**31 - 1  # the importer reads counts, and integer values, as Java ints
_LONGEST_PATTERN: Final = 1_000
# API Gateway matches as ECMAScript 5 did: no lookbehind, names, flags or Unicode classes. It would take `\p` for `p`.
_MODERN: Final = re.compile(r"\(\?(?![:=!])|\\[pPkNAZzGQE]|\\u\{|[^\u0000-\uffff]")
_MOST_PATTERNS: Final = 100_000  # characters of all patterns that differ; a second of work
_EACH: Final = 25  # what a pattern costs however short it is, in characters
_WIDE: Final = 160  # what a range costs that ends beyond Latin-1: Python lays it out character by character
_WIDE_RANGE: Final = re.compile(r"-(?:[^\u0000-\u00ff]|\\u)")
_NOT_CHECKED: Final = "is left to the backend: API Gateway cannot check it"


@dataclass(slots=True)
class Patterns:
    """Remembers for each pattern whether API Gateway reads it as its author does; up to a limit for all together."""

    _known: dict[str, bool] = field(default_factory=dict)
    _spent: int = 0

    def is_portable(self, pattern: Node, notes: Notes) -> bool:
        """Return whether a pattern can be carried."""
        text = pattern.text()
        if text not in self._known:
            before = self._spent
            if len(text) <= _LONGEST_PATTERN:
                self._spent += _EACH + len(text) + _WIDE * len(_WIDE_RANGE.findall(text))
            if before <= _MOST_PATTERNS < self._spent:
                what = f"the patterns are longer than {_MOST_PATTERNS} characters together, {_EACH} added for each"
                fix = "share patterns, or leave the unusual ones to the backend"
                notes.faults.append(Fault("CON-053", "too-many-patterns", what, pattern, text, fix))
            self._known[text] = self._spent <= _MOST_PATTERNS and _is_portable(text)
        return self._known[text]


def carried_constraints(schema: Node, notes: Notes, patterns: Patterns) -> dict[str, Any]:
    """
    Return counts, bounds and pattern.

    Raises:
        ContractError: for a bound that is no number, or a pattern that is no text.
    """
    carried: dict[str, Any] = {}
    for key in _COUNTS:
        if key in schema.value:
            number = _number(schema.child(key))
            if 0 <= number <= _LARGEST and number == int(number):
                carried[key] = int(number)
    if schema.value.get("uniqueItems") is True:
        carried["uniqueItems"] = True
    if "multipleOf" in schema.value and (step := _number(schema.child("multipleOf"))) > 0:
        carried["multipleOf"] = step
    for key, exclusive, stricter in (("minimum", "exclusiveMinimum", max), ("maximum", "exclusiveMaximum", min)):
        bounds = [_number(schema.child(key))] if key in schema.value else []
        if schema.value.get(exclusive) not in (None, False):
            notes.add(
                schema, f"`{exclusive}` is checked as `{key}`: API Gateway lets the bound itself pass", Loss.LOOSER
            )
            if not isinstance(schema.value[exclusive], bool):
                bounds.append(_number(schema.child(exclusive)))
        if bounds:
            carried[key] = stricter(bounds)
    if (pattern := schema.get("pattern")) is not None:
        if patterns.is_portable(pattern, notes):
            carried["pattern"] = pattern.value
        else:
            notes.add(schema, f"a `pattern` beyond ECMAScript 5 {_NOT_CHECKED}", Loss.UNCHECKED)
    return carried


def _number(node: Node) -> int | float:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        got = node.value if isinstance(node.value, str | bool) else type(node.value).__name__
        raise node.refuse("CON-009", f"{node.tokens[-1]} must be a number", got, "write a number, without quotes")
    return node.value


def _is_portable(pattern: str) -> bool:
    if len(pattern) > _LONGEST_PATTERN or _MODERN.search(pattern):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def carried_values(schema: Node, kind: str | None, notes: Notes, *, any_type: bool, is_31: bool) -> dict[str, Any]:
    """
    Return the values a schema lists, with their type if it said none.

    Args:
        schema: The schema.
        kind: Its only type; None when it has none, several or may be null.
        notes: Takes what could not be carried.
        any_type: Whether it says no type at all.
        is_31: Whether `const` is a keyword.

    Raises:
        ContractError: when `enum` is no list.
    """
    if is_31 and "const" in schema.value:
        values = [schema.value["const"]]
    elif (listed := schema.get("enum")) is not None:
        values = [value.value for value in listed.items()]
    else:
        return {}
    if any_type and len(kinds := {_kind(value) for value in values}) == 1:
        kind = kinds.pop()
    fitting = [value for value in values if kind is not None and _fits(value, kind)]
    if not fitting or not all(_survives(value, kind) for value in fitting):
        # the importer guesses one type for all of them, and null would become a text
        what = "an `enum` that mixes types, allows null or holds large or structured values"
        notes.add(schema, f"{what} {_NOT_CHECKED}", Loss.UNCHECKED)
        return {}
    unique = {(isinstance(value, bool), value): value for value in fitting}  # a repeated value is an invalid model
    return {"type": kind, "enum": list(unique.values())}


def _kind(value: Any) -> str | None:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else None


def _fits(value: Any, kind: str) -> bool:
    if kind == "integer":
        return _kind(value) == "number" and value == int(value)
    return _kind(value) == kind


def _survives(value: Any, kind: str | None) -> bool:
    return kind != "integer" or abs(value) <= _LARGEST
