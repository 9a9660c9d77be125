"""
What may be said of a claim or route, and the code that says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from platform_constructs.model.verdict import Level

__all__ = ["FAULTS", "Fault", "Status"]


class Status(StrEnum):
    """How a claim, delegation, route or request stands."""

    ACCEPTED = "Accepted"
    ORPHANED = "Orphaned"
    OUT_OF_SCOPE = "OutOfScope"
    CONFLICTED = "Conflicted"
    UNACCEPTED = "Unaccepted"
    EXPIRED = "Expired"
    RESERVED = "Reserved"
    SHADOWED = "Shadowed"
    PARAMETER_NAME_CLASH = "ParameterNameClash"
    HIDDEN_BY_MAPPING = "HiddenByMapping"
    CATCH_ALL = "CatchAll"
    MAPPING_TAKEN = "MappingTaken"
    LOOKALIKE = "Lookalike"


@dataclass(frozen=True, slots=True)
class Fault:
    """
    How a status is reported.

    Attributes:
        code: Stable, such as `OWN-002`.
        name: The fault's name, such as `path-of-another-domain`.
        level: How much it matters to whoever relies on it.
    """

    code: str
    name: str
    level: Level


FAULTS: Final[Mapping[Status, Fault]] = {
    Status.ORPHANED: Fault("OWN-001", "path-of-nobody", Level.BLOCK),
    Status.OUT_OF_SCOPE: Fault("OWN-002", "path-of-another-domain", Level.BLOCK),
    Status.CONFLICTED: Fault("OWN-003", "conflicting-paths", Level.BLOCK),
    Status.UNACCEPTED: Fault("OWN-004", "half-a-delegation", Level.BLOCK),
    Status.EXPIRED: Fault("OWN-005", "expired-delegation", Level.BLOCK),
    Status.RESERVED: Fault("OWN-006", "reserved-path", Level.BLOCK),
    Status.SHADOWED: Fault("OWN-007", "unreachable-route", Level.WARN),
    Status.PARAMETER_NAME_CLASH: Fault("OWN-008", "parameter-name-clash", Level.BLOCK),
    Status.HIDDEN_BY_MAPPING: Fault("OWN-009", "route-hidden-by-mapping", Level.BLOCK),
    Status.CATCH_ALL: Fault("OWN-010", "catch-all", Level.BLOCK),
    Status.MAPPING_TAKEN: Fault("OWN-011", "two-apis-under-one-prefix", Level.BLOCK),
    Status.LOOKALIKE: Fault("OWN-020", "claims-that-read-alike", Level.WARN),
}
