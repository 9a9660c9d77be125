"""
What a comparer answers to a comparison of two contracts, as its flows need it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from platform_constructs.contracts.compare.change import Change
from platform_constructs.contracts.document.document import Document

__all__ = ["Compare", "Outcome", "VersionStep"]


@dataclass(frozen=True, slots=True)
class VersionStep:
    """
    How far a version steps, an API's `info.version` or an event's `version`, and how far it has to.

    Attributes:
        old: The version before; empty when there is none.
        new: The version after; likewise.
        needed: `major`, `minor` or `patch`; empty when nothing changed.
        got: The step it makes; empty when it makes none, or is no version of three numbers.
        fault: What is wrong with it, told like a change; None when nothing is, or it is no semantic version.
        enough: Whether it steps far enough, as far as anybody can tell.
    """

    old: str
    new: str
    needed: str
    got: str
    fault: Change | None = None
    enough: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What became of one document.

    Attributes:
        changes: Everything that changed.
        code_of: Gives the code that a waiver names for a change.
        version: Says what some of them ask of the version: what somebody accepts asks nothing.
    """

    changes: tuple[Change, ...]
    code_of: Callable[[Change], str]
    version: Callable[[tuple[Change, ...]], VersionStep]


Compare = Callable[[Document, Document], Outcome]
"""Compares two documents."""
