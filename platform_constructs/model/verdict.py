"""
The four things a rule may say about a resource, and how loudly a pack repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Failed", "Level", "NotConcerned", "Passed", "Undecided", "Verdict"]


class Level(IntEnum):
    """How much a failing rule matters. Ordered: the larger, the stricter."""

    OFF = 0
    ADVISE = 1
    WARN = 2
    BLOCK = 3


@dataclass(frozen=True, slots=True)
class Passed:
    """The resource is as the rule wants it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """
    The resource breaks the rule.

    Attributes:
        because: What was found, as a sentence without full stop: "logging is off".
        fix: What its owner does next.
        got: The one offending value, if there is one to show.
    """

    because: str
    fix: str
    got: str = ""


@dataclass(frozen=True, slots=True)
class Undecided:
    """The answer is only known at apply time. A blocking pack treats this as Failed."""

    expression: str


@dataclass(frozen=True, slots=True)
class NotConcerned:
    """The rule has nothing to say about this resource."""


Verdict = Passed | Failed | Undecided | NotConcerned
