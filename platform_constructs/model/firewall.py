"""
What a web ACL asks of every request: rules in the order in which it asks them, and what they cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = [
    "BlockedCountries",
    "Firewall",
    "FirewallRule",
    "LargeBody",
    "LongQuery",
    "ManagedGroup",
    "Phase",
    "Question",
    "RatePerAddress",
    "UndeclaredType",
]


class Phase(IntEnum):
    """
    AWS's recommended order: what is cheap to tell comes first, what is made for one kind of program last.

    A phase's value is its first priority; a phase never has a hundred rules.
    """

    DENY = 0
    RATE = 100
    SHAPE = 150
    REPUTATION = 200
    BASELINE = 300
    USE_CASE = 400


@dataclass(frozen=True, slots=True)
class BlockedCountries:
    """Whether the request comes from one of these countries: ISO 3166 codes, sorted."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatePerAddress:
    """
    Whether one address sent more requests than this within the window.

    Attributes:
        requests: At least 10.
        window_seconds: 60, 120, 300 or 600.
        path: Only requests to paths that start so; empty for all.
    """

    requests: int
    window_seconds: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class LargeBody:
    """Whether the body is larger than this, in bytes."""

    most: int


@dataclass(frozen=True, slots=True)
class LongQuery:
    """Whether the query string is longer than this, in bytes."""

    most: int


@dataclass(frozen=True, slots=True)
class UndeclaredType:
    """Whether there is a body of a media type that the contract does not declare; lower case, sorted."""

    declared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManagedGroup:
    """
    Whether a group of rules that AWS maintains finds something.

    Attributes:
        name: AWS's, such as `AWSManagedRulesCommonRuleSet`; its vendor is always AWS.
        counted: Its rules that only count.
    """

    name: str
    counted: tuple[str, ...] = ()


Question = BlockedCountries | LargeBody | LongQuery | ManagedGroup | RatePerAddress | UndeclaredType


@dataclass(frozen=True, slots=True)
class FirewallRule:
    """
    One question with its place.

    Attributes:
        name: Unique in the web ACL.
        priority: Unique in the web ACL; the smaller asks first.
        capacity: What it costs at most, in web ACL capacity units (WCU).
        question: What it asks. A yes refuses the request.
    """

    name: str
    priority: int
    capacity: int
    question: Question


@dataclass(frozen=True, slots=True)
class Firewall:
    """Every rule of one web ACL, sorted by priority. Made by `policy.composing.firewall`."""

    rules: tuple[FirewallRule, ...]

    @property
    def capacity(self) -> int:
        """What all rules cost together at most, in WCU."""
        return sum(rule.capacity for rule in self.rules)
