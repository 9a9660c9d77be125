"""
A partner: a company outside that calls public APIs in its own name, and what was agreed with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from platform_constructs.model.place import Place

__all__ = ["MOST_OVERLAP_DAYS", "MOST_ROTATION_DAYS", "Partner"]

MOST_ROTATION_DAYS: Final = 90
"""Days that a client secret lives at most: what the packs take."""

MOST_OVERLAP_DAYS: Final = 30
"""Days that the old secret stays valid beside the new one at most."""


@dataclass(frozen=True, slots=True)
class Partner:
    """
    One table of `partners.toml`.

    Attributes:
        name: Lower-case words joined by hyphens, at most 24 characters; part of AWS names.
        title: The company, as people call it.
        contact: A mail address at the partner, for whoever has to reach it.
        scopes: What it may ask for: full names such as `ordering/orders.read`, sorted; 1 to 50.
        rate_per_second: Requests per second in the long run, over all APIs.
        burst: Requests at once.
        requests_per_day: Requests in a day, over all APIs.
        rotation_days: Days after which its client secret is replaced; 1 to 90.
        overlap_days: Days that the old secret stays valid beside the new one; 0 to 30, fewer than `rotation_days`.
        tenant: Whose data it may see, as backends know it.
        expires: The last day on which it gets tokens.
        addresses: Where it calls from: IPv4 and IPv6 ranges, sorted; none when it did not say.
        mtls: Whether it proves itself by a client certificate as well.
        environments: Where it is a partner, sorted; none means everywhere.
        place: Where it is written.
    """

    name: str
    title: str
    contact: str
    scopes: tuple[str, ...]
    rate_per_second: int
    burst: int
    requests_per_day: int
    rotation_days: int
    overlap_days: int
    tenant: str
    expires: date
    addresses: tuple[str, ...] = ()
    mtls: bool = False
    environments: tuple[str, ...] = ()
    place: Place = Place("")

    def is_in(self, environment: str) -> bool:
        """Whether it is a partner in an environment of the registry."""
        return not self.environments or environment in self.environments

    def days_left(self, today: date) -> int:
        """Return the days after today on which it still gets tokens: 0 on the last day, negative once it is over."""
        return (self.expires - today).days
