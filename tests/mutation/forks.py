"""
Children: each mutant is tried in a process of its own, so that none can spoil what the next one sees.

A fork has everything imported already, which is what makes this quick. An endless loop ends with its time, a hungry
one with its memory; either way the fault was noticed.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

__all__ = ["BROKEN", "in_a_fork", "in_forks"]

T = TypeVar("T")

BROKEN: Final = 70  # exit code of a child in which we ourselves failed
_MEMORY: Final = 3 * 2**30  # bytes


def in_forks(
    tasks: Iterable[T], notices: Callable[[T], bool], *, jobs: int, seconds: Callable[[T], float]
) -> Iterator[tuple[T, bool]]:
    """
    Yield each task and whether its fault was noticed, as they end.

    Args:
        tasks: One child each.
        notices: Runs in the child. Raising counts as our own failure, not as noticing.
        jobs: Children at a time.
        seconds: After which a child is taken to loop for ever.

    Raises:
        RuntimeError: if `notices` itself raised; the child has printed why.
    """
    running: dict[int, T] = {}
    left = iter(tasks)
    more = True
    while more or running:
        while more and len(running) < jobs:
            try:
                task = next(left)
            except StopIteration:
                more = False
                break
            running[_fork(lambda task=task: notices(task), seconds(task))] = task  # type: ignore[misc]  # bound now
        if running:
            child, status = os.wait()
            if child in running:
                yield running.pop(child), _noticed(status)


def in_a_fork(work: Callable[[], T]) -> T:
    """
    Return what some work comes to in a child, which leaves nothing behind in this process.

    Raises:
        RuntimeError: if the work raised; the child has printed why.
    """
    with tempfile.TemporaryFile() as answer:

        def written() -> bool:
            pickle.dump(work(), answer)
            answer.flush()
            return False

        child = _fork(written, seconds=0)
        _, status = os.waitpid(child, 0)
        if status:
            raise RuntimeError("a child broke down; the reason stands above")
        answer.seek(0)
        result: T = pickle.load(answer)  # noqa: S301 - our own child wrote it
        return result


def _fork(notices: Callable[[], bool], seconds: float) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    if child := os.fork():
        return child
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the kernel ends us, whatever loops and whatever catches
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if seconds:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    code = BROKEN
    try:
        code = 1 if notices() else 0
    except BaseException:  # a child must never return into its parent's work
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _noticed(status: int) -> bool:
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == BROKEN:
        raise RuntimeError("a mutant could not be tried; the reason stands above")
    return not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0)
