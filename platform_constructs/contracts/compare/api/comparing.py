"""
What all parts of a comparison share: both documents, the terms, and where changes are told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from platform_constructs.contracts.compare.api.ledger import Ledger
from platform_constructs.contracts.compare.api.subject import Subject, component_of
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.compare.change import Change, Direction, Severity
from platform_constructs.contracts.compare.schema.comparison import SchemaComparison
from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.document.node import Node

__all__ = ["BREAKING", "INFO", "WARN", "Comparing"]

INFO: Final = Severity.INFO
WARN: Final = Severity.WARN
BREAKING: Final = Severity.BREAKING


@dataclass(slots=True)
class Comparing:
    """
    One comparison under way.

    Attributes:
        old: The version that clients were promised.
        new: The version that is to take its place.
        today: The day on which sunsets are judged.
        terms: What is held to be breaking.
        schemas: Compares schemas.
        ledger: Takes the changes.
    """

    old: Document
    new: Document
    today: date
    terms: Terms
    schemas: SchemaComparison
    ledger: Ledger = field(default_factory=Ledger)
    _met: set[tuple[int, int, str, bool]] = field(default_factory=set)

    def meet(self, old: Node | None, new: Node | None, within: Subject, step: str, home: str = "") -> Subject | None:
        """
        Return what two entries, which may be references, lead to; None when it was looked at before.

        Args:
            old: The old entry, if there is one.
            new: The new entry, if there is one.
            within: What they stand in.
            step: Their name inside it.
            home: Where both stand when several operations share them without a reference, such as their path.
        """
        name = component_of(new, self.new.references) or component_of(old, self.old.references) or home
        if old is not None:
            old = self.old.references.resolve(old)
        if new is not None:
            new = self.new.references.resolve(new)
        if not name:
            return within.inner(old, new, step)
        path = step if name == home else ""
        if old is None or new is None:
            return Subject(old, new, name, within.user, path, within.mirrored, is_shared=True)
        self.ledger.uses(within.user, name)
        key = (id(old.value), id(new.value), f"{name} {path}", within.mirrored)
        if key in self._met:
            return None
        self._met.add(key)
        return Subject(old, new, name, name, path, within.mirrored, is_shared=True)

    def tell(
        self, subject: Subject, name: str, severity: Severity, what: str, why: str, *args: object, at: str = ""
    ) -> None:
        """Tell a change of a subject; `at` names the key it is about, for its line."""
        old, new = subject.old, subject.new
        if at:
            old, new = (old and old.get(at)) or old, (new and new.get(at)) or new
        self.ledger.tell(
            Change(
                id=name,
                severity=severity,
                what=what,
                why=why,
                old=old.place if old else None,
                new=new.place if new else None,
                component=subject.place,
                operations=(subject.user,),
                args=tuple(_written(value) for value in args),
            )
        )

    def schema(self, old: Node, new: Node, subject: Subject, direction: Direction, kind: str) -> None:
        """Compare two schemas that a subject holds; `kind` is body, parameter or header."""
        if subject.mirrored:
            direction = Direction.RESPONSE if direction is Direction.REQUEST else Direction.REQUEST
        self.schemas.compare(old, new, direction, subject.user, kind, subject.place)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
