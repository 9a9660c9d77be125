"""
Whether one view allows everything that another does: by rules for what is plain, by the oracle for what is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.compare.schema.alike import Alike
from platform_constructs.contracts.compare.schema.choices import Choices
from platform_constructs.contracts.compare.schema.effort import MOST_CLAIMS, Effort
from platform_constructs.contracts.compare.schema.graph import Graph
from platform_constructs.contracts.compare.schema.implied import Claims, objects_imply, scalars_imply, slots_imply
from platform_constructs.contracts.compare.schema.oracle import Answer, Oracle
from platform_constructs.contracts.compare.schema.sameness import Sameness
from platform_constructs.contracts.compare.schema.shape import Shape
from platform_constructs.contracts.compare.schema.shapes import Shapes
from platform_constructs.contracts.compare.schema.view import View

__all__ = ["Proofs"]

_MOST_STRANGERS: Final = 4_000  # claims about two schemas of other names: branches are tried against branches

_Key = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]


def _is_akin(sub: View, sup: View) -> bool:
    """Whether both stand at the same place of their versions, so that one is most likely what became of the other."""
    return [part.node.tokens for part in sub.parts] == [part.node.tokens for part in sup.parts]


@dataclass(slots=True)
class Proofs:
    """
    Decides containment; what it calls contained is contained.

    Attributes:
        shapes: Merges views.
        sameness: Knows what is written alike.
        oracle: Decides small questions.
        tolerant_side: The index of the version whose readers ignore properties they do not know; -1 for none.
        is_declared_only: Whether data holds no properties but declared ones, however open its schema is.
        alike: Knows what is written alike but for what references lead to.
        effort: Counts what is looked into; once it is over, nothing more is proven.
    """

    shapes: Shapes
    sameness: Sameness
    oracle: Oracle
    tolerant_side: int
    is_declared_only: bool
    alike: Alike
    _graph: Graph[_Key] = field(default_factory=Graph)
    _views: dict[_Key, tuple[View, View]] = field(default_factory=dict)
    _nested: int = 0
    _strangers: int = 0
    effort: Effort = field(default_factory=lambda: Effort(MOST_CLAIMS))

    def covers(self, sub: View, sup: View) -> Answer:
        """Return whether `sup` allows everything that `sub` allows; NO only where an instance shows it."""
        if self.holds(sub, sup):
            return Answer.YES
        if self.is_declared_only or self.tolerant_side >= 0:
            return Answer.UNKNOWN  # the instance that shows it may be one that nobody sends, or that readers take
        return self.oracle.covers(sub, sup)

    def holds(self, sub: View, sup: View) -> bool:
        """Return whether it is proven that `sup` allows everything that `sub` allows."""
        if not sup.parts:
            return True
        return self._graph.holds(self._enter((sub, sup)), self._expand, self._rescue)

    def _enter(self, pair: tuple[View, View]) -> _Key:
        key = (pair[0].key, pair[1].key)
        self._views[key] = pair
        return key

    def _rescue(self, key: _Key) -> bool:
        sub, sup = self._views[key]
        if self.is_declared_only and self.alike.rests_on(sub, sup, together=False) is not None:
            return False  # whatever else they say, both say it
        return self._asked(sub, sup)

    def _asked(self, sub: View, sup: View) -> bool:
        """Ask the oracle where it may know more than the rules."""
        if self.shapes.is_exhausted or self.effort.is_over:
            return False
        left, right = self.shapes.of(sub), self.shapes.of(sup)
        is_open = left.is_involved or right.is_involved or (left.values is None) != (right.values is None)
        if not is_open and not self.is_declared_only:
            is_open = left.is_detailed or right.is_detailed
        # in an API, what only follows from there being no such value at all excuses nothing
        return is_open and self.oracle.covers(sub, sup) is Answer.YES

    def _expand(self, key: _Key) -> list[_Key] | None:
        sub, sup = self._views[key]
        if self.sameness.same_views(sub, sup):
            return []
        if not _is_akin(sub, sup):
            self._strangers += 1
            if self._strangers > _MOST_STRANGERS:
                return None
        below = self.alike.rests_on(sub, sup, together=True)
        if below is None:
            below = self._rests_on(sub, sup) if self.effort.spend() else None
        if below is None:
            return [] if self._asked(sub, sup) else None
        return [self._enter(pair) for pair in below if pair[1].parts]

    def _rests_on(self, sub: View, sup: View) -> Claims | None:
        left, right = self.shapes.of(sub), self.shapes.of(sup)
        if left.is_empty:
            return []
        if right.is_empty or right.is_murky or left.is_murky or not scalars_imply(left, right):
            return None
        if not self._others_imply(left, right):
            return None
        is_tolerant = bool(sup.parts) and sup.parts[0].side.index == self.tolerant_side
        below: Claims = []
        if "object" in left.kinds:
            # an object that declares nothing is a free form: its data is anything
            is_declared_only = self.is_declared_only and bool(left.names)
            found = objects_imply(self.shapes, left, right, is_tolerant, is_declared_only)
            if found is None:
                return None
            below += found
        if "array" in left.kinds:
            found = slots_imply(self.shapes, left, right)
            if found is None:
                return None
            below += found
        choices = Choices(self, sub, left)
        for group in right.groups:
            found = choices.imply(group)
            if found is None:
                return None
            below += found
        return below

    def _others_imply(self, left: Shape, right: Shape) -> bool:
        """Whether what is only recognised when it is written alike is."""
        same = self.sameness.same
        for keyword, parts in right.others.items():
            if keyword.startswith("dependentSchemas") and "object" not in left.kinds:
                continue
            if not all(any(same(mine, part) for mine in left.others.get(keyword, ())) for part in parts):
                return False
        for condition in right.conditions:
            if not any(
                all(
                    (mine is None) == (other is None) and (mine is None or other is None or same(mine, other))
                    for mine, other in zip(known, condition, strict=True)
                )
                for known in left.conditions
            ):
                return False
        return all(
            any(
                same(mine.part, wanted.part)
                and mine.low >= wanted.low
                and (wanted.high is None or (mine.high is not None and mine.high <= wanted.high))
                for mine in left.contains
            )
            for wanted in (right.contains if "array" in left.kinds else ())
            if wanted.low or wanted.high is not None
        )

    def is_disjoint(self, left: View, right: View) -> bool:
        """Whether plainly no value fits both."""
        mine, other = self.shapes.of(left), self.shapes.of(right)
        kinds = mine.kinds & other.kinds
        if mine.is_empty or other.is_empty or not kinds:
            return True
        if mine.values is not None and other.values is not None and not mine.values.keys() & other.values.keys():
            return True
        if kinds != {"object"}:
            return False
        for name in mine.required.keys() | other.required.keys():
            values = [
                shape.values
                for shape in (self.shapes.of(self.shapes.member(one, name)) for one in (mine, other))
                if shape.values is not None
            ]
            if len(values) == 2 and not values[0].keys() & values[1].keys():
                return True
        return False

    def may_nest(self) -> bool:
        """Whether another claim may be looked into before the current one is decided."""
        return self._nested < 12

    def nested(self, sub: View, sup: View) -> bool:
        """Decide a claim while another one is looked into."""
        self._nested += 1
        try:
            return self.holds(sub, sup)
        finally:
            self._nested -= 1
