"""
A waiver: a dated, owned exception to one rule at one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from platform_constructs.model.place import Place

__all__ = ["Waiver"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """
    Attributes:
        rule: A rule's code, such as `APIGW-001` or `CKV_AWS_120`.
        at: What it covers: a Terraform address (with `#pointer` for a part), or an operationId.
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
    reason: str
    owner: str
    approver: str
    ticket: str
    expires: date
    compensating_control: str
    place: Place
