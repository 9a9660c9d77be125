"""
What changed in an object's properties: which there are, which have to be, and what others may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from platform_constructs.contracts.compare.change import Direction
from platform_constructs.contracts.compare.schema.shape import Shape
from platform_constructs.contracts.compare.schema.shapes import Shapes
from platform_constructs.contracts.compare.schema.told import Child, Told
from platform_constructs.contracts.compare.schema.values import shown_value
from platform_constructs.contracts.compare.schema.view import Part, View, view_of
from platform_constructs.contracts.document.node import Node

__all__ = ["REFUSED", "Objects"]

REFUSED: Final = ("refused",)
"""Says of a property that the other version, which does not declare it, refuses it."""

_MARKS = (("readOnly", "read-only"), ("writeOnly", "write-only"))


@dataclass(slots=True)
class Objects:
    """
    Tells two shapes of objects apart.

    Attributes:
        shapes: Merges views.
        direction: Who writes them.
        is_strict: Whether only the sets of allowed values matter: a property more or less is then nothing by itself.
        is_tolerant: Whether readers ignore properties that they do not know, however closed their schema is.
    """

    shapes: Shapes
    direction: Direction
    is_strict: bool
    is_tolerant: bool

    def tell(self, old: Shape, new: Shape) -> Iterator[Told | Child]:
        """Yield what changed, and the properties that stand for each other."""
        here = _own(old), _own(new)
        before, after = self._declared(old), self._declared(new)
        mine, other = old.names, new.names
        for name in mine:
            if name in other:
                yield from self._kept(name, old, new)
            elif name not in after:
                yield from self._removed(name, old, new, here)
        for name in other:
            if name not in mine and name not in before:
                yield from self._added(name, old, new, here)
        for name in dict.fromkeys((*old.required, *new.required)):
            if name not in mine or name not in other:
                yield from self._requirement(name, old, new, mine.keys() | other.keys())
        yield from self._others(old, new, here)
        yield from _dependents(old, new)

    def _declared(self, shape: Shape) -> set[str]:
        """Return the names that a shape speaks of anywhere, branches and conditions with it."""
        names = set(shape.names)
        inner = [part for group in shape.groups for part in group.branches]
        inner += [part for condition in shape.conditions for part in condition if part is not None]
        inner += [part for key, parts in shape.others.items() if key.startswith("dependentSchemas") for part in parts]
        for part in inner:
            names.update(self.shapes.of(view_of([part])).names)
        return names

    def _kept(self, name: str, old: Shape, new: Shape) -> Iterator[Told | Child]:
        views = self.shapes.member(old, name), self.shapes.member(new, name)
        gone = self.shapes.is_dropped(views[0]), self.shapes.is_dropped(views[1])
        nodes = _property(old, name), _property(new, name)
        required = [name in shape.required for shape in (old, new)]
        if required[0] != required[1]:
            kind = "became-optional"
            if required[1]:
                has_default = self.shapes.of(views[1]).said("default") is not None
                is_told = has_default and self.direction is Direction.REQUEST
                kind = "became-required-with-default" if is_told else "became-required"
            places = (old.required.get(name, nodes[0]), new.required.get(name, nodes[1]))
            yield Told(kind, *places, name=name, is_excused=gone[0] or gone[1])
        for keyword, words in _MARKS if self.shapes.has_marks else ():
            said = [self.shapes.of(view).said(keyword) for view in views]
            is_so = [mark is not None and mark.value is True for mark in said]
            if is_so[0] != is_so[1]:
                yield Told(
                    f"became-{words}" if is_so[1] else f"became-not-{words}",
                    said[0] or nodes[0],
                    said[1] or nodes[1],
                    ("required" if required[1] else "optional",),
                    name=name,
                )
        yield Child(*views, is_capped=gone[0] or gone[1])

    def _removed(self, name: str, old: Shape, new: Shape, here: tuple[Node | None, Node | None]) -> Iterator[Told]:
        view = self.shapes.member(old, name)
        nodes = _property(old, name), here[1]
        if self.direction is Direction.REQUEST:
            is_closed = self.shapes.of(self.shapes.member(new, name)).is_empty
            is_gone = self.shapes.is_dropped(view)
            args = REFUSED if is_closed and not self.is_tolerant else ()
            firm = not self.is_strict
            yield Told("request-property-removed", *nodes, args, name=name, is_firm=firm, is_excused=is_gone)
            return
        is_required = name in old.required and name not in new.required
        word = "required" if is_required else "optional"
        if self.shapes.is_dropped(view):
            yield Told(f"response-{word}-write-only-property-removed", *nodes, name=name)
        else:
            firm = not is_required and not self.is_strict
            yield Told(f"response-{word}-property-removed", *nodes, name=name, is_firm=firm)

    def _added(self, name: str, old: Shape, new: Shape, here: tuple[Node | None, Node | None]) -> Iterator[Told]:
        view = self.shapes.member(new, name)
        nodes = here[0], _property(new, name)
        is_required = name in new.required and name not in old.required
        is_gone = self.shapes.is_dropped(view)
        if self.direction is Direction.RESPONSE:
            middle = "-write-only" if is_gone else ""
            word = "required" if is_required else "optional"
            is_closed = self.shapes.of(self.shapes.member(old, name)).is_empty and not is_gone
            args = REFUSED if is_closed and not self.is_tolerant else ()
            yield Told(f"response-{word}{middle}-property-added", *nodes, args, name=name)
        elif not is_required or is_gone:
            yield Told("new-optional-request-property", *nodes, name=name)
        else:
            has_default = self.shapes.of(view).said("default") is not None
            kind = "new-required-request-property"
            yield Told(f"{kind}-with-default" if has_default else kind, *nodes, name=name)

    def _requirement(self, name: str, old: Shape, new: Shape, declared: set[str]) -> Iterator[Told]:
        """A name that is required on one side without being a property of both."""
        if (name in old.required) == (name in new.required):
            return
        if name in old.required:
            if self.direction is Direction.RESPONSE and name in old.names and name not in new.names:
                return  # told as removed
            yield Told("became-optional", old.required[name], _own(new), name=name)
        elif name not in declared or name in old.names:
            yield Told("became-required", _own(old), new.required[name], name=name)

    def _others(self, old: Shape, new: Shape, here: tuple[Node | None, Node | None]) -> Iterator[Told | Child]:
        mine, other = _rest(old), _rest(new)
        nodes = _rest_owner(old) or here[0], _rest_owner(new) or here[1]
        closed = _is_closed(mine), _is_closed(other)
        if closed[0] != closed[1]:
            kind = "additional-properties-forbidden" if closed[1] else "additional-properties-allowed"
            yield Told(kind, *nodes, is_firm=closed[1] and not self.is_strict)
        elif mine.parts and other.parts and not closed[0]:
            yield Child(mine, other)
        elif bool(mine.parts) != bool(other.parts):
            said = (mine.parts or other.parts)[0].node.tokens[-1:]
            word = "unevaluated" if said == ("unevaluatedProperties",) else "additional"
            yield Told(f"{word}-properties-{'removed' if mine.parts else 'added'}", *nodes)
        before, after = _patterned(old), _patterned(new)
        for pattern in dict.fromkeys((*before, *after)):
            args = (shown_value(pattern),)
            if pattern not in after:
                yield Told(
                    "pattern-property-removed", before[pattern][0].node, here[1], args, is_firm=not self.is_strict
                )
            elif pattern not in before:
                yield Told("pattern-property-added", here[0], after[pattern][0].node, args, is_firm=not self.is_strict)
            else:
                yield Child(view_of(before[pattern]), view_of(after[pattern]))


def _own(shape: Shape) -> Node | None:
    return shape.leaves[0].node if shape.leaves else None


def _property(shape: Shape, name: str) -> Node | None:
    return shape.names.get(name) or _own(shape)


def _rest(shape: Shape) -> View:
    return view_of(members.rest for members in shape.members if members.rest is not None)


def _rest_owner(shape: Shape) -> Node | None:
    return next((members.node for members in shape.members if members.rest is not None), None)


def _is_closed(view: View) -> bool:
    return any(part.value is False for part in view.parts)


def _patterned(shape: Shape) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for members in shape.members:
        for pattern, part in members.patterned.items():
            found.setdefault(pattern, []).append(part)
    return found


def _dependents(old: Shape, new: Shape) -> Iterator[Told]:
    for name in dict.fromkeys((*old.dependents, *new.dependents)):
        mine, other = old.dependents.get(name, {}), new.dependents.get(name, {})
        if mine.keys() == other.keys():
            continue
        nodes = next(iter(mine.values()), _own(old)), next(iter(other.values()), _own(new))
        args = (shown_value(name), shown_value(", ".join(sorted(mine.keys() ^ other.keys()))))
        if not mine:
            yield Told("dependent-required-added", *nodes, args)
        elif not other:
            yield Told("dependent-required-removed", *nodes, args)
        else:
            yield Told("dependent-required-changed", *nodes, args)
