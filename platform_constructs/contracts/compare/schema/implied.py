"""
What one shape says that another already says: keyword by keyword, with what is left to show of parts.
"""

from __future__ import annotations

from platform_constructs.contracts.compare.schema.patterns import takes_everything
from platform_constructs.contracts.compare.schema.shape import Shape
from platform_constructs.contracts.compare.schema.shapes import Shapes
from platform_constructs.contracts.compare.schema.view import View, view_of

__all__ = ["Claims", "objects_imply", "scalars_imply", "slots_imply"]

Claims = list[tuple[View, View]]
"""Pairs of views, of which the first is to be contained in the second."""
_OF_KIND = {"length": "string", "items": "array", "properties": "object"}
_WIDER_FORMATS = {"int32": {"int64"}, "float": {"double"}}


def scalars_imply(left: Shape, right: Shape) -> bool:
    """Whether all that the right says of values, numbers, texts and counts follows from the left."""
    if right.values is not None and (left.values is None or not left.values.keys() <= right.values.keys()):
        return False
    kinds = left.kinds
    if not kinds <= right.kinds and left.values is None:
        return False
    if left.values is not None and not kinds <= right.kinds:
        return False
    numeric = bool(kinds & {"integer", "fraction"})
    for name, wanted in right.bounds.items():
        _, _, about = name.partition("-")
        if (about and _OF_KIND[about] not in kinds) or (not about and not numeric):
            continue
        mine = left.bounds.get(name)
        if mine is None:
            return False
        if name.startswith("min"):
            if mine.at_least() < wanted.at_least():
                return False
        elif mine.at_most() > wanted.at_most():
            return False
    if numeric:
        for multiple in right.multiples:
            whole = "fraction" not in kinds and (1 / multiple).denominator == 1
            if not whole and not any((mine / multiple).denominator == 1 for mine in left.multiples):
                return False
    for keyword, texts in right.texts.items():
        if keyword != "format" and "string" not in kinds:
            continue
        mine_texts = left.texts.get(keyword, {})
        for text in texts:
            if keyword == "pattern" and takes_everything(text):
                continue
            if keyword == "format" and any(text in _WIDER_FORMATS.get(mine, ()) for mine in mine_texts):
                continue
            if text not in mine_texts:
                return False
    return right.unique is None or "array" not in kinds or left.unique is not None


def slots_imply(shapes: Shapes, left: Shape, right: Shape) -> Claims | None:
    """Return what is left to show of items; None when there is no telling."""
    longest = max((len(slots.prefix) for slots in (*left.slots, *right.slots)), default=0)
    most = left.bounds.get("max-items")
    claims: Claims = []
    for position in (*range(longest), None):
        if most is not None and (longest if position is None else position) >= most.value:
            continue
        wanted = shapes.item(right, position)
        if wanted.parts:
            claims.append((shapes.item(left, position), wanted))
    return claims


def objects_imply(
    shapes: Shapes, left: Shape, right: Shape, is_tolerant: bool, is_declared_only: bool
) -> Claims | None:
    """Return what is left to show of properties; None when there is no telling, or something required is missing."""
    needed = shapes.needed(left).keys()
    if not shapes.needed(right).keys() <= needed:
        return None
    for name, needs in right.dependents.items():
        if not needs.keys() <= (needed | left.dependents.get(name, {}).keys()) and not _is_out(shapes, left, name):
            return None
    claims: Claims = []
    declared = left.names
    forgives = is_tolerant and _is_closed_by_rest_alone(right)
    for name in dict.fromkeys((*declared, *right.names)):
        wanted = _known_of(right, name, shapes.member(right, name)) if forgives else shapes.member(right, name)
        if not wanted.parts or shapes.is_dropped(wanted):
            continue
        mine = shapes.member(left, name)
        if name not in declared and is_declared_only and not _is_patterned(left, name, mine):
            continue
        if not shapes.is_dropped(mine):
            claims.append((mine, wanted))
    if left.is_murky or right.is_murky:
        return None
    others = _rest_claims(shapes, left, right, is_tolerant, is_declared_only)
    return None if others is None else claims + others


def _is_out(shapes: Shapes, shape: Shape, name: str) -> bool:
    return shapes.of(shapes.member(shape, name)).is_empty


def _is_patterned(shape: Shape, name: str, view: View) -> bool:
    """Whether a schema of patterns or for all others speaks of this name, so that data may well have it."""
    return name not in shape.names and any(isinstance(part.value, dict) for part in view.parts)


def _is_closed_by_rest_alone(shape: Shape) -> bool:
    """Whether properties are refused for not being declared, and for no pattern."""
    rests = [members.rest.value for members in shape.members if members.rest is not None]
    patterned = (part.value for members in shape.members for part in members.patterned.values())
    return any(value is False for value in rests) and not any(value is False for value in patterned)


def _known_of(shape: Shape, name: str, view: View) -> View:
    """Return what a tolerant reader checks of a property: nothing where it does not know it."""
    if all(part.value is not False for part in view.parts):
        return view
    index = shape.index()
    said = [*index.plain.get(name, ()), *(members.named.get(name) for members in index.involved)]
    if any(part is not None and part.value is False for part in said):
        return view
    return view_of(part for part in view.parts if part.value is not False)


def _rest_claims(shapes: Shapes, left: Shape, right: Shape, is_tolerant: bool, is_declared_only: bool) -> Claims | None:
    """Claims about properties that neither side names."""
    claims: Claims = []
    patterns = {text for members in left.members for text in members.patterned}
    for members in right.members:
        for pattern, wanted in members.patterned.items():
            options = _patterned_options(left, pattern)
            if options is None and not is_declared_only:
                return None
            claims += [(option, view_of([wanted])) for option in options or ()]
        rest = members.rest
        if rest is None or rest.value is True or (is_tolerant and rest.value is False):
            continue
        if patterns - members.patterned.keys():
            return None
        mine = view_of(
            one.rest
            for one in left.members
            if one.rest is not None and one.patterned.keys() <= members.patterned.keys()
        )
        if not mine.parts and is_declared_only:
            continue
        claims.append((mine, view_of([rest])))
    return claims


def _patterned_options(left: Shape, pattern: str) -> list[View] | None:
    """Return what a name of this pattern satisfies on the left: one of the views; None for anything."""
    for members in left.members:
        if pattern in members.patterned:
            return [view_of([members.patterned[pattern]])]
    for members in left.members:
        if members.rest is not None:
            return [view_of([members.rest]), *(view_of([part]) for part in members.patterned.values())]
    return None
