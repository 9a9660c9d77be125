"""
Views merged into shapes: references followed, `allOf` and null-or-something unions dissolved, dialects read as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.compare.schema.keywords import read_keywords
from platform_constructs.contracts.compare.schema.merge import absorb
from platform_constructs.contracts.compare.schema.patterns import matches
from platform_constructs.contracts.compare.schema.shape import Group, Members, Shape
from platform_constructs.contracts.compare.schema.values import json_text, kind_of
from platform_constructs.contracts.compare.schema.view import Part, View, followed, view_of
from platform_constructs.contracts.document.node import Node

__all__ = ["MOST_MATCHED", "Shapes"]

_DEEPEST_UNION: Final = 6  # each level may be read twice
_MOST_EVALUATED: Final = 100
_MOST_JOINED: Final = 200  # sets of schemas that hold together; schemas that extend each other in circles make 2^n
MOST_MATCHED: Final = 400_000
"""Names held against patterns: some 0.3 s. Of those beyond it nothing is concluded."""
_READING: Final = 400  # names that take as long to hold against a pattern as the pattern takes to be read
_EVALUATED: Final = ("unevaluatedProperties", "unevaluatedItems")
_NULL: Final = json_text(None)


@dataclass(slots=True)
class Shapes:
    """
    Remembers the shape of each view.

    Attributes:
        dropped: The mark of properties that do not exist here: `readOnly` in requests, `writeOnly` in responses,
            empty where all exist.
        has_marks: Whether either mark is written anywhere.
        joined: How many views of more than one part were merged so far.
        matched: How many names were held against patterns so far.
    """

    dropped: str
    has_marks: bool = True
    joined: int = 0
    matched: int = 0
    _known: dict[tuple[tuple[int, int], ...], Shape] = field(default_factory=dict)

    @property
    def is_exhausted(self) -> bool:
        """Whether too many schemas were found to hold together; no more of them are then merged."""
        return self.joined > _MOST_JOINED

    def of(self, view: View, union: int = 0) -> Shape:
        """Return a view's shape. `union` counts unions around it."""
        known = self._known.get(view.key)
        if known is None:
            self.joined += len(view.parts) > 1
            if self.is_exhausted and len(view.parts) > 1:
                return self._known.setdefault(view.key, Shape(is_murky=True))
            known = Shape()
            for part in view.parts:
                known.targets.add((part.side.beside(part.node.file), part.node.tokens))
                self._merge(part, known, union)
            if known.values is not None:
                known.values = {text: one for text, one in known.values.items() if kind_of(one) in known.kinds}
                known.kinds &= {kind_of(one) for one in known.values.values()}
            if union == 0:
                known.index()
                self._known[view.key] = known
        return known

    def _merge(self, start: Part, shape: Shape, union: int, *, without: int = 0) -> None:
        """Merge a part; `without` is the schema whose `unevaluated...` keywords are left aside."""
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            part = waiting.pop()
            value, node, dialect = part.value, part.node, part.side.dialect
            if value is False:
                shape.is_never = True
            if not isinstance(value, dict) or id(value) in seen:
                continue
            seen.add(id(value))
            if without and len(seen) > _MOST_EVALUATED:
                shape.others["$dynamicRef"] = []  # too much to know what is evaluated
                return
            if isinstance(value.get("$ref"), str):
                target = part.side.references.target(node)
                shape.targets.add((part.side.beside(target.file), target.tokens))
                waiting.append(Part(part.side, target))
                if dialect.ref_is_alone:
                    continue
            shape.leaves.append(part)
            read_keywords(part, shape)
            waiting.extend(reversed(list(self._branches(part, "allOf"))))
            for keyword in ("anyOf", "oneOf"):
                self._choice(part, keyword, shape, waiting, union)
            if id(value) != without:
                self._unevaluated(part, shape, union)

    @staticmethod
    def _branches(part: Part, keyword: str) -> Iterator[Part]:
        listed = part.node.get(keyword)
        if listed is not None and isinstance(listed.value, list):
            yield from (Part(part.side, item) for item in listed.items() if isinstance(item.value, dict | bool))

    def _choice(self, part: Part, keyword: str, shape: Shape, waiting: list[Part], union: int) -> None:
        branches = tuple(self._branches(part, keyword))
        if len(branches) == 1:
            waiting.append(branches[0])
        elif branches:
            inner = self._null_or(branches, keyword, union) if len(branches) == 2 else None
            if inner is not None:
                absorb(shape, inner)
                return
            named = part.node.get("discriminator")
            name = named.get("propertyName") if named is not None else None
            said = name.value if name is not None and isinstance(name.value, str) else None
            shape.groups.append(Group(keyword, branches, part.node.child(keyword), said))

    def _null_or(self, branches: tuple[Part, ...], keyword: str, union: int) -> Shape | None:
        """Return the shape of `null or something`; None when the union is not of that kind."""
        if union > _DEEPEST_UNION or not any(map(_may_be_null, branches)):
            return None
        shapes = [self.of(view_of([branch]), union + 1) for branch in branches]
        for null, inner in (shapes, reversed(shapes)):
            is_null = null.kinds == {"null"} and null.values is None and not null.groups
            plain = not (inner.groups or inner.conditions or inner.others or inner.is_murky or inner.is_empty)
            takes_null = "null" in inner.kinds and (inner.values is None or _NULL in inner.values)
            if is_null and plain and not (null.others or null.conditions) and not (takes_null and keyword == "oneOf"):
                made = Shape()
                absorb(made, inner)
                made.kinds |= {"null"}
                if made.values is not None:
                    made.values[_NULL] = None
                return made
        return None

    def _unevaluated(self, part: Part, shape: Shape, union: int) -> None:
        """Read `unevaluatedProperties` as `additionalProperties` of the merged whole where that is the same."""
        for keyword in _EVALUATED:
            said = part.node.get(keyword)
            if said is None or keyword in part.side.dialect.ignored or not isinstance(said.value, dict | bool):
                continue
            if said.value is True or said.value == {}:
                continue
            if union:
                shape.others.setdefault(keyword, []).append(part)
                continue
            inner = Shape()
            self._merge(part, inner, union + 1, without=id(part.value))
            dependent = any(name.startswith("dependentSchemas") for name in inner.others)
            if inner.groups or inner.conditions or dependent or keyword == "unevaluatedItems" or _refers(inner):
                shape.others.setdefault(keyword, []).append(part)
            elif all(members.rest is None for members in inner.members):
                names = {name: None for members in inner.members for name in members.named}
                patterns = {text: _anything(part) for members in inner.members for text in members.patterned}
                shape.members.append(Members(names, patterns, Part(part.side, said), part.node))

    def member(self, shape: Shape, name: str) -> View:
        """Return what a property of this name has to satisfy."""
        index = shape.index()
        views = index.views
        if name not in views:
            if not views:
                self.matched += sum(len(members.patterned) for members in index.involved) * _READING
            views[name] = self._member(shape, name)
        return views[name]

    def _member(self, shape: Shape, name: str) -> View:
        index = shape.index()
        parts = list(index.plain.get(name, ()))
        for members in index.involved:
            is_listed = name in members.named
            if is_listed and (own := members.named[name]) is not None:
                parts.append(own)
            self.matched += len(members.patterned)
            if members.patterned and self.matched > MOST_MATCHED:
                shape.is_murky = True
                continue
            for pattern, part in members.patterned.items():
                fits = matches(pattern, name)
                if fits is None:
                    shape.is_murky = True
                elif fits:
                    is_listed = True
                    parts.append(part)
            if not is_listed and members.rest is not None:
                parts.append(members.rest)
        return view_of(parts)

    def rest(self, shape: Shape) -> View:
        """Return what properties have to satisfy that are named in no way, as far as no pattern speaks of them."""
        return view_of(members.rest for members in shape.members if members.rest is not None and not members.patterned)

    def item(self, shape: Shape, position: int | None) -> View:
        """Return what the item at a position has to satisfy; None asks for those behind all prefixes."""
        parts = []
        for slots in shape.slots:
            if position is not None and position < len(slots.prefix):
                parts.append(slots.prefix[position])
            elif slots.rest is not None:
                parts.append(slots.rest)
        return view_of(parts)

    def is_dropped(self, view: View) -> bool:
        """Whether a property does not exist in this direction."""
        if not self.dropped or not view.parts:
            return False
        said = self.of(view).said(self.dropped)
        return said is not None and said.value is True

    def needed(self, shape: Shape) -> dict[str, Node]:
        """Return the required names that exist in this direction."""
        if not self.dropped:
            return shape.required
        return {name: node for name, node in shape.required.items() if not self.is_dropped(self.member(shape, name))}


def _may_be_null(branch: Part) -> bool:
    """Whether a branch may be null alone, before it is looked at closely: unions inside unions take long."""
    value = followed(branch).value
    if not isinstance(value, dict):
        return False
    said = value.get("type")
    return "null" in said if isinstance(said, str | list) else "allOf" in value or "$ref" in value


def _refers(shape: Shape) -> bool:
    return any(keyword in shape.others for keyword in ("$dynamicRef", "$recursiveRef", *_EVALUATED))


def _anything(part: Part) -> Part:
    node: Any = part.node
    return Part(part.side, Node(node.file, node.tokens, True, node.line, node.marks))
