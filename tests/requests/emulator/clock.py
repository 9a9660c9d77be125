"""
The gateway's clock, which a test may set forward: tokens age and quotas begin anew without waiting.
"""

from __future__ import annotations

import time

__all__ = ["Clock"]


class Clock:
    """Stands in the place of the `time` module where only `time()` is asked for."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def time(self) -> float:
        """Return seconds since the epoch, as many ahead as was set."""
        return time.time() + self.ahead
