"""
Media type names: which old one a new one stands for, and whether it says more or less.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Named", "paired", "relation"]


class Relation(StrEnum):
    """How a new name relates to the old one it stands for."""

    SAME = "same"
    CHANGED = "changed"
    GENERALIZED = "generalized"
    SPECIALIZED = "specialized"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Named:
    """
    Attributes:
        kind: Such as `application`.
        subtype: Such as `problem+json`.
        parameters: Such as `charset=utf-8`, sorted.
    """

    kind: str
    subtype: str
    parameters: tuple[str, ...]


def _read(name: str) -> Named:
    essence, *parameters = name.lower().split(";")
    kind, _, subtype = essence.strip().partition("/")
    return Named(kind.strip(), subtype.strip(), tuple(sorted(part.replace(" ", "") for part in parameters)))


def relation(old: str, new: str) -> Relation:
    """Return how a new name relates to an old one: `application/problem+json` is a special `application/json`."""
    one, other = _read(old), _read(new)
    if one == other:
        return Relation.SAME
    if (one.kind, one.subtype) == (other.kind, other.subtype):
        return Relation.CHANGED
    narrowed, widened = _is_special(other, one), _is_special(one, other)
    if not (narrowed or widened):
        return Relation.NONE
    if one.parameters != other.parameters:
        return Relation.CHANGED
    return Relation.SPECIALIZED if narrowed else Relation.GENERALIZED


def _is_special(special: Named, general: Named) -> bool:
    if general.kind == "*" or (general.kind == special.kind and general.subtype == "*"):
        return True
    return special.kind == general.kind and special.subtype.endswith(f"+{general.subtype}") and bool(general.subtype)


def paired(old: Iterable[str], new: Iterable[str]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Return which old names go on under which new ones, and the old and new names that are left."""
    gone, come = sorted(set(old)), sorted(set(new))
    pairs = []
    for wanted in (None, Relation.SAME, Relation.CHANGED, *Relation):
        for before in list(gone):
            for after in come:
                found = relation(before, after) if wanted is not None else None
                fits = before == after if wanted is None else found is wanted and found is not Relation.NONE
                if fits:
                    pairs.append((before, after))
                    gone.remove(before)
                    come.remove(after)
                    break
    return sorted(pairs), gone, come
