"""
The ground that routes stand on: every host's holdings in a tree, what is reserved, and delegations that do not hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from platform_constructs.model.organisation import Organisation, Reserved
from platform_constructs.model.place import Place
from platform_constructs.ownership.holdings import ALWAYS_RESERVED, Holding, claimed_by, given, standing
from platform_constructs.ownership.paths import concrete, normalise
from platform_constructs.ownership.regions import Regions
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.titles import NOBODYS, Title, succeed
from platform_constructs.ownership.tree import PrefixTree

__all__ = ["Dormant", "Ground"]


@dataclass(frozen=True, slots=True)
class Dormant:
    """
    A delegation that gives nothing: half of it is missing, or its last day has passed.

    Attributes:
        prefix: Normalised.
        owner: The domain that gives, or would.
        to: The domain that receives, or would.
        status: `Unaccepted` or `Expired`.
        place: Where the half that is there stands.
        fix: What would make it hold.
    """

    prefix: str
    owner: str
    to: str
    status: Status
    place: Place
    fix: str


class Ground:
    """
    Everything the registry says about paths, on one day.

    Attributes:
        organisation: The registry.
        today: The day.
        platform: The platform team's domain; empty if there is none.
        held: Holdings by host.
        dormant: Delegations that do not hold, by host.
        reserved: Every host cut into what nobody may declare and the rest.
    """

    def __init__(self, organisation: Organisation, *, today: date) -> None:
        self.organisation, self.today = organisation, today
        self.platform = next((name for name, one in sorted(organisation.domains.items()) if one.platform), "")
        self.held: dict[str, PrefixTree[Holding]] = {}
        self.dormant: dict[str, PrefixTree[Dormant]] = {}
        kept: PrefixTree[Reserved] = PrefixTree()
        self._regions: dict[str, Regions[Title]] = {}
        for name in sorted(organisation.domains):
            for claim in sorted(claimed_by(organisation, organisation.domains[name]), key=lambda one: one.place):
                self.held.setdefault(claim.host, PrefixTree()).add(claim.segments, claim)
        for holding in given(organisation, today=today):
            self.held.setdefault(holding.host, PrefixTree()).add(holding.segments, holding)
        for host, dormant in _dormant(organisation, today):
            self.dormant.setdefault(host, PrefixTree()).add(concrete(dormant.prefix), dormant)
        for reserved in (*ALWAYS_RESERVED, *organisation.reserved):
            kept.add(concrete(reserved.prefix), reserved)
        self.reserved: Regions[Reserved | None] = Regions(kept, None, lambda above, here: above or here[0])

    def regions(self, host: str) -> Regions[Title]:
        """Return a host cut into regions, each with its owner; they are cut once."""
        found = self._regions.get(host)
        if found is None:
            held: PrefixTree[Holding] = self.held.get(host) or PrefixTree()
            found = self._regions[host] = Regions(held, NOBODYS, partial(succeed, platform=self.platform))
        return found


def _dormant(organisation: Organisation, today: date) -> list[tuple[str, Dormant]]:
    """Return half delegations and expired ones, each with its host, in the order of their places."""
    found = []
    offered = set()
    for one in organisation.delegations:
        prefix, status = normalise(one.prefix), standing(one, today=today)
        offered.add((one.host, prefix, one.owner, one.to))
        if status is Status.UNACCEPTED:
            line = f'{{from = "{one.owner}", host = "{one.host}", prefix = "{one.prefix}"}}'
            fix = f"{one.to} adds {line} to its accepts"
        elif status is Status.EXPIRED:
            fix = f"{one.owner} renews the delegation with a new date, or removes it; it held until {one.expires}"
        else:
            continue
        found.append((one.host, Dormant(prefix, one.owner, one.to, status, one.place, fix)))
    for name, domain in organisation.domains.items():
        for half in domain.accepts:
            prefix = normalise(half.prefix)
            if (half.host, prefix, half.owner, name) not in offered:
                line = f'host = "{half.host}", prefix = "{half.prefix}", to = "{name}"'
                fix = f"ask {half.owner} to add [[delegations]] with {line}, a reason and an expires, or drop it here"
                found.append((half.host, Dormant(prefix, half.owner, name, Status.UNACCEPTED, half.place, fix)))
    return sorted(found, key=lambda pair: (pair[1].place, pair[0], pair[1].prefix, pair[1].to))
