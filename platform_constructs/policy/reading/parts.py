"""
What hides inside a resource: OpenAPI bodies, policy documents and WAF rules, taken apart to be judged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.policy.reading.interpolation import expressions

__all__ = ["Hidden", "Part", "Parts", "escape_pointer", "parse_json_template", "too_deep"]

DEEPEST: Final = 100  # levels; a real document stays below 40
_NESTED: Final = (dict, list, tuple, Mapping)  # the plain ones first: asking an abstract class costs ten times as much
_LEAVES: Final = frozenset({bool, float, int, str, type(None)})  # nearly all there is, and nothing nests in them


@dataclass(frozen=True, slots=True)
class Part:
    """
    A piece of a resource that rules judge by itself.

    Attributes:
        type: Such as `openapi.operation` or `iam.statement`.
        pointer: Where in its resource, such as `/paths/~1orders/post`.
        body: What rules read.
        under: Pointer of the part it belongs to; empty for the resource itself.
        opaque: Why nothing of it can be read; empty for a readable part.
    """

    type: str
    pointer: str
    body: Mapping[str, Any]
    under: str = ""
    opaque: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """
    A piece of a resource that ought to be judged and cannot be read.

    Attributes:
        pointer: Where in its resource.
        why: One phrase, such as `the policy is not JSON`.
        got: The offending text or expression.
    """

    pointer: str
    why: str
    got: str


@dataclass(slots=True)
class Parts:
    """What was found inside one resource."""

    parts: list[Part] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)


def escape_pointer(segment: object) -> str:
    """Return one segment of a JSON pointer, escaped."""
    return str(segment).replace("~", "~0").replace("/", "~1")


def too_deep(value: Any) -> bool:
    """Return whether a value is nested deeper than anything real. Never recurses."""
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, _NESTED)
            for inner in (outer.values() if type(outer) is dict or isinstance(outer, Mapping) else outer)
            if type(inner) not in _LEAVES
        ]
        if not level:
            return False
    return True


def parse_json_template(text: str) -> Any:
    """
    Parse JSON text that may hold `${...}` inside its strings; these stay in the strings as they were written.

    Raises:
        ValueError: when it is not JSON, has an expression outside a string, repeats a key or is nested too deeply.
    """
    marks: dict[str, str] = {}
    try:
        value = _loads(text)
    except ValueError:
        text, marks = _marked(text)  # an expression with quotes of its own breaks the string it stands in
        if not marks:
            raise
        value = _loads(text)
    if too_deep(value):
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    return _restored(value, marks) if marks else value


def _loads(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_no_twins)
    except RecursionError:
        raise ValueError(f"nested deeper than {DEEPEST} levels") from None


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):  # readers disagree on which twin counts
        raise ValueError("a key is said twice")
    return table


def _marked(text: str) -> tuple[str, dict[str, str]]:
    marks: dict[str, str] = {}
    out: list[str] = []
    position = 0
    for number, expression in enumerate(expressions(text)):
        mark = f"\ue000{number}\ue001"
        marks[mark] = text[expression.start : expression.end]
        out += [text[position : expression.start], mark]
        position = expression.end
    return "".join([*out, text[position:]]), marks


def _restored(value: Any, marks: Mapping[str, str]) -> Any:
    if isinstance(value, str) and "\ue000" in value:
        head, *rest = value.split("\ue000")
        return head + "".join(
            marks.get(f"\ue000{number}\ue001", "${unreadable}") + tail
            for number, _, tail in (piece.partition("\ue001") for piece in rest)
        )
    if isinstance(value, dict):
        return {_restored(key, marks): _restored(inner, marks) for key, inner in value.items()}
    if isinstance(value, list):
        return [_restored(inner, marks) for inner in value]
    return value
