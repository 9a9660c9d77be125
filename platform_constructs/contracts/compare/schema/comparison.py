"""
All schemas that two versions of a contract have in common, compared once, and whom each change reaches.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from platform_constructs.contracts.compare.change import Change, Direction
from platform_constructs.contracts.compare.schema.alike import Alike
from platform_constructs.contracts.compare.schema.dialect import OPENAPI_30, OPENAPI_31, Dialect
from platform_constructs.contracts.compare.schema.oracle import Answer, Oracle
from platform_constructs.contracts.compare.schema.proof import Proofs
from platform_constructs.contracts.compare.schema.reach import Reach
from platform_constructs.contracts.compare.schema.sameness import Sameness
from platform_constructs.contracts.compare.schema.shapes import Shapes
from platform_constructs.contracts.compare.schema.view import Part, Side, view_of
from platform_constructs.contracts.compare.schema.visits import Calm, Visits
from platform_constructs.contracts.compare.schema.wording import Labels, Wording
from platform_constructs.contracts.compare.schema.written import Writings
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["SchemaComparison"]


@dataclass(slots=True)
class SchemaComparison:
    """
    Compares schemas of two versions.

    Call `compare` for each pair of schemas that stand for each other, then `changes` once. Pairs that several share are
    looked at once for each direction, so that a change in a component is told once, with all operations it reaches.

    In requests a change is harmful when something that the old schema allowed is refused; in responses, when something
    comes that the old schema ruled out. Whatever is harmful is told as BREAKING or WARN: for what the rules for single
    keywords do not explain there is one change `...-narrowed` or `...-widened`.

    Attributes:
        old: Leads from the old version's references to what they name.
        new: Leads from the new version's references to what they name.
        old_is_31: Whether the old version is OpenAPI 3.1, whose schemas are JSON Schema 2020-12.
        new_is_31: Whether the new version is.
        tolerant: Whether readers ignore properties that they do not know.
        is_plain: Whether these are plain JSON Schemas: only the sets of allowed values matter then, `readOnly` and
            `writeOnly` mean nothing, and data may hold properties that its schema does not declare.
        dialects: How the schemas of the old and of the new version are read, when it is none of OpenAPI's ways.
    """

    old: References
    new: References
    old_is_31: bool = True
    new_is_31: bool = True
    tolerant: bool = True
    is_plain: bool = False
    dialects: tuple[Dialect, Dialect] | None = None
    _sides: tuple[Side, Side] = field(init=False)
    _visits: dict[Direction, Visits] = field(init=False)
    _reach: dict[Direction, Reach] = field(init=False)
    _labels: Labels = field(init=False)

    def __post_init__(self) -> None:
        dialects = self.dialects or (_dialect(self.old_is_31), _dialect(self.new_is_31))
        if dialects[0] == dialects[1]:
            dialects = (dialects[0], dialects[0])
        self._sides = (Side(0, self.old, dialects[0]), Side(1, self.new, dialects[1]))
        self._labels = Labels(self.old.main.file, self.new.main.file)
        writings = Writings()
        has_marks = any(map(_has_marks, (self.old, self.new)))
        sameness, alike = Sameness(writings), Alike(writings, has_marks)
        both = Shapes("", has_marks)  # without marks, a schema has one shape in either direction
        self._visits, self._reach = {}, {}
        for direction, mark, reader in ((Direction.REQUEST, "readOnly", 1), (Direction.RESPONSE, "writeOnly", 0)):
            dropped = "" if self.is_plain else mark
            is_tolerant = self.tolerant and (self.is_plain or direction is Direction.RESPONSE)
            tolerant_side = reader if is_tolerant else -1
            oracle = Oracle(dropped, tolerant_side)
            shapes = Shapes(dropped, has_marks) if has_marks and dropped else both
            proofs = Proofs(shapes, sameness, oracle, tolerant_side, not self.is_plain, alike)
            self._visits[direction] = Visits(direction, proofs, self.is_plain)
            self._reach[direction] = Reach()

    def compare(
        self, old: Node, new: Node, direction: Direction, user: str, where: str = "body", component: str = ""
    ) -> None:
        """
        Compare a pair of schemas, if nobody did yet, and note who uses it.

        Args:
            old: The schema in the old version.
            new: The schema in the new version.
            direction: Who writes the data.
            user: Whom changes in it reach, such as `POST /orders`; empty for nobody.
            where: `body`, `parameter` or `header`: what the schema as a whole describes.
            component: What to call the place of a schema that is written in place, such as `GET /orders 200
                application/json`; what is under `components`, `$defs` or `definitions` is called after that.
        """
        if component:
            self._labels.add(old, new, component)
        views = view_of([Part(self._sides[0], old)]), view_of([Part(self._sides[1], new)])
        key = self._visits[direction].walk(*views, is_text=where != "body")
        self._reach[direction].add(key, user, where)

    def changes(self) -> tuple[Change, ...]:
        """Return what changed, each change once, sorted by place."""
        wording = Wording(self._labels)
        for direction, visits in self._visits.items():
            reach = self._reach[direction]
            visits.settle()
            reach.spread(visits.known)
            for key, visit in visits.known.items():
                if visit.judged:
                    users, context = reach.users(key), reach.context(key)
                    for judged in visit.judged:
                        wording.add(judged, direction, context, users, is_dropped=visit.calm is Calm.DROPPED)
            if visits.is_cut:
                wording.cut(direction)
        return wording.changes()

    def answer(self, old: Node, new: Node, direction: Direction = Direction.REQUEST) -> Answer:
        """Return whether a pair is harmless: nothing refused in requests, nothing unexpected in responses."""
        views = [view_of([Part(side, node)]) for side, node in zip(self._sides, (old, new), strict=True)]
        if direction is Direction.RESPONSE:
            views.reverse()
        return self._visits[direction].proofs.covers(*views)


def _has_marks(references: References) -> bool:
    """Whether some property may exist in one direction only."""
    texts = (json.dumps(root.value) for root in references.roots.values())
    return any(f'"{mark}":' in text for text in texts for mark in ("readOnly", "writeOnly"))


def _dialect(is_31: bool) -> Dialect:
    return OPENAPI_31 if is_31 else OPENAPI_30
