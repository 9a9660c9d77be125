"""
What a scanner of the written Terraform is asked for, and what it answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from platform_constructs.model.finding import Finding

__all__ = ["CheckovReport", "Expectations", "SkippedCheck"]


@dataclass(frozen=True, slots=True)
class Expectations:
    """
    What the composed packs demand of checkov for one stack.

    A check that is named in neither still runs, and blocks where it fails. Where both name a check, `must_pass` wins.

    Attributes:
        must_pass: Check id -> the types it must have judged, such as `aws_api_gateway_stage` or
            `data.aws_iam_policy_document`. An empty set stands for every type that checkov says the check judges.
        skips: Check id -> why its failures do not count.
    """

    must_pass: Mapping[str, frozenset[str]] = field(default_factory=dict)
    skips: Mapping[str, str] = field(default_factory=dict)

    def ignores(self, check: str) -> bool:
        """Return whether a failure of this check does not count."""
        return check in self.skips and check not in self.must_pass


@dataclass(frozen=True, slots=True, order=True)
class SkippedCheck:
    """
    A failure that a pack says does not count.

    Attributes:
        stack: The stack.
        address: The Terraform address.
        check: checkov's id.
        reason: The pack's words.
    """

    stack: str
    address: str
    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckovReport:
    """
    What checkov said about every stack of one scan. Its own planted violation is not counted.

    Attributes:
        findings: Failures that count, and demanded evaluations that never happened, in `Finding.order`.
        evaluated: How many (resource, check) pairs were judged: `passed + failed + skipped`.
        passed: How many of them hold.
        failed: How many of them do not hold and count.
        skipped: How many of them do not hold and are skipped by a pack.
        skips: Each skipped one, sorted.
        version: checkov's version.
    """

    findings: tuple[Finding, ...]
    evaluated: int
    passed: int
    failed: int
    skipped: int
    skips: tuple[SkippedCheck, ...]
    version: str
