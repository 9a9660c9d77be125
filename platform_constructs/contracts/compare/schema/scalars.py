"""
What changed in types, values, bounds and texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from platform_constructs.contracts.compare.schema.patterns import takes_everything
from platform_constructs.contracts.compare.schema.shape import Bound, Shape
from platform_constructs.contracts.compare.schema.told import Told
from platform_constructs.contracts.compare.schema.values import KINDS, shown_value
from platform_constructs.contracts.document.node import Node

__all__ = ["tell_scalars"]

_NUMBER: Final = frozenset({"integer", "fraction"})
_WIDER: Final = frozenset({("int32", "int64"), ("float", "double")})
_CONTENT: Final = {"contentEncoding": "content-encoding-changed", "contentMediaType": "content-media-type-changed"}


def tell_scalars(old: Shape, new: Shape, *, is_strict: bool) -> Iterator[Told]:
    """
    Yield what changed; where an old or new word stands is the schema itself when it says nothing.

    Args:
        old: The old shape.
        new: The new shape.
        is_strict: Whether a bound for values that cannot be is nothing; otherwise it is taken at its word: who wrote
            `maxLength` beside a list meant something by it.
    """
    here = _place(old), _place(new)
    yield from _kinds(old, new, here)
    yield from _values(old, new, here)
    for name in sorted(old.bounds.keys() | new.bounds.keys()):
        is_vacant = not (_bounded(name) & old.kinds & new.kinds)
        for told in _bound(name, old.bounds.get(name), new.bounds.get(name), here):
            yield replace(told, is_firm=is_vacant and not is_strict)
    yield from _multiples(old, new, here)
    yield from _patterns(old, new, here)
    for keyword, kind in _CONTENT.items():
        mine, other = old.texts.get(keyword, {}), new.texts.get(keyword, {})
        if mine.keys() != other.keys():
            yield Told(kind, *_first(mine, other, here), (_listed(mine), _listed(other)))
    if (old.unique is None) != (new.unique is None):
        kind = "unique-items-added" if old.unique is None else "unique-items-removed"
        yield Told(kind, old.unique or here[0], new.unique or here[1])


_Here = tuple[Node | None, Node | None]


def _place(shape: Shape) -> Node | None:
    return shape.leaves[0].node if shape.leaves else None


def _first(mine: dict[str, Node], other: dict[str, Node], here: _Here) -> _Here:
    return next(iter(mine.values()), here[0]), next(iter(other.values()), here[1])


def _listed(texts: dict[str, Node]) -> str:
    return ", ".join(sorted(map(shown_value, texts))) or "none"


def _joined(values: dict[str, Any]) -> str:
    return ", ".join(map(shown_value, values.values())) or "nothing"


def _words(kinds: frozenset[str]) -> str:
    """Return kinds in the words of `type`."""
    plain = kinds - {"null"}
    if not plain:
        return "null" if kinds else "nothing"
    if plain >= KINDS - {"null"}:
        return "any"
    words = plain - _NUMBER
    if "fraction" in plain:
        words |= {"number"}
    elif "integer" in plain:
        words |= {"integer"}
    return ", ".join(sorted(words))


def _kinds(old: Shape, new: Shape, here: _Here) -> Iterator[Told]:
    mine = frozenset() if old.is_never else old.kinds
    other = frozenset() if new.is_never else new.kinds
    nodes = (old.types or here[0], new.types or here[1])
    both = bool(mine - {"null"} and other - {"null"})
    # a list of types, `nullable` and a union with null all say it, so it is said of the schema itself
    if both and ("null" in mine) != ("null" in other) and KINDS not in (mine, other):
        yield Told("became-not-nullable" if "null" in mine else "became-nullable", *here)
    before, after = mine - {"null"}, other - {"null"}
    if not both:
        before, after = mine, other
    if before == after:
        yield from _formats(old, new, nodes)
        return
    if before & after:
        yield from _formats(old, new, nodes)
    args = (_words(before), _words(after))
    several = max(len(before - _NUMBER) + bool(before & _NUMBER), len(after - _NUMBER) + bool(after & _NUMBER)) > 1
    if before < after:
        listed = several and "any" not in args and bool(before)
        added = (_words(after - before),) if listed else args
        yield Told("list-of-types-widened" if listed else "type-generalized", *nodes, added)
    elif after < before:
        listed = several and "any" not in args and bool(after)
        removed = (_words(before - after),) if listed else args
        yield Told("list-of-types-narrowed" if listed else "type-specialized", *nodes, removed)
    else:
        yield Told("type-changed", *nodes, args)


def _formats(old: Shape, new: Shape, here: _Here) -> Iterator[Told]:
    mine, other = old.texts.get("format", {}), new.texts.get("format", {})
    if mine.keys() == other.keys():
        return
    words = _words(old.kinds)
    args = tuple(f"{words}/{_listed(texts)}" if texts else words for texts in (mine, other))
    nodes = _first(mine, other, here)
    step = (next(iter(mine), ""), next(iter(other), ""))
    if mine.keys() > other.keys() or step in _WIDER:
        yield Told("type-generalized", *nodes, args)
    elif mine.keys() < other.keys() or step[::-1] in _WIDER:
        yield Told("type-specialized", *nodes, args)
    else:
        yield Told("type-changed", *nodes, args)


def _values(old: Shape, new: Shape, here: _Here) -> Iterator[Told]:
    mine, other = old.values, new.values
    nodes = (old.valued or here[0], new.valued or here[1])
    if mine is None or other is None:
        if other is not None:
            args = (_joined(other),) if new.is_const else ()
            yield Told("const-added" if new.is_const else "became-enum", *nodes, args)
        elif mine is not None:
            args = (_joined(mine),) if old.is_const else ()
            yield Told("const-removed" if old.is_const else "became-not-enum", *nodes, args)
        return
    if old.is_const and new.is_const and len(mine) == len(other) == 1:
        if mine.keys() != other.keys():
            yield Told("const-changed", *nodes, (_joined(mine), _joined(other)))
        return
    is_open = any(shape.said("x-extensible-enum") is not None for shape in (old, new))
    for text, value in mine.items():
        if text not in other and not (value is None and "null" not in new.kinds):
            yield Told("enum-value-removed", *nodes, (shown_value(value),))
    for text, value in other.items():
        if text not in mine and not (value is None and "null" not in old.kinds):
            yield Told("enum-value-added", *nodes, (shown_value(value),), is_excused=is_open)


def _bounded(name: str) -> frozenset[str]:
    """Return the kinds that a bound speaks of."""
    return {"length": frozenset({"string"}), "items": frozenset({"array"}), "properties": frozenset({"object"})}.get(
        name.partition("-")[2], _NUMBER
    )


def _bound(name: str, mine: Bound | None, other: Bound | None, here: _Here) -> Iterator[Told]:
    is_low = name.startswith("min")
    nodes = (mine.node if mine else here[0], other.node if other else here[1])
    if mine is None or other is None:
        said = other or mine
        if said is None:
            return
        full = f"exclusive-{name}" if said.is_exclusive else name
        if name == "min-length":  # 0 is what it is when it is not said
            step = ("0", shown_value(said.said))
            yield Told(
                f"{name}-{'increased' if mine is None else 'decreased'}", *nodes, step if not mine else step[::-1]
            )
        else:
            yield Told(f"{full}-{'set' if mine is None else 'unset'}", *nodes, (shown_value(said.said),))
        return
    before, after = (mine.at_least(), other.at_least()) if is_low else (mine.at_most(), other.at_most())
    if before == after:
        return
    full = f"exclusive-{name}" if other.is_exclusive else name
    grew = "increased" if after > before else "decreased"
    yield Told(f"{full}-{grew}", *nodes, (shown_value(mine.said), shown_value(other.said)))


def _multiples(old: Shape, new: Shape, here: _Here) -> Iterator[Told]:
    before, after = old.multiples, new.multiples
    if before.keys() == after.keys():
        return
    nodes = (next(iter(before.values()), here[0]), next(iter(after.values()), here[1]))
    args = [", ".join(sorted(shown_value(node.value) for node in said.values())) for said in (before, after)]
    if not before:
        yield Told("multiple-of-added", *nodes, (args[1],))
    elif not after:
        yield Told("multiple-of-removed", *nodes, (args[0],))
    else:
        yield Told("multiple-of-changed", *nodes, tuple(args))


def _patterns(old: Shape, new: Shape, here: _Here) -> Iterator[Told]:
    mine, other = (shape.texts.get("pattern", {}) for shape in (old, new))
    before = {text: node for text, node in mine.items() if text not in other}
    after = {text: node for text, node in other.items() if text not in mine}
    if before and after:
        kind = "pattern-generalized" if all(map(takes_everything, after)) else "pattern-changed"
        yield Told(kind, *_first(before, after, here), (_listed(before), _listed(after)))
    elif after:
        yield Told("pattern-added", *_first(before, after, here), (_listed(after),))
    elif before:
        yield Told("pattern-removed", *_first(before, after, here), (_listed(before),))
