"""
A waiver: a dated, owned exception to one rule at one place, for one value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from platform_constructs.model.place import Place

__all__ = ["Waiver", "WaiverState"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """
    Attributes:
        rule: A rule's code, such as `APIGW-001` or `CKV_AWS_120`.
        at: What it covers: a Terraform address (with `#pointer` for a part), or an operationId.
        fingerprint: Of the value that was waived, as the finding shows it.
        reason: Why the rule cannot be kept.
        owner: The domain that lives with it.
        approver: The team that agreed.
        ticket: Where the discussion stands.
        expires: The last day it holds.
        compensating_control: What protects instead.
        place: Where it is written.
    """

    rule: str
    at: str
    fingerprint: str
    reason: str
    owner: str
    approver: str
    ticket: str
    expires: date
    compensating_control: str
    place: Place

    def days_left(self, today: date) -> int:
        """Return the days after today on which it still holds: 0 on its last day, negative once it has expired."""
        return (self.expires - today).days


class WaiverState(StrEnum):
    """How a waiver stands. The last three need a synth to be seen."""

    IN_FORCE = "in force"
    EXPIRING = "expiring soon"
    EXPIRED = "expired"
    TOO_LONG = "too long"
    UNAPPROVED = "unapproved"
    UNWAIVABLE = "un-waivable"
    UNMATCHED = "unmatched"
    AMBIGUOUS = "ambiguous"
    STALE = "stale"

    @property
    def holds(self) -> bool:
        """Whether it covers what it is for."""
        return self in (WaiverState.IN_FORCE, WaiverState.EXPIRING)
