"""
Every pair of schemas looked at once for each direction, and what changed in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

from platform_constructs.contracts.compare.change import Direction, Severity
from platform_constructs.contracts.compare.schema.effort import MOST_TOLD, Effort
from platform_constructs.contracts.compare.schema.kinds import Effect, effect_of, severity_of
from platform_constructs.contracts.compare.schema.lifecycle import tell_lifecycle
from platform_constructs.contracts.compare.schema.objects import REFUSED, Objects
from platform_constructs.contracts.compare.schema.oracle import Answer
from platform_constructs.contracts.compare.schema.proof import Proofs
from platform_constructs.contracts.compare.schema.scalars import tell_scalars
from platform_constructs.contracts.compare.schema.shape import Shape
from platform_constructs.contracts.compare.schema.structure import Structure
from platform_constructs.contracts.compare.schema.told import Child, Told
from platform_constructs.contracts.compare.schema.view import View
from platform_constructs.contracts.document.node import Node

__all__ = ["Calm", "Judged", "Visit", "Visits"]


class Calm(IntEnum):
    """What keeps changes of a pair from breaking anybody."""

    NOTHING = 0
    PROOF_ABOVE = 1
    """What it is a part of is proven harmless, though it is not by itself."""
    DROPPED = 2
    """The property does not exist in this direction."""
    TEXT = 3
    """It is written as text, and a text is what readers expect or writers may send anyway."""


Key = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], Calm]


@dataclass(frozen=True, slots=True)
class Judged:
    """
    Attributes:
        told: What changed.
        severity: How much it matters here.
        is_proven: Whether all that was allowed is known to be allowed still.
    """

    told: Told
    severity: Severity
    is_proven: bool


@dataclass(slots=True, eq=False)
class Visit:
    """
    A pair of views, looked at.

    Attributes:
        old: The old view.
        new: The new view.
        calm: What keeps its changes from breaking anybody.
        judged: What changed in it itself.
        below: The pairs it leads to.
    """

    old: View
    new: View
    calm: Calm
    judged: list[Judged] = field(default_factory=list)
    below: list[Key] = field(default_factory=list)


@dataclass(slots=True)
class Visits:
    """
    Walks from pair to pair of one direction.

    Attributes:
        direction: Who writes the data.
        proofs: Decides what is still allowed.
        is_strict: Whether only the sets of allowed values matter.
        known: The pairs met.
        is_cut: Whether some were not looked at.
        effort: Counts the pairs looked at, and what was told of them.
    """

    direction: Direction
    proofs: Proofs
    is_strict: bool
    known: dict[Key, Visit] = field(default_factory=dict)
    is_cut: bool = False
    effort: Effort = field(default_factory=lambda: Effort(MOST_TOLD))

    def walk(self, old: View, new: View, *, is_text: bool = False) -> Key:
        """Look at a pair and all that it leads to; return its key. `is_text` says that values are written as text."""
        calm = Calm.TEXT if is_text and self._is_any_text(*self._ordered(old, new)) else Calm.NOTHING
        root = (old.key, new.key, calm)
        waiting = [Visit(old, new, calm)]
        while waiting:
            visit = waiting.pop()
            key = (visit.old.key, visit.new.key, visit.calm)
            if key in self.known:
                continue
            if self.effort.is_over:
                self.is_cut = True
                break
            self.known[key] = visit
            for below in self._look(visit):
                visit.below.append((below.old.key, below.new.key, below.calm))
                waiting.append(below)
        return root

    def settle(self) -> None:
        """
        Tell of what is harmful without anything told, where recursive schemas only pointed at each other for a reason.
        """
        if self.is_cut:
            return  # the reason may be in what was not looked at
        above: dict[Key, list[Key]] = {}
        for key, visit in self.known.items():
            for below in visit.below:
                above.setdefault(below, []).append(key)
        waiting = [key for key, visit in self.known.items() if self._has_reason(visit)]
        explained = set(waiting)
        while waiting:
            for key in above.get(waiting.pop(), ()):
                if key not in explained:
                    explained.add(key)
                    waiting.append(key)
        for key, visit in self.known.items():
            if key not in explained and visit.calm is Calm.NOTHING and not self._is_proven(visit):
                shapes = self.proofs.shapes
                visit.judged.append(self._unexplained(visit, shapes.of(visit.old), shapes.of(visit.new)))

    @staticmethod
    def _is_joined(visit: Visit) -> bool:
        return len(visit.old.parts) > 1 or len(visit.new.parts) > 1

    def _is_any_text(self, sub: View, sup: View) -> bool:
        """Whether numbers and the like became what any text is."""
        small, large = self.proofs.shapes.of(sub), self.proofs.shapes.of(sup)
        plain = large.values is None and not (large.texts or large.bounds or large.groups or large.others)
        scalar = small.kinds <= {"boolean", "fraction", "integer", "string"} and bool(small.kinds - {"string"})
        return scalar and large.kinds == {"string"} and plain

    def _ordered(self, old: View, new: View) -> tuple[View, View]:
        return (old, new) if self.direction is Direction.REQUEST else (new, old)

    def _look(self, visit: Visit) -> list[Visit]:
        if self.proofs.sameness.same_views(visit.old, visit.new):
            return []
        if self.proofs.shapes.is_exhausted and self._is_joined(visit):
            self.is_cut = True
            return []
        self.effort.spend()
        alike = None
        if visit.calm is Calm.NOTHING:
            alike = self.proofs.alike.rests_on(visit.old, visit.new, together=False)
        if alike is not None:
            is_proven = self._is_proven(visit)
            return [self._below(Child(*pair), visit.calm, is_proven=is_proven) for pair in alike]
        old, new = self.proofs.shapes.of(visit.old), self.proofs.shapes.of(visit.new)
        is_proven = visit.calm is not Calm.NOTHING or self._is_proven(visit)
        below: list[Visit] = []
        for one in self._tell(old, new):
            if isinstance(one, Told):
                if not self.effort.spend():
                    self.is_cut = True
                    break
                if visit.calm is Calm.TEXT and one.kind == "type-changed":
                    is_request = self.direction is Direction.REQUEST
                    one = replace(one, kind="type-generalized" if is_request else "type-compatible")
                visit.judged.append(Judged(one, self._severity(one, visit.calm, is_proven), is_proven))
            else:
                below.append(self._below(one, visit.calm, is_proven=is_proven))
        if self.proofs.effort.is_over:
            self.is_cut = True
        elif not is_proven and not self._is_explained(visit, below):
            visit.judged.append(self._unexplained(visit, old, new))
        return below

    def _below(self, child: Child, calm: Calm, *, is_proven: bool) -> Visit:
        """Whatever is wrong with a part of something harmless is harmless as well."""
        visit = Visit(child.old, child.new, Calm.DROPPED if child.is_capped else calm)
        if visit.calm is Calm.NOTHING and is_proven and not self._is_proven(visit):
            visit.calm = Calm.PROOF_ABOVE
        return visit

    def _is_proven(self, visit: Visit) -> bool:
        return self.proofs.holds(*self._ordered(visit.old, visit.new))

    def _severity(self, told: Told, calm: Calm, is_proven: bool) -> Severity:
        if calm >= Calm.DROPPED or told.is_excused or (is_proven and not told.is_firm):
            return Severity.INFO
        if told.args == REFUSED and not is_proven:
            return Severity.BREAKING
        return severity_of(told.kind, self.direction)

    def _tell(self, old: Shape, new: Shape) -> Iterator[Told | Child]:
        structure = Structure(self.proofs, self.direction, self.is_strict)
        yield from tell_lifecycle(old, new)
        if structure.is_wrapping(old, new):
            yield from structure.wrapping(old, new)
            return
        yield from tell_scalars(old, new, is_strict=self.is_strict)
        common = old.kinds & new.kinds
        is_tolerant = self.proofs.tolerant_side >= 0
        if "object" in common:
            yield from Objects(self.proofs.shapes, self.direction, self.is_strict, is_tolerant).tell(old, new)
        if "array" in common:
            yield from structure.items(old, new)
        if common:
            yield from structure.branches(old, new)
            yield from structure.others(old, new)

    def _is_explained(self, visit: Visit, below: list[Visit]) -> bool:
        """Whether something told of here, or in a part, is why not everything is allowed any more."""
        parts = (part for part in below if part.calm is Calm.NOTHING)
        return self._has_reason(visit) or any(not self._is_proven(part) for part in parts)

    def _has_reason(self, visit: Visit) -> bool:
        harmful = Effect.NARROWS if self.direction is Direction.REQUEST else Effect.WIDENS
        return any(
            judged.severity > Severity.INFO or (judged.told.is_excused and effect_of(judged.told.kind) is harmful)
            for judged in visit.judged
        )

    def _unexplained(self, visit: Visit, old: Shape, new: Shape) -> Judged:
        answer = self.proofs.covers(*self._ordered(visit.old, visit.new))
        is_sure = answer is Answer.NO
        kind = "narrowed" if self.direction is Direction.REQUEST else "widened"
        may, does = (
            ("may no longer allow", "no longer allows") if kind == "narrowed" else ("may now allow", "now allows")
        )
        words = does if is_sure else may
        told = Told(kind, _own(old), _own(new), (words,))
        return Judged(told, Severity.BREAKING if is_sure else Severity.WARN, is_proven=False)


def _own(shape: Shape) -> Node | None:
    return shape.leaves[0].node if shape.leaves else None
