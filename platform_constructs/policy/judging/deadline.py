"""
How long a rule may think. The clock is somebody else's: the pure rooms only say where it runs.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

__all__ = ["Deadline", "OutOfTime", "no_deadline"]


class OutOfTime(BaseException):  # a rule must not swallow it with `except Exception`
    """
    A rule has not answered in time.

    Attributes:
        seconds: What it had.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds:g} seconds")
        self.seconds = seconds


class Deadline(Protocol):
    """Limits what one rule may take over one stack; `adapters.alarm` does it with the system's clock."""

    def __call__(self) -> AbstractContextManager[None]:
        """Return a block that is left with `OutOfTime` when it takes too long."""


def no_deadline() -> AbstractContextManager[None]:
    """Let a rule take as long as it likes."""
    return nullcontext()
