"""
What a schema leaves without bounds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.parts import SchemaPart

__all__ = ["is_branch", "missing_bounds"]

# Formats that bound a text themselves, as validators check them.
_BOUNDED: Final = ("date", "date-time", "ipv4", "ipv6", "time", "uuid")
_ENDLESS: Final = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
_FORMATS: Final = ("int32", "int64")


def is_branch(node: Node) -> bool:
    """Whether a schema is written as a part of another that holds for the same value, which says the rest."""
    return node.tokens[-1:] in (("if",), ("not",)) or node.tokens[-2:-1] == ("allOf",)


def missing_bounds(schema: SchemaPart, kind: str) -> list[str]:
    """
    Return the keywords that would bound a schema's values; none when they are bounded, by allOf branches, too.

    Args:
        schema: The schema.
        kind: One of its types: `array`, `string` or `integer`.
    """
    said: dict[str, Any] = {}
    for part in (*(schema.resolve(one).value for one in schema.items("allOf")), schema.node.value):
        said |= part if isinstance(part, dict) else {}
    if "enum" in said or "const" in said:
        return []
    if kind == "array":
        return [] if "maxItems" in said else ["maxItems"]
    return _of_text(said) if kind == "string" else _of_number(said)


def _of_text(said: Mapping[str, Any]) -> list[str]:
    pattern = said.get("pattern")
    is_tight = isinstance(pattern, str) and pattern.endswith("$") and not _ENDLESS.search(pattern)
    return [] if "maxLength" in said or said.get("format") in _BOUNDED or is_tight else ["maxLength"]


def _of_number(said: Mapping[str, Any]) -> list[str]:
    lower = [] if {"minimum", "exclusiveMinimum"} & said.keys() else ["minimum"]
    upper = [] if {"maximum", "exclusiveMaximum"} & said.keys() else ["maximum"]
    return [*lower, *upper, *([] if said.get("format") in _FORMATS else ["format: int32"])]
