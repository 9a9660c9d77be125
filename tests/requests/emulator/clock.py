"""
The gateway's clock, which a test may set forward or stop: tokens age, quotas begin anew and buckets stay empty at will.
"""

from __future__ import annotations

import time

__all__ = ["Clock"]


class Clock:
    """Stands in the place of the `time` module where only `time()` is asked for."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._stopped_at: float | None = None

    def set(self, *, ahead: float, stopped: bool) -> None:
        """
        Let it be later than it is.

        Args:
            ahead: Seconds.
            stopped: Whether it stands still from now on.
        """
        self._ahead, self._stopped_at = ahead, time.time() if stopped else None

    def time(self) -> float:
        """Return seconds since the epoch."""
        return (time.time() if self._stopped_at is None else self._stopped_at) + self._ahead
