"""
Two shapes that hold together made one.
"""

from __future__ import annotations

from platform_constructs.contracts.compare.schema.keywords import tighten
from platform_constructs.contracts.compare.schema.shape import Shape

__all__ = ["absorb"]


def absorb(shape: Shape, other: Shape) -> None:
    """Add to a shape what another says, which stays as it is."""
    shape.kinds &= other.kinds
    shape.types = shape.types or other.types
    if other.values is not None:
        mine = shape.values
        shape.values = {text: value for text, value in other.values.items() if mine is None or text in mine}
        shape.valued = shape.valued or other.valued
        shape.is_const = other.is_const if mine is None else shape.is_const
    for name, bound in other.bounds.items():
        tighten(shape, name, bound)
    shape.multiples = {**other.multiples, **shape.multiples}
    for keyword, texts in other.texts.items():
        shape.texts[keyword] = {**texts, **shape.texts.get(keyword, {})}
    shape.unique = shape.unique or other.unique
    shape.required = {**other.required, **shape.required}
    for name, needs in other.dependents.items():
        shape.dependents[name] = {**needs, **shape.dependents.get(name, {})}
    shape.members += other.members
    shape.slots += other.slots
    shape.contains += other.contains
    shape.groups += other.groups
    shape.conditions += other.conditions
    for keyword, parts in other.others.items():
        shape.others.setdefault(keyword, []).extend(parts)
    shape.leaves += other.leaves
    shape.targets |= other.targets
    shape.is_never = shape.is_never or other.is_never
    shape.is_murky = shape.is_murky or other.is_murky
