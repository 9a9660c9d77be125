"""
A suite run inside pytest: once to see which test runs which line, then in part for each mutant.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage
from hypothesis import settings

__all__ = ["Quickest", "Rounds", "Seen", "run", "watched"]

_EXAMPLES: Final = 25
_QUIET: Final = ("-q", "-p", "no:cacheprovider", "--continue-on-collection-errors")


@dataclass(slots=True)
class Seen:
    """
    What a run without any fault showed.

    Attributes:
        tests: Which tests ran a line, by file and line; the empty name stands for importing.
        seconds: How long each test took.
        failed: Tests that fail as it is, and files that cannot be collected.
        properties: Tests that hypothesis asks with many examples.
    """

    tests: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)


def run(arguments: Sequence[str], plugin: object) -> int:
    """
    Run pytest in this process, silently.

    Raises:
        RuntimeError: when pytest itself breaks down or is used wrongly.
    """
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = pytest.main([*_QUIET, *arguments], plugins=[_FewerExamples(), plugin])
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        sys.stderr.write(said.getvalue())
        raise RuntimeError("pytest broke down")
    return code


def watched(root: Path, room: str, folders: Sequence[str]) -> Seen:
    """
    Run a suite and return what was seen; nothing of the room may be imported yet.

    Args:
        root: The project.
        room: The folder of what is to be mutated, from there.
        folders: The suite's, from there.
    """
    coverage = Coverage(data_file=None, config_file=False, include=[f"{root / room}/*"])
    watch = _Watch(coverage)
    coverage.start()
    run(folders, watch)
    coverage.stop()
    data = coverage.get_data()
    for file in data.measured_files():
        watch.seen.tests[Path(file).relative_to(root).as_posix()] = data.contexts_by_lineno(file)
    return watch.seen


class _FewerExamples:
    """A pytest plugin: a property is asked of few examples, for it is asked once for each of thousands of mutants."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            test = getattr(item, "obj", None)
            used = getattr(test, "_hypothesis_internal_use_settings", None)
            if (
                test is not None and used is not None
            ):  # where hypothesis keeps what @settings says, having no public way
                test._hypothesis_internal_use_settings = settings(used, max_examples=min(used.max_examples, _EXAMPLES))


class _Watch:
    def __init__(self, coverage: Coverage) -> None:
        self.seen = Seen()
        self._coverage = coverage

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if _is_property(item):
            self.seen.properties.add(item.nodeid)
        self._coverage.switch_context(item.nodeid)
        result = yield
        self._coverage.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seen.seconds[report.nodeid] = self.seen.seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.seen.failed.add(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.seen.failed.add(report.nodeid)


class Rounds:
    """A pytest plugin that hands the collected suite to a loop of ours, instead of running each test once."""

    def __init__(self, loop: Callable[[Callable[[Iterable[str]], bool]], None]) -> None:
        self._loop = loop

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}

        def fails(tests: Iterable[str]) -> bool:
            asked: list[pytest.Item | None] = [items[each] for each in tests if each in items]
            return any(
                report.failed
                for item, after in pairwise([*asked, None])
                if item is not None
                for report in runtestprotocol(item, log=False, nextitem=after)
            )

        self._loop(fails)
        return True


class Quickest:
    """A pytest plugin that leaves some tests and all properties out and runs the others, the quickest first."""

    def __init__(self, left_out: Collection[str], seconds: Mapping[str, float]) -> None:
        self._left_out = left_out
        self._seconds = seconds

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid not in self._left_out and not _is_property(item)),
            key=lambda item: self._seconds.get(item.nodeid, 0.0),
        )


def _is_property(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))
