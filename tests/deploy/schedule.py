"""
Jobs that wait for each other, run side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

__all__ = ["Job", "run_all"]


@dataclass(frozen=True, slots=True)
class Job:
    """
    Something to do once.

    Attributes:
        run: Does it.
        needs: Names of the jobs that must have ended well before.
        rank: Of the jobs that may start, the lowest does first.
    """

    run: Callable[[], Any]
    needs: frozenset[str] = frozenset()
    rank: int = 0


def run_all(jobs: Mapping[str, Job], *, side_by_side: int) -> dict[str, Any]:
    """
    Run every job and return its result by name.

    After a failure no further job starts; the failure is raised once those under way have ended.

    Raises:
        ValueError: when jobs wait for each other in a circle, or for one that is not there.
    """
    results: dict[str, Any] = {}
    running: dict[Future[Any], str] = {}
    with ThreadPoolExecutor(side_by_side) as pool:
        while len(results) < len(jobs):
            begun = {*results, *running.values()}
            ready = [name for name, job in jobs.items() if name not in begun and job.needs <= results.keys()]
            for name in sorted(ready, key=lambda name: (jobs[name].rank, name))[: side_by_side - len(running)]:
                running[pool.submit(jobs[name].run)] = name
            if not running:
                stuck = sorted(jobs.keys() - results.keys())
                raise ValueError(f"these wait for each other, or for something that is not there: {stuck}")
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                results[running.pop(future)] = future.result()
    return results
