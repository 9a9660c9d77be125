"""
One change between two versions: what, why it matters, where, and whom it reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from platform_constructs.model.place import Place

__all__ = ["Change", "Direction", "Severity"]


class Severity(IntEnum):
    """How much a change matters; oasdiff calls them INFO, WARN and ERR."""

    INFO = 1
    WARN = 2
    BREAKING = 3


class Direction(StrEnum):
    """Who writes what a schema describes: clients write requests, the API writes responses."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change, told once at the component it happened in, however many operations use that.

    Attributes:
        id: oasdiff's id where the meaning is the same, otherwise ours in its style, such as
            `request-property-became-required`.
        severity: How much it matters.
        what: One sentence, lower case, no full stop, names in backticks.
        why: For whom it breaks or why it does not, one short sentence.
        old: Where the old version says it; None when it says nothing.
        new: Where the new version says it; None when it says nothing.
        component: Where it is anchored: `schemas/Order`, `POST /orders`, `GET /orders/{id} 200 application/json`.
        path: Inside the component, such as `items[].price`; may be empty.
        operations: The affected ones, `METHOD /path`, sorted; empty means none uses it.
        args: The values, old before new.
    """

    id: str
    severity: Severity
    what: str
    why: str
    old: Place | None
    new: Place | None
    component: str
    path: str = ""
    operations: tuple[str, ...] = ()
    args: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str, str, int, tuple[str, ...]]:
        """Sorts changes by where they are, then by what they are."""
        return (self.component, self.path, self.id, -self.severity, self.args)
