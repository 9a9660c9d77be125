"""
The clock that ends a rule which does not answer: an alarm of the system's, in the main thread.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from platform_constructs.policy.judging.deadline import OutOfTime

__all__ = ["SECONDS", "alarm"]

SECONDS = 10.0
"""What one rule may take over one stack. All rules together take less than a second over the largest we know."""

_AGAIN = 2.0  # where the first ring was caught or lost, in a bare except or a finaliser, it rings again


def alarm(seconds: float = SECONDS) -> Callable[[], AbstractContextManager[None]]:
    """
    Return a deadline for rules.

    It rings in the main thread only, where paved judges; in another thread, and on a system without interval timers,
    nothing limits a rule. An alarm that was set before is set again afterwards.

    Args:
        seconds: What one rule may take over one stack.
    """

    @contextmanager
    def limited() -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
            yield
            return
        armed = True

        def ring(number: int, frame: FrameType | None) -> None:
            if armed:
                raise OutOfTime(seconds)

        before = signal.signal(signal.SIGALRM, ring)
        rest, interval = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            armed = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            signal.setitimer(signal.ITIMER_REAL, rest, interval)

    return limited
