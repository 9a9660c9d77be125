"""
Find a resource or attribute of the written Terraform by what a person calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from platform_constructs.errors import DeclarationError
from platform_constructs.model.nearest import nearest
from platform_constructs.policy.reading.parts import escape_pointer
from platform_constructs.policy.settings.every_setting import CATALOGUE
from platform_constructs.policy.settings.shapes import way_to
from platform_constructs.policy.view import Resource, View

__all__ = ["Leaf", "leaves", "one_resource", "pointer_of", "those_named"]

_HASH: Final = re.compile(r"_[0-9A-F]{8}$")  # what cdktf adds to a construct's path to keep names apart
_MOST: Final = 12  # of what there is to choose from

Leaf = tuple[tuple[str, ...], Any]
"""The keys and list positions that lead to a value, and the value."""


def one_resource(views: Sequence[View], wanted: str) -> tuple[View, Resource]:
    """
    Return the resource or data source that somebody means.

    Args:
        views: The stacks to look in.
        wanted: Its Terraform address, also without the construct's hash, its type or its name alone, or the path of
            its construct; `stack: address` tells two stacks apart.

    Raises:
        DeclarationError: DECL-036, when there is none; DECL-037, when there are several.
    """
    every = [(view, one) for view in views for one in view.resources if one.parent is None]
    for exact in (True, False):
        found = [(view, one) for view, one in every if wanted in _names(view, one, exact=exact)]
        if len(found) == 1:
            return found[0]
        if found:
            options = sorted(f"{view.stack}: {one.address}" for view, one in found)
            raise DeclarationError(
                "DECL-037",
                "several resources are called so",
                at="the command line",
                got=wanted,
                fix=f"name one of: {_some(options)}",
            )
    known = {name for view, one in every for exact in (True, False) for name in _names(view, one, exact=exact)}
    types = sorted({one.type for _, one in every})
    known |= CATALOGUE.keys()  # whoever explains may have meant one of these
    raise DeclarationError(
        "DECL-036",
        f"nothing that was written for {' and '.join(view.stack for view in views)} is called so",
        at="the command line",
        got=wanted,
        fix=nearest(wanted, known, f"name an address, or one of the types: {', '.join(types)}"),
    )


def leaves(raw: Any, way: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Yield every value that a body holds, sorted by its way; a list of plain values is one value."""
    if isinstance(raw, Mapping) and raw:
        for key in sorted(raw, key=str):
            if key != "//":
                yield from leaves(raw[key], (*way, str(key)))
    elif isinstance(raw, list) and any(isinstance(each, Mapping | list) for each in raw):
        for number, each in enumerate(raw):
            yield from leaves(each, (*way, str(number)))
    else:
        yield way, raw


def those_named(found: Sequence[Leaf], wanted: str, *, body: Any, at: str) -> list[Leaf]:
    """
    Return the leaves that somebody means.

    Args:
        found: All of them.
        wanted: A dotted way or JSON pointer to a value or to a block of values; positions in lists may be left out,
            and so may what stands before the last words. With slashes at its start it is a pointer.
        body: What the leaves are of.
        at: Its address.

    Raises:
        DeclarationError: DECL-038, when there are none.
    """
    way = way_to(body, wanted) if wanted.startswith("/") else tuple(wanted.split("."))
    bare = _without_positions(way)
    for fits in (
        lambda one: one[: len(way)] == way,
        lambda one: _without_positions(one)[: len(bare)] == bare,
        lambda one: not wanted.startswith("/") and _without_positions(one)[-len(bare) :] == bare,
    ):
        if chosen := [each for each in found if fits(each[0])]:
            return chosen
    dotted = {".".join(_without_positions(each)) for each, _ in found}
    known = {pointer_of(each) for each, _ in found} if wanted.startswith("/") else dotted
    raise DeclarationError(
        "DECL-038",
        "it has no attribute of this name",
        at=at,
        got=wanted,
        fix=nearest(wanted, known, f"name one of: {_some(sorted(known))}"),
    )


def pointer_of(way: Sequence[str]) -> str:
    """Return a way as a JSON pointer."""
    return "".join(f"/{escape_pointer(each)}" for each in way)


def _names(view: View, one: Resource, *, exact: bool) -> set[str]:
    short = _HASH.sub("", one.name)
    if exact:
        names = {one.address, f"{one.type}.{short}"}
    else:
        comment = one.body.get("//")
        metadata = comment.get("metadata") if isinstance(comment, Mapping) else None
        path = str(metadata.get("path", "")) if isinstance(metadata, Mapping) else ""
        names = {one.type, one.name, short, path, path.removeprefix(f"{view.stack}/")} - {""}
    return names | {f"{view.stack}: {name}" for name in names}


def _without_positions(way: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in way if not each.isdecimal())


def _some(options: Sequence[str]) -> str:
    more = f" and {len(options) - _MOST} more" if len(options) > _MOST else ""
    return f"{', '.join(options[:_MOST])}{more}"
