"""
What could be carried only in part: one line for each kind, however often it occurs; and what not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.fault import Fault
from platform_constructs.model.place import Place

__all__ = ["Loss", "Note", "Notes"]


class Loss(StrEnum):
    """What a note means for whoever answers the requests."""

    UNCHECKED = "unchecked"
    """API Gateway does not check it, so the backend has to."""
    LOOSER = "looser"
    """API Gateway checks it, but lets more through than the contract does; the backend checks the rest."""
    LEFT_OUT = "left out"
    """It checks nothing of a request: it tells people something, or is about answers."""


@dataclass(frozen=True, slots=True)
class Note:
    """
    One kind of thing that is carried only in part.

    Attributes:
        text: One sentence, lower case, no full stop.
        loss: What it means for the backend.
        places: Where it applies, sorted, each once.
    """

    text: str
    loss: Loss
    places: tuple[Place, ...]


@dataclass(slots=True)
class Notes:
    """
    Collects notes while a contract is compiled.

    Attributes:
        faults: What cannot be carried at all and was noticed on the way.
    """

    faults: list[Fault] = field(default_factory=list)
    _nodes: dict[str, dict[tuple[str, tuple[str | int, ...]], Node]] = field(default_factory=dict)
    _losses: dict[str, Loss] = field(default_factory=dict)

    def add(self, at: Node, text: str, loss: Loss = Loss.LEFT_OUT) -> None:
        """Note that this happened here; a text always means the same loss."""
        self._nodes.setdefault(text, {})[at.file, at.tokens] = at
        self._losses[text] = loss

    def lines(self) -> tuple[tuple[Place, str], ...]:
        """Return each note once, at the first place it applies to, with the number of places; sorted."""
        found = []
        for text, nodes in self._nodes.items():
            first = min(nodes.values(), key=_order)
            found.append((first.place, f"{text} ({len(nodes)} places)" if len(nodes) > 1 else text))
        return tuple(sorted(found))

    def all(self) -> tuple[Note, ...]:
        """Return each note with all its places, sorted by its first one."""
        found = [
            Note(text, self._losses[text], tuple(node.place for node in sorted(nodes.values(), key=_order)))
            for text, nodes in self._nodes.items()
        ]
        return tuple(sorted(found, key=lambda note: (note.places[0], note.text)))


def _order(node: Node) -> tuple[str, int, str]:
    return (node.file, node.line, node.pointer)
