"""
Compare contracts, accept what is accepted, ask whom it hits: one report, one answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from platform_constructs.contracts.compare.change import Severity
from platform_constructs.flows.contracts.accept import Acceptance, accept
from platform_constructs.flows.contracts.consumers import ConsumerFile, with_consumers
from platform_constructs.flows.contracts.contract_diff import ContractDiff
from platform_constructs.flows.contracts.diff import compare_pair, with_version
from platform_constructs.flows.contracts.outcome import Compare
from platform_constructs.flows.contracts.side import Pair
from platform_constructs.model.finding import Finding

__all__ = ["DiffReport", "FailOn", "diff_contracts"]


class FailOn(StrEnum):
    """What ends a comparison with 1."""

    BREAKING = "breaking"
    WARN = "warn"
    NONE = "none"


_LEAST: Final = {FailOn.BREAKING: Severity.BREAKING, FailOn.WARN: Severity.WARN}


@dataclass(frozen=True, slots=True)
class DiffReport:
    """
    What became of some contracts.

    Attributes:
        contracts: One for each contract, sorted by name.
        findings: What is to be said of waivers and of consumers' files.
        fail_on: What ends it with 1.
        since: What they were compared with, such as `main`; empty for two files.
        notes: What could not be looked at and need not be.
        approvers: Who may approve what is accepted, by domain.
    """

    contracts: tuple[ContractDiff, ...]
    findings: tuple[Finding, ...]
    fail_on: FailOn
    since: str = ""
    notes: tuple[str, ...] = ()
    approvers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def worst(self) -> Severity | None:
        """The worst that nobody accepted; None when nothing is left."""
        return max((one.worst for one in self.contracts if one.worst is not None), default=None)

    @property
    def unjudged(self) -> bool:
        """Whether a contract could not be compared, and nobody accepted that, or there was none to compare."""
        errors = [one for one in self.contracts if one.error is not None]
        return not self.contracts or any(
            not one.findings or any(each.waiver is None for each in one.findings if each.code == "CON-161")
            for one in errors
        )

    @property
    def exit_code(self) -> int:
        """0 when nothing is refused, 1 when something is, 2 when it could not be judged."""
        if self.unjudged:
            return 2
        least = _LEAST.get(self.fail_on)
        refused = least is not None and self.worst is not None and self.worst >= least
        return int(refused or any(finding.blocks for finding in self.findings))


def diff_contracts(
    pairs: Iterable[Pair],
    compare: Compare,
    *,
    acceptance: Acceptance | None = None,
    consumers: Sequence[ConsumerFile] = (),
    stacks: Collection[str] = (),
    whole: bool = False,
    fail_on: FailOn = FailOn.BREAKING,
    since: str = "",
    notes: Sequence[str] = (),
) -> DiffReport:
    """
    Compare some contracts with what they were.

    Args:
        pairs: The contracts.
        compare: Compares two documents.
        acceptance: The waivers and who may approve them; None when nothing can be accepted.
        consumers: What consumers publish.
        stacks: Every stack with a contract.
        whole: Whether these are all contracts of the project.
        fail_on: What ends it with 1.
        since: What they are compared with.
        notes: What could not be looked at and need not be.
    """
    diffs: tuple[ContractDiff, ...] = tuple(compare_pair(pair, compare) for pair in pairs)
    found: tuple[Finding, ...] = ()
    if acceptance is not None:
        diffs, found = accept(diffs, acceptance)
    diffs = tuple(map(with_version, diffs))
    diffs, strange = with_consumers(diffs, consumers, stacks=stacks, whole=whole)
    findings = tuple(sorted((*found, *strange), key=lambda one: one.order))
    approvers = acceptance.owners if acceptance is not None else {}
    return DiffReport(diffs, findings, fail_on, since, tuple(notes), approvers)
