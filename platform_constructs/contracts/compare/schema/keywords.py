"""
The keywords of one schema added to a shape; what has the wrong form says nothing.
"""

from __future__ import annotations

from typing import Any, Final

from platform_constructs.contracts.compare.schema.shape import Bound, Contains, Members, Shape, Slots
from platform_constructs.contracts.compare.schema.values import fraction, json_text, kinds_of
from platform_constructs.contracts.compare.schema.view import Part
from platform_constructs.contracts.document.node import Node

__all__ = ["TEXTS", "read_keywords", "tighten"]

TEXTS: Final = ("pattern", "format", "contentEncoding", "contentMediaType")
_LOWER: Final = {"minLength": "min-length", "minItems": "min-items", "minProperties": "min-properties"}
_UPPER: Final = {"maxLength": "max-length", "maxItems": "max-items", "maxProperties": "max-properties"}
_NUMERIC: Final = frozenset(
    {
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "uniqueItems"),
        *_LOWER,
        *_UPPER,
    }
)
_LONE: Final = ("not", "propertyNames", "contentSchema", "$dynamicRef", "$recursiveRef")


def read_keywords(part: Part, shape: Shape) -> None:
    """Add what this schema says itself, its references and branches aside."""
    said = {key: value for key, value in part.value.items() if key not in part.side.dialect.ignored}
    node = part.node
    _kinds(part, said, shape)
    _values(node, said, shape)
    _bounds(node, said, shape)
    for keyword in TEXTS:
        if isinstance(said.get(keyword), str):
            shape.texts.setdefault(keyword, {}).setdefault(said[keyword], node.child(keyword))
    _members(part, said, shape)
    _slots(part, said, shape)
    _others(part, said, shape)


def _schema(part: Part, said: dict[str, Any], keyword: str) -> Part | None:
    return Part(part.side, part.node.child(keyword)) if isinstance(said.get(keyword), dict | bool) else None


def _kinds(part: Part, said: dict[str, Any], shape: Shape) -> None:
    words = said.get("type")
    if not isinstance(words, str | list):
        return
    kinds = kinds_of([words] if isinstance(words, str) else words)
    if part.side.dialect.has_nullable and said.get("nullable") is True:
        kinds |= {"null"}
    shape.kinds &= kinds
    if shape.types is None:
        shape.types = part.node.child("type")


def _values(node: Node, said: dict[str, Any], shape: Shape) -> None:
    for keyword in ("enum", "const"):
        if keyword not in said or (keyword == "enum" and not isinstance(said[keyword], list)):
            continue
        listed = said[keyword] if keyword == "enum" else [said[keyword]]
        mine = {json_text(value): value for value in listed}
        if shape.values is None:
            shape.values, shape.valued, shape.is_const = mine, node.child(keyword), keyword == "const"
        else:
            shape.values = {text: value for text, value in shape.values.items() if text in mine}


def tighten(shape: Shape, name: str, bound: Bound) -> None:
    """Keep the tighter one of two bounds."""
    known = shape.bounds.get(name)
    if name.startswith("min"):
        is_tighter = known is None or bound.at_least() > known.at_least()
    else:
        is_tighter = known is None or bound.at_most() < known.at_most()
    if is_tighter:
        shape.bounds[name] = bound


def _bounds(node: Node, said: dict[str, Any], shape: Shape) -> None:
    if said.keys().isdisjoint(_NUMERIC):
        return
    for name, keyword, exclusive in (("min", "minimum", "exclusiveMinimum"), ("max", "maximum", "exclusiveMaximum")):
        if (value := fraction(said.get(keyword))) is not None:
            bound = Bound(value, said.get(exclusive) is True, node.child(keyword), said[keyword])
            tighten(shape, name, bound)
        if (value := fraction(said.get(exclusive))) is not None:
            tighten(shape, name, Bound(value, True, node.child(exclusive), said[exclusive]))
    for keyword, name in (*_LOWER.items(), *_UPPER.items()):
        value = fraction(said.get(keyword))
        if value is not None and (value > 0 or keyword in _UPPER):
            tighten(shape, name, Bound(value, False, node.child(keyword), said[keyword]))
    multiple = fraction(said.get("multipleOf"))
    if multiple is not None and multiple > 0:
        shape.multiples.setdefault(multiple, node.child("multipleOf"))
    if said.get("uniqueItems") is True and shape.unique is None:
        shape.unique = node.child("uniqueItems")


def _members(part: Part, said: dict[str, Any], shape: Shape) -> None:
    node = part.node
    if isinstance(said.get("required"), list):
        listed = node.child("required")
        for index, name in enumerate(said["required"]):
            if isinstance(name, str):
                shape.required.setdefault(name, listed.child(index))
    named = _schemas(part, said, "properties")
    patterned = _schemas(part, said, "patternProperties")
    rest = _schema(part, said, "additionalProperties")
    if named or patterned or rest is not None:
        shape.members.append(Members(named, patterned, rest, node))
    for keyword in ("dependentRequired", "dependencies", "dependentSchemas"):
        if isinstance(said.get(keyword), dict):
            for name, inner in node.child(keyword).entries():
                if isinstance(inner.value, list):
                    needs = shape.dependents.setdefault(name, {})
                    needs |= {one: inner for one in inner.value if isinstance(one, str)}
                elif isinstance(inner.value, dict | bool) and keyword != "dependentRequired":
                    shape.others.setdefault(f"dependentSchemas {name}", []).append(Part(part.side, inner))


def _schemas(part: Part, said: dict[str, Any], keyword: str) -> dict[str, Part]:
    if not isinstance(said.get(keyword), dict):
        return {}
    entries = part.node.child(keyword).entries()
    return {name: Part(part.side, inner) for name, inner in entries if isinstance(inner.value, dict | bool)}


def _slots(part: Part, said: dict[str, Any], shape: Shape) -> None:
    node, side = part.node, part.side
    keyword = "items" if isinstance(said.get("items"), list) else "prefixItems"
    listed = node.child(keyword).items() if isinstance(said.get(keyword), list) else ()
    prefix = tuple(Part(side, item) for item in listed if isinstance(item.value, dict | bool))
    rest = _schema(part, said, "additionalItems" if keyword == "items" else "items")
    if prefix or rest is not None:
        shape.slots.append(Slots(prefix, rest, node))
    contained = _schema(part, said, "contains")
    if contained is not None:
        low, high = fraction(said.get("minContains")), fraction(said.get("maxContains"))
        least = 1 if low is None else max(0, -int(-low // 1))
        shape.contains.append(Contains(contained, least, None if high is None else int(high // 1), node))


def _others(part: Part, said: dict[str, Any], shape: Shape) -> None:
    for keyword in _LONE:
        if isinstance(said.get(keyword), dict | bool | str):
            shape.others.setdefault(keyword, []).append(Part(part.side, part.node.child(keyword)))
    when = _schema(part, said, "if")
    then, otherwise = _schema(part, said, "then"), _schema(part, said, "else")
    if when is not None and (then is not None or otherwise is not None):
        shape.conditions.append((when, then, otherwise))
