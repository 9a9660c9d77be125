"""
An operation's parameters: its own and its path's, merged.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["merged_parameters", "template_names"]

_PLACES: Final = ("cookie", "header", "path", "query")
_TEMPLATE: Final = re.compile(r"\{([^{}]*)\}")


def template_names(path: str) -> tuple[str, ...]:
    """Return the names in a path template, in order."""
    return tuple(_TEMPLATE.findall(path))


def merged_parameters(item: Node, operation: Node, references: References) -> list[Node]:
    """
    Return an operation's parameters, those of its path item included unless it says them itself, sorted.

    Raises:
        ContractError: for a parameter that is said twice in one list, or has no name or place.
    """
    merged: dict[tuple[str, str], Node] = {}
    for holder in (item, operation):
        listed = holder.get("parameters")
        own: dict[tuple[str, str], Node] = {}
        for entry in listed.items() if listed else ():
            parameter = references.resolve(entry)
            where, name = parameter.needs("in"), parameter.needs("name").text()
            if where.text() not in _PLACES:
                what, fix = "a parameter stands in none of OpenAPI's places", "write " + ", ".join(_PLACES)
                raise where.refuse("CON-009", what, where.value, fix)
            # header names are one whatever their case
            key = (where.value, name.lower() if where.value == "header" else name)
            if key in own:
                got = f"{name} in {where.value}"
                raise entry.refuse("CON-023", "a parameter is said twice", got, "keep one of the two")
            own[key] = parameter
        merged.update(own)
    return [merged[key] for key in sorted(merged)]
