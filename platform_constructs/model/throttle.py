"""
How many requests a stage or one of its operations lets through.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Throttle"]


@dataclass(frozen=True, slots=True)
class Throttle:
    """
    A token bucket, as API Gateway throttles.

    Attributes:
        rate_per_second: Requests per second in the long run.
        burst: Requests at once.
    """

    rate_per_second: int
    burst: int
