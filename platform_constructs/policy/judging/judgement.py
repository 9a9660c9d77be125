"""
What the judge says of one stack: the findings, and how often each rule said what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from platform_constructs.model.finding import Finding

__all__ = ["Count", "Judgement"]


@dataclass(frozen=True, slots=True)
class Count:
    """
    How often a rule said what.

    Attributes:
        passed: The resource is as the rule wants it.
        failed: It breaks the rule.
        undecided: Only known at apply time.
        raised: The rule broke down.
    """

    passed: int = 0
    failed: int = 0
    undecided: int = 0
    raised: int = 0

    @property
    def evaluated(self) -> int:
        """Pairs of rule and resource that were answered."""
        return self.passed + self.failed + self.undecided + self.raised


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    What the judge says of one stack.

    Attributes:
        findings: Sorted; waivers not applied yet.
        counts: What each rule in force said, by code; zeros where it concerned nothing.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, Count] = field(default_factory=dict)

    @property
    def evaluated(self) -> int:
        """Pairs of rule and resource that were answered."""
        return sum(count.evaluated for count in self.counts.values())

    @property
    def passed(self) -> int:
        """Pairs that passed."""
        return sum(count.passed for count in self.counts.values())

    @property
    def failed(self) -> int:
        """Pairs that failed."""
        return sum(count.failed for count in self.counts.values())

    @property
    def undecided(self) -> int:
        """Pairs that only apply will decide."""
        return sum(count.undecided for count in self.counts.values())

    @property
    def raised(self) -> int:
        """Pairs in which the rule broke down."""
        return sum(count.raised for count in self.counts.values())
