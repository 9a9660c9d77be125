"""
What a flow answers: what was built and judged, and every finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.model.finding import Finding

__all__ = ["Report", "StackSummary"]


@dataclass(frozen=True, slots=True)
class StackSummary:
    """
    One stack of a report.

    Attributes:
        name: The stack's name.
        domain: Its owner.
        packs: The packs that bind it, such as `baseline 1.0.0`.
        resources: How many resources and data sources were written.
        evaluated: How many pairs of rule and resource were judged.
    """

    name: str
    domain: str
    packs: tuple[str, ...]
    resources: int = 0
    evaluated: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """
    The answer to one command.

    Attributes:
        command: Such as `synth`.
        environment: The environment's name.
        stacks: What was built, sorted by name; empty when the cheap checks refused already.
        findings: Everything found, sorted by place and code; waived ones are marked.
        notes: What the reader should know though nothing is wrong with what was asked for.
        lowered: What contracts lose on their way into API Gateway, one line each, with its place.
        output: Where the result was written; empty when it was refused or not meant to be written.
        scans: Other judges that ran, one line each, such as checkov's counts.
    """

    command: str
    environment: str
    stacks: tuple[StackSummary, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()
    output: str = ""
    scans: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether anything blocks."""
        return any(finding.blocks for finding in self.findings)

    @property
    def upcoming(self) -> tuple[date, ...]:
        """The days on which what is found and not waived will begin to block, the first one first."""
        return tuple(sorted(one.blocks_from for one in self.findings if one.blocks_from and not one.waiver))
