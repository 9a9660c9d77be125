"""
What changed in items, in branches, and in the keywords that are only recognised when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from platform_constructs.contracts.compare.change import Direction
from platform_constructs.contracts.compare.schema.choices import paired
from platform_constructs.contracts.compare.schema.proof import Proofs
from platform_constructs.contracts.compare.schema.shape import Group, Shape
from platform_constructs.contracts.compare.schema.told import Child, Told
from platform_constructs.contracts.compare.schema.values import KINDS, shown_value
from platform_constructs.contracts.compare.schema.view import Part, view_of
from platform_constructs.contracts.document.node import Node

__all__ = ["Structure"]

_WORDS: Final = {
    "$dynamicRef": "dynamic-ref",
    "$recursiveRef": "dynamic-ref",
    "contentSchema": "content-schema",
    "not": "not",
    "propertyNames": "property-names",
    "unevaluatedItems": "unevaluated-items",
    "unevaluatedProperties": "unevaluated-properties",
}
_CHOICES: Final = {"anyOf": "any-of", "oneOf": "one-of"}


@dataclass(slots=True)
class Structure:
    """
    Tells two shapes apart.

    Attributes:
        proofs: Knows which branches and parts mean the same.
        direction: Who writes the data.
        is_strict: Whether only the sets of allowed values matter: what a branch is called is then nothing.
    """

    proofs: Proofs
    direction: Direction
    is_strict: bool

    def is_wrapping(self, old: Shape, new: Shape) -> bool:
        """Whether one side is nothing but a choice and the other is none."""
        return bool(old.groups) != bool(new.groups) and (_is_bare(old) if old.groups else _is_bare(new))

    def wrapping(self, old: Shape, new: Shape) -> Iterator[Told | Child]:
        """Yield how a schema became a choice or a choice a schema."""
        group = (old.groups or new.groups)[0]
        word = _CHOICES[group.keyword]
        single = self._single(group, new if old.groups else old)
        if single is not None:
            yield from self._group(*((single, group) if new.groups else (group, single)))
        elif new.groups:
            yield Told(f"wrapped-in-{word}", _own(old), group.node)
        else:
            yield Told(f"unwrapped-from-{word}", group.node, _own(new))

    @staticmethod
    def _single(group: Group, shape: Shape) -> Group | None:
        """Return the choice of one that the side without choices is written as, if it is."""
        for part in shape.leaves:
            listed = part.node.get(group.keyword)
            if listed is not None and isinstance(listed.value, list) and len(listed.value) == 1:
                return Group(group.keyword, (Part(part.side, listed.child(0)),), listed, None)
        return None

    def items(self, old: Shape, new: Shape) -> Iterator[Told | Child]:
        """Yield what changed in arrays."""
        shapes = self.proofs.shapes
        lengths = [max((len(slots.prefix) for slots in shape.slots), default=0) for shape in (old, new)]
        if lengths[0] != lengths[1]:
            kind = "prefix-items-added" if lengths[0] < lengths[1] else "prefix-items-removed"
            listed = f"{abs(lengths[0] - lengths[1])}"
            yield Told(kind, _slots_node(old), _slots_node(new), (listed,), is_firm=not self.is_strict)
        for position in range(min(lengths)):
            yield Child(shapes.item(old, position), shapes.item(new, position))
        mine, other = shapes.item(old, None), shapes.item(new, None)
        if mine.parts and other.parts:
            yield Child(mine, other)
        elif mine.parts or other.parts:
            yield Told("items-removed" if mine.parts else "items-added", _slots_node(old), _slots_node(new))
        yield from self._contains(old, new)

    def _contains(self, old: Shape, new: Shape) -> Iterator[Told]:
        firm = not self.is_strict
        for index in range(max(len(old.contains), len(new.contains))):
            if index >= len(old.contains) or index >= len(new.contains):
                kind = "contains-added" if index >= len(old.contains) else "contains-removed"
                place = [shape.contains[index].node if index < len(shape.contains) else None for shape in (old, new)]
                yield Told(kind, place[0] or _own(old), place[1] or _own(new))
                continue
            mine, other = old.contains[index], new.contains[index]
            if not self._are_same(mine.part, other.part):
                yield Told("contains-changed", mine.node, other.node)
            for name, before, after in (("min", mine.low, other.low), ("max", mine.high, other.high)):
                kind = f"{name}-contains"
                if before == after:
                    continue
                if before is None or after is None:
                    said = after if before is None else before
                    yield Told(
                        f"{kind}-{'set' if before is None else 'unset'}",
                        mine.node,
                        other.node,
                        (str(said),),
                        is_firm=firm,
                    )
                else:
                    step = "increased" if after > before else "decreased"
                    yield Told(f"{kind}-{step}", mine.node, other.node, (str(before), str(after)), is_firm=firm)

    def _are_same(self, mine: Part, other: Part) -> bool:
        views = view_of([mine]), view_of([other])
        return self.proofs.holds(*views) and self.proofs.holds(*reversed(views))

    def branches(self, old: Shape, new: Shape) -> Iterator[Told | Child]:
        """Yield what changed in `anyOf` and `oneOf`."""
        left, right = list(old.groups), list(new.groups)
        for is_alike in (True, False):
            for mine in tuple(left):
                fits = (group for group in right if group.keyword == mine.keyword or not is_alike)
                other = next(fits, None)
                if other is not None:
                    left.remove(mine)
                    right.remove(other)
                    yield from self._group(mine, other)
        for group in left:
            yield Told(f"unwrapped-from-{_CHOICES[group.keyword]}", group.node, _own(new))
        for group in right:
            yield Told(f"wrapped-in-{_CHOICES[group.keyword]}", _own(old), group.node)

    def _group(self, mine: Group, other: Group) -> Iterator[Told | Child]:
        if mine.keyword != other.keyword:
            kind = "any-of-became-one-of" if other.keyword == "oneOf" else "one-of-became-any-of"
            yield Told(kind, mine.node, other.node)
        pairs, left, right = paired(self.proofs, mine, other)
        for one, counterpart in pairs:
            yield Child(view_of([one]), view_of([counterpart]))
        for branch in left:
            firm = self.direction is Direction.REQUEST and self._is_named(branch)
            yield Told(f"{_CHOICES[mine.keyword]}-removed", branch.node, other.node, (_name(branch),), is_firm=firm)
        for branch in right:
            firm = self.direction is Direction.RESPONSE and other.keyword == "oneOf" and self._is_named(branch)
            yield Told(f"{_CHOICES[other.keyword]}-added", mine.node, branch.node, (_name(branch),), is_firm=firm)

    def _is_named(self, branch: Part) -> bool:
        """Whether a branch is a component, which stands for a kind of thing even where others allow all of it."""
        return not self.is_strict and isinstance(branch.value, dict) and "$ref" in branch.value

    def others(self, old: Shape, new: Shape) -> Iterator[Told]:
        """Yield what changed in `not`, `if`, `propertyNames` and the like."""
        for keyword in dict.fromkeys((*old.others, *new.others)):
            word = "dependent-schema" if keyword.startswith("dependentSchemas") else _WORDS[keyword]
            args = (shown_value(keyword.partition(" ")[2]),) if word == "dependent-schema" else ()
            yield from self._listed(word, old.others.get(keyword, []), new.others.get(keyword, []), old, new, args)
        for position, word in enumerate(("if", "then", "else")):
            mine, other = (
                [part for condition in shape.conditions if (part := condition[position]) is not None]
                for shape in (old, new)
            )
            yield from self._listed(word, mine, other, old, new, ())

    def _listed(
        self, word: str, mine: list[Part], other: list[Part], old: Shape, new: Shape, args: tuple[str, ...]
    ) -> Iterator[Told]:
        before = [part for part in mine if not any(self.proofs.sameness.same(part, one) for one in other)]
        after = [part for part in other if not any(self.proofs.sameness.same(one, part) for one in mine)]
        for index in range(max(len(before), len(after))):
            if index >= len(before):
                yield Told(f"{word}-added", _own(old), after[index].node, args)
            elif index >= len(after):
                yield Told(f"{word}-removed", before[index].node, _own(new), args)
            elif not self._are_same(before[index], after[index]):
                yield Told(f"{word}-changed", before[index].node, after[index].node, args)


def _own(shape: Shape) -> Node | None:
    return shape.leaves[0].node if shape.leaves else None


def _slots_node(shape: Shape) -> Node | None:
    return shape.slots[0].node if shape.slots else _own(shape)


def _is_bare(shape: Shape) -> bool:
    """Whether a shape says nothing beside its choices, but for a type."""
    said = (shape.bounds, shape.texts, shape.required, shape.members, shape.slots, shape.others, shape.conditions)
    return not any(said) and shape.values is None and (shape.kinds == KINDS or shape.types is not None)


def _name(branch: Part) -> str:
    """Return what a branch is called: what it refers to, its title, or that it is written in place."""
    value = branch.value if isinstance(branch.value, dict) else {}
    if isinstance(value.get("$ref"), str):
        return f"`{shown_value(value['$ref'].rpartition('/')[2])}`"
    title = value.get("title")
    return f"`{shown_value(title)}`" if isinstance(title, str) else "written in place"
