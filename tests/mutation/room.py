"""
A room and its suite: each mutant of the room must make one of the tests fail that run its line.

Most faults are inside functions. These are tried by exchanging the function's code in a process that has collected
the whole suite already, and by asking only tests that were seen to run the statement: milliseconds each. A fault in
what importing runs, such as a table, needs a process that imports the room anew: about a second each. It is shown to
the tests that mirror the room.

Properties are asked of their own module's mutants only, and of the rest of the suite a sample: asking fewer tests can
only make the score lower than it is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.mutation.forks import in_a_fork, in_forks
from tests.mutation.mutants import Mutant
from tests.mutation.suite import Quickest, Rounds, Seen, run, watched
from tests.mutation.swap import FaultyImport, exchange

__all__ = ["Room"]

_IMPORTING: Final = ""  # coverage's name for what runs before any test
_OF_THE_REST: Final = 100  # tests: thousands of rules' cases run the same lines of the view
_NEWS: Final = 500  # mutants between two words on the progress


@dataclass(frozen=True, slots=True)
class Room:
    """
    What is mutated and what ought to notice. The current folder is the project's.

    Attributes:
        folder: The room's, from the project's root.
        suite: Folders of tests, from there. The first mirrors the room: a module's `test_<module>.py` is asked first.
    """

    folder: str
    suite: tuple[str, ...]

    def seen(self, root: Path) -> Seen:
        """Return what a run without any fault shows. The room is not imported in this process, nor may it be."""
        return in_a_fork(lambda: watched(root, self.folder, self.suite))

    def tried(self, mutants: Sequence[Mutant], seen: Seen, *, jobs: int) -> Iterator[tuple[Mutant, bool]]:
        """
        Yield each mutant and whether a test noticed it.

        Raises:
            RuntimeError: when pytest breaks down.
        """
        anew: list[Mutant] = []
        inside: list[tuple[Mutant, list[str]]] = []
        for mutant in mutants:
            tests = _tests_of(mutant, seen)
            if mutant.function and tests - {_IMPORTING}:
                inside.append((mutant, self._in_order(tests - {_IMPORTING}, mutant, seen)))
            elif tests or not mutant.function:
                anew.append(mutant)
            else:
                yield mutant, False  # nothing runs it
        answers = in_a_fork(lambda: self._exchanged(inside, seen, jobs))
        for (mutant, _), noticed in zip(inside, answers, strict=True):
            if noticed is None or (not noticed and _IMPORTING in _tests_of(mutant, seen)):
                anew.append(mutant)  # what importing made with it was made without the fault
            else:
                yield mutant, noticed
        longest = 60 + 3 * sum(seen.seconds.values())
        yield from in_forks(anew, lambda mutant: self._fails_anew(mutant, seen), jobs=jobs, seconds=lambda _: longest)

    def _own_tests(self, mutant: Mutant) -> str:
        inside = Path(mutant.file).relative_to(self.folder)
        return (Path(self.suite[0]) / inside.with_name(f"test_{inside.name}")).as_posix()

    def _in_order(self, tests: set[str], mutant: Mutant, seen: Seen) -> list[str]:
        """Return the tests to ask: the module's own, the room's others, and of the rest a few, spread evenly."""
        own = self._own_tests(mutant)
        mirror = {test for test in tests if test.startswith(self.suite[0])}
        asked = {test for test in mirror if test.startswith(own) or test not in seen.properties}
        rest = sorted(tests - mirror - seen.properties)
        asked.update(rest[:: len(rest) // _OF_THE_REST + 1])
        return sorted(asked, key=lambda test: (not test.startswith(own), seen.seconds.get(test, 0.0), test))

    def _exchanged(self, asked: Sequence[tuple[Mutant, list[str]]], seen: Seen, jobs: int) -> list[bool | None]:
        """Return for each mutant whether its tests notice it, by exchanging code; None where that cannot be done."""
        answers: list[bool | None] = [None] * len(asked)

        def loop(fails: Callable[[Iterable[str]], bool]) -> None:
            found = {number: exchange(mutant) for number, (mutant, _) in enumerate(asked)}
            able = {number: place for number, place in found.items() if place is not None}

            def notices(number: int) -> bool:
                function, code = able[number]
                function.__code__ = code  # whoever has imported the function has the fault now
                return fails(asked[number][1])

            def seconds(number: int) -> float:
                return 5 + 5 * sum(seen.seconds.get(test, 0.0) for test in asked[number][1])

            tried = in_forks(able, notices, jobs=jobs, seconds=seconds)
            for done, (number, noticed) in enumerate(tried, start=1):
                answers[number] = noticed
                if done % _NEWS == 0:
                    os.write(voice, f"{done} of {len(able)} inside functions\n".encode())

        voice = os.dup(2)  # pytest takes the first one away
        run(self.suite, Rounds(loop))
        return answers

    def _fails_anew(self, mutant: Mutant, seen: Seen) -> bool:
        """Return whether a test fails once the room is imported with a fault in it: its own first, then the room's."""
        sys.meta_path.insert(0, FaultyImport(mutant))
        broken = [f"--ignore={file}" for file in sorted(seen.failed) if file.endswith(".py")]
        own = self._own_tests(mutant)
        mirror = self.suite[0]
        stages = [[own], [mirror, f"--ignore={own}"]] if Path(own).exists() and own not in seen.failed else [[mirror]]
        for stage in stages:
            code = run(["-x", *broken, *stage], Quickest(seen.failed, seen.seconds))
            if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
                return True
        return False


def _tests_of(mutant: Mutant, seen: Seen) -> set[str]:
    first, last = mutant.lines
    lines = seen.tests.get(mutant.file, {})
    return {test for line in range(first, last + 1) for test in lines.get(line, ())} - seen.failed
