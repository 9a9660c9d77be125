"""
Faults turned into findings: each place once, and no kind of fault so often that it hides the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.document.nearest import did_you_mean
from platform_constructs.contracts.fault import Fault
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["Verdicts"]

_MOST_OF_A_KIND: Final = 25
_MOST_KEPT: Final = 1_000  # of a kind; what comes behind them is counted
_Key = tuple[str, tuple[str | int, ...], str]  # file, tokens, what was got


@dataclass(slots=True)
class Verdicts:
    """
    Collects what is wrong with a contract.

    Attributes:
        owner: The domain that has to act.
        file: The contract file.
    """

    owner: str
    file: str
    _kept: dict[str, dict[_Key, Fault]] = field(default_factory=dict)
    _counted: dict[str, set[_Key]] = field(default_factory=dict)

    def add(self, faults: Iterable[Fault]) -> None:
        """Add faults; the same one at the same place counts once, however many operations share it."""
        for fault in faults:
            key = (fault.at.file, fault.at.tokens, fault.got)
            counted = self._counted.setdefault(fault.code, set())
            kept = self._kept.setdefault(fault.code, {})
            if key not in counted and len(kept) < _MOST_KEPT:
                kept[key] = fault
            counted.add(key)

    def findings(self) -> tuple[Finding, ...]:
        """Return them in their order; behind 25 of a kind, one line says how many more there are."""
        found: list[Finding] = []
        for code, faults in self._kept.items():
            first = sorted(faults.values(), key=_order)
            found += map(self._finding, first[:_MOST_OF_A_KIND])
            if (more := len(self._counted[code]) - _MOST_OF_A_KIND) > 0:
                found.append(self._more(code, first[0], more))
        return tuple(sorted(found, key=lambda finding: finding.order))

    def _finding(self, fault: Fault) -> Finding:
        return Finding(
            code=fault.code,
            name=fault.name,
            level=Level.BLOCK,
            what=fault.what,
            at=fault.at.place,
            got=fault.got,
            fix=did_you_mean(fault.got, fault.names, fault.fix),
            owner=self.owner,
        )

    def _more(self, code: str, like: Fault, more: int) -> Finding:
        return Finding(
            code=code,
            name=like.name,
            level=Level.BLOCK,
            what=f"{more} more findings of this kind are not shown",
            at=Place(self.file),
            fix="correct those that are shown first",
            owner=self.owner,
        )


def _order(fault: Fault) -> tuple[str, int, str, str]:
    return (fault.at.file, fault.at.line, fault.at.pointer, fault.got)
