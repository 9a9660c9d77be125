"""
How much is looked at closely before a comparison says that it is not complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["MOST_CLAIMS", "MOST_TOLD", "Effort"]

MOST_TOLD: Final = 4_000
"""Pairs of schemas looked at closely and differences told, for each direction: about 1 s. A new version of the largest
contract we know takes 80."""
MOST_CLAIMS: Final = 2_000
"""Pairs of schemas and of choices looked into to prove that nothing is harmed, for each direction: about 1 s."""


@dataclass(slots=True)
class Effort:
    """
    Counts work that has an end.

    Attributes:
        most: How much there may be.
        spent: How much there was.
    """

    most: int
    spent: int = 0

    @property
    def is_over(self) -> bool:
        """Whether no more may be done."""
        return self.spent >= self.most

    def spend(self, work: int = 1) -> bool:
        """Count some work; return whether it may be done."""
        if self.is_over:
            return False
        self.spent += work
        return True
