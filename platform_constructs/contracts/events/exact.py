"""
Which schemas draft 4 can say exactly: under `not` and in `oneOf`, saying a little less would mean refusing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.events.schema_parts import Key, parts_of, reach, spelt
from platform_constructs.contracts.gateway.keywords import EVALUATING

__all__ = ["closes", "inexact", "names_match", "needs_one"]


def inexact(starts: Iterable[Node], references: References) -> frozenset[Key]:
    """Return the schemas that lead to something draft 4 cannot say, among all that these lead to."""
    schemas = reach(starts, references)
    holders: dict[Key, list[Key]] = {}
    for key, schema in schemas.items():
        for part in parts_of(schema, references):
            holders.setdefault(spelt(part.schema), []).append(key)
    waiting = [key for key, schema in schemas.items() if isinstance(schema.value, dict) and _loses(schema.value)]
    found: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += holders.get(key, [])
    return frozenset(found)


def _loses(value: dict[str, Any]) -> bool:
    return (
        value.get("unevaluatedItems", True) is not True
        or (value.get("unevaluatedProperties", True) is not True and not closes(value))
        or (value.get("propertyNames", True) is not True and names_match(value) is None)
        or ("contains" in value and not needs_one(value))
    )


def closes(value: dict[str, Any]) -> bool:
    """Whether `unevaluatedProperties: false` says just what `additionalProperties: false` would."""
    return value.get("unevaluatedProperties") is False and not value.keys() & EVALUATING


def names_match(value: dict[str, Any]) -> str | None:
    """Return the pattern that `propertyNames` comes to; None when it asks for more than one."""
    names = value.get("propertyNames")
    if isinstance(names, dict) and names.keys() <= {"description", "pattern", "title", "type"} and "pattern" in names:
        return str(names["pattern"]) if names.get("type", "string") == "string" else None
    return None


def needs_one(value: dict[str, Any]) -> bool:
    """Whether `contains` asks for one item or more, and nothing else."""
    return value.get("minContains", 1) == 1 and "maxContains" not in value
