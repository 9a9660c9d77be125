"""
What changed in defaults, deprecation, discriminators and open lists of values: nothing of it refuses a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from platform_constructs.contracts.compare.schema.shape import Shape
from platform_constructs.contracts.compare.schema.told import Told
from platform_constructs.contracts.compare.schema.values import json_text, shown_value
from platform_constructs.contracts.document.node import Node

__all__ = ["tell_lifecycle"]

_DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T.*)?")


def tell_lifecycle(old: Shape, new: Shape) -> Iterator[Told]:
    """Yield what changed."""
    yield from _default(old, new)
    yield from _deprecation(old, new)
    yield from _discriminator(old, new)
    yield from _open_values(old, new)


def _own(shape: Shape) -> Node | None:
    return shape.leaves[0].node if shape.leaves else None


def _default(old: Shape, new: Shape) -> Iterator[Told]:
    mine, other = old.said("default"), new.said("default")
    if mine is None and other is not None:
        yield Told("default-value-added", _own(old), other, (shown_value(other.value),))
    elif mine is not None and other is None:
        yield Told("default-value-removed", mine, _own(new), (shown_value(mine.value),))
    elif mine is not None and other is not None and json_text(mine.value) != json_text(other.value):
        yield Told("default-value-changed", mine, other, (shown_value(mine.value), shown_value(other.value)))


def _deprecation(old: Shape, new: Shape) -> Iterator[Told]:
    mine, other = old.said("deprecated"), new.said("deprecated")
    was, is_now = (node is not None and node.value is True for node in (mine, other))
    if was == is_now:
        return
    if was:
        yield Told("reactivated", mine, other or _own(new))
        return
    sunset = new.said("x-sunset")
    if sunset is None:
        yield Told("deprecated", mine or _own(old), other)
        return
    is_date = isinstance(sunset.value, str) and _DATE.fullmatch(sunset.value) is not None
    kind = "deprecated-with-sunset" if is_date else "deprecated-sunset-invalid"
    yield Told(kind, mine or _own(old), sunset, (shown_value(sunset.value),), is_firm=not is_date)


def _named(node: Node | None) -> tuple[str | None, dict[str, Any]]:
    value = node.value if node is not None and isinstance(node.value, dict) else {}
    name, mapping = value.get("propertyName"), value.get("mapping")
    return name if isinstance(name, str) else None, mapping if isinstance(mapping, dict) else {}


def _discriminator(old: Shape, new: Shape) -> Iterator[Told]:
    mine, other = old.said("discriminator"), new.said("discriminator")
    (before, targets), (after, wanted) = _named(mine), _named(other)
    nodes = mine or _own(old), other or _own(new)
    if before is None or after is None:
        if after is not None:
            yield Told("discriminator-added", *nodes, (shown_value(after),))
        elif before is not None:
            yield Told("discriminator-removed", *nodes, (shown_value(before),))
        return
    if before != after:
        yield Told("discriminator-property-name-changed", *nodes, (shown_value(before), shown_value(after)))
    for key in dict.fromkeys((*targets, *wanted)):
        name = shown_value(key)
        if key not in targets:
            yield Told("discriminator-mapping-added", *nodes, (name,))
        elif key not in wanted:
            yield Told("discriminator-mapping-deleted", *nodes, (name,))
        elif targets[key] != wanted[key]:
            args = (name, shown_value(targets[key]), shown_value(wanted[key]))
            yield Told("discriminator-mapping-changed", *nodes, args)


def _open_values(old: Shape, new: Shape) -> Iterator[Told]:
    mine, other = old.said("x-extensible-enum"), new.said("x-extensible-enum")
    if mine is None or other is None or not isinstance(mine.value, list) or not isinstance(other.value, list):
        return
    before, after = ({json_text(value): value for value in node.value} for node in (mine, other))
    for text, value in before.items():
        if text not in after:
            yield Told("x-extensible-enum-value-removed", mine, other, (shown_value(value),), is_firm=True)
    for text, value in after.items():
        if text not in before:
            yield Told("x-extensible-enum-value-added", mine, other, (shown_value(value),))
