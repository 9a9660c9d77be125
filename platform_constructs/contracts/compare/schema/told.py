"""
A difference between two shapes, before it is known in whose requests or responses it stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.contracts.compare.schema.view import View
from platform_constructs.contracts.document.node import Node

__all__ = ["Child", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """
    Attributes:
        kind: See `kinds`.
        old: Where the old version says it.
        new: Where the new version says it.
        args: The values, old before new.
        name: The property it is about, when it is about one of the schema's.
        is_firm: Whether it matters however the sets of allowed values compare.
        is_excused: Whether it is known to be fine although more is allowed.
    """

    kind: str
    old: Node | None
    new: Node | None
    args: tuple[str, ...] = ()
    name: str | None = None
    is_firm: bool = False
    is_excused: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Child:
    """
    Two parts of the shapes that stand for each other.

    Attributes:
        old: The old one.
        new: The new one.
        is_capped: Whether nothing in it can break anybody.
    """

    old: View
    new: View
    is_capped: bool = False
