"""
Faults turned into findings: each place once, and no kind of fault so often that it hides the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.fault import Fault
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["Verdicts"]

_MOST_OF_A_KIND: Final = 25


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
    _found: dict[tuple[str, Place, str], Finding] = field(default_factory=dict)

    def add(self, faults: Iterable[Fault]) -> None:
        """Add faults; the same one at the same place counts once, however many operations share it."""
        for fault in faults:
            place = fault.at.place
            finding = Finding(
                code=fault.code,
                name=fault.name,
                level=Level.BLOCK,
                what=fault.what,
                at=place,
                got=fault.got,
                fix=fault.fix,
                owner=self.owner,
            )
            self._found.setdefault((fault.code, place, fault.got), finding)

    def findings(self) -> tuple[Finding, ...]:
        """Return them in their order; behind 25 of a kind, one line says how many more there are."""
        kinds: dict[str, list[Finding]] = {}
        for finding in sorted(self._found.values(), key=lambda finding: finding.order):
            kinds.setdefault(finding.code, []).append(finding)
        kept = []
        for code, found in kinds.items():
            kept += found[:_MOST_OF_A_KIND]
            if more := len(found) - _MOST_OF_A_KIND:
                kept += [self._more(code, found[0], more)] if more > 0 else []
        return tuple(sorted(kept, key=lambda finding: finding.order))

    def _more(self, code: str, like: Finding, more: int) -> Finding:
        return Finding(
            code=code,
            name=like.name,
            level=Level.BLOCK,
            what=f"{more} more findings of this kind are not shown",
            at=Place(self.file),
            fix="correct those that are shown first",
            owner=self.owner,
        )
