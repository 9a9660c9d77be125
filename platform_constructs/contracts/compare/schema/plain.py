"""
Two versions of a plain JSON Schema, such as an event's: who can read what the other one wrote.
"""

from __future__ import annotations

from enum import StrEnum

from platform_constructs.contracts.compare.change import Change, Direction
from platform_constructs.contracts.compare.schema.comparison import SchemaComparison
from platform_constructs.contracts.compare.schema.dialect import dialect_of
from platform_constructs.contracts.compare.schema.oracle import Answer
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.document.source import Spent

__all__ = ["Mode", "allows_all_of", "compare_schemas"]


class Mode(StrEnum):
    """Who has to get along with whom."""

    BACKWARD = "backward"
    """Readers with the new schema read data written with the old."""
    FORWARD = "forward"
    """Readers with the old schema read data written with the new."""
    FULL = "full"
    """Both."""


_DIRECTIONS = {
    Mode.BACKWARD: (Direction.REQUEST,),
    Mode.FORWARD: (Direction.RESPONSE,),
    Mode.FULL: (Direction.REQUEST, Direction.RESPONSE),
}


def compare_schemas(old: Node, new: Node, mode: Mode, *, tolerant: bool = False) -> tuple[Change, ...]:
    """
    Return what changed between two schemas; what breaks the mode is BREAKING, or WARN where it cannot be decided.

    Changes that concern the backward direction have ids `request-...`, those of the forward direction
    `response-...`.

    Args:
        old: The old schema's root; `$schema` names its dialect, 2020-12 if nothing does.
        new: The new schema's root.
        mode: Who has to get along with whom.
        tolerant: Whether readers ignore properties that they do not know.

    Raises:
        ContractError: when a reference leads to nothing, or out of the schema.
    """
    comparison = _comparison(old, new, tolerant)
    for direction in _DIRECTIONS[mode]:
        comparison.compare(old, new, direction, "")
    return comparison.changes()


def allows_all_of(new: Node, old: Node) -> Answer:
    """
    Return whether the new schema allows everything that the old one allows: NO when a value is known to exist that it
    refuses, UNKNOWN when that could not be decided.

    Raises:
        ContractError: when a reference leads to nothing, or out of the schema.
    """
    return _comparison(old, new, tolerant=False).answer(old, new)


def _comparison(old: Node, new: Node, tolerant: bool) -> SchemaComparison:
    dialects = dialect_of(old.value), dialect_of(new.value)
    left, right = (References(node, _nothing, Spent()) for node in (old, new))
    return SchemaComparison(left, right, tolerant=tolerant, is_plain=True, dialects=dialects)


def _nothing(path: str) -> str:
    raise LookupError(path)
