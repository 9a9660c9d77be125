"""
What came out: scores and survivors, as text and as a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tests.mutation.mutants import Mutant

__all__ = ["LEAST", "Score", "page", "report"]

LEAST: Final = 90.0  # per cent of all mutants of the rules, and of the policy room, that a case or test must notice


@dataclass(slots=True)
class Score:
    """
    What came of the mutants of some files.

    Attributes:
        name: Such as `rules` or `policy`.
        tried: How many mutants there were, by file.
        survivors: Those that nothing noticed.
    """

    name: str
    tried: dict[str, int] = field(default_factory=dict)
    survivors: list[Mutant] = field(default_factory=list)

    def add(self, mutant: Mutant, *, noticed: bool) -> None:
        """Count a mutant."""
        self.tried[mutant.file] = self.tried.get(mutant.file, 0) + 1
        if not noticed:
            self.survivors.append(mutant)

    def of(self, file: str) -> float:
        """Return the per cent of one file's mutants that were noticed."""
        lived = sum(mutant.file == file for mutant in self.survivors)
        return 100 * (1 - lived / self.tried[file])

    @property
    def total(self) -> float:
        """The per cent of all mutants that were noticed; 0 when there were none, for nothing is proved then."""
        tried = sum(self.tried.values())
        return 100 * (1 - len(self.survivors) / tried) if tried else 0.0

    @property
    def line(self) -> str:
        """The score in one line. Rounded down: 90 is 90."""
        tried = sum(self.tried.values())
        return f"{self.name}: {_floor(self.total)} % of {tried} mutants noticed, {len(self.survivors)} survived"


def report(score: Score) -> str:
    """Return the survivors by place, the score of each file, and the total."""
    lines = [str(mutant) for mutant in _sorted(score.survivors)]
    lines += [
        "",
        *(f"{_floor(score.of(file)):>6} %  {tried:>4}  {file}" for file, tried in sorted(score.tried.items())),
    ]
    return "\n".join([*lines, "", score.line])


def page(scores: Iterable[Score]) -> str:
    """Return the page of scores and survivors: markdown without a date, so that equal results give equal bytes."""
    parts = [_PAGE]
    for score in scores:
        parts.append(f"## {score.name.capitalize()}\n\n{score.line}.\n")
        rows = [f"| `{file}` | {tried} | {_floor(score.of(file))} % |" for file, tried in sorted(score.tried.items())]
        parts.append("\n".join(["| file | mutants | noticed |", "|---|--:|--:|", *rows]) + "\n")
        survivors = [str(mutant).replace("XX", "~~") for mutant in _sorted(score.survivors)]
        parts.append("\n".join(["Survivors:", "", "```text", *survivors, "```"]) + "\n")
    return "\n".join(parts)


def _floor(per_cent: float) -> str:
    return f"{int(per_cent * 10 + 1e-6) / 10:.1f}"


def _sorted(survivors: Iterable[Mutant]) -> list[Mutant]:
    return sorted(survivors, key=lambda each: (each.file, each.line, each.before, each.after))


_PAGE: Final = f"""\
# Mutants

Written by `make mutants`; do not edit. One small fault at a time is put into a rule or into the policy room
(`platform_constructs/policy`): a comparison turned, a text changed, an alternative forgotten. A case or a test must
then fail. Where none does, the mutant survived and is listed here. At least {LEAST:.0f} % must be noticed.

What is mutated and what is spared, and why: [operators.py](../tests/mutation/operators.py),
[spared.py](../tests/mutation/spared.py) and [decision 10](adr/0010-mutation-testing.md).
Changed texts are shown between tildes.
"""
