"""
The ground that routes stand on: every host's holdings in a tree, what is reserved, and delegations that do not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from platform_constructs.model.organisation import Organisation, Reserved
from platform_constructs.model.place import Place
from platform_constructs.ownership.holdings import ALWAYS_RESERVED, Holding, claimed_by, given, standing
from platform_constructs.ownership.paths import concrete, normalise
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.tree import PrefixTree

__all__ = ["Dormant", "Ground", "Title", "settle"]


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


@dataclass(frozen=True, slots=True)
class Title:
    """
    Whose a path is.

    Attributes:
        owner: The holding that decides; None when nobody's, or contested.
        contest: Two holdings that contradict each other, the wider first.
    """

    owner: Holding | None
    contest: tuple[Holding, Holding] | None = None


def settle(holdings: Sequence[Holding], platform: str) -> Title:
    """
    Follow a chain of holdings, the widest first, to the one that decides.

    Each must be the same domain's, or given by the one before. The platform's claim of a whole host holds what is left
    over, so other claims may lie within it.
    """
    owner: Holding | None = None
    for holding in holdings:
        giver = holding.giver or holding.domain
        leftovers = owner is not None and owner.domain == platform and owner.prefix == "/"
        if owner is None or owner.domain == giver or (leftovers and not holding.giver):
            owner = holding
        elif owner.domain != holding.domain:
            return Title(None, (owner, holding))
    return Title(owner)


class Ground:
    """
    Everything the registry says about paths, on one day.

    Attributes:
        organisation: The registry.
        today: The day.
        platform: The platform team's domain; empty if there is none.
        held: Holdings by host.
        dormant: Delegations that do not hold, by host.
        reserved: What nobody may declare, on every host.
    """

    def __init__(self, organisation: Organisation, *, today: date) -> None:
        self.organisation, self.today = organisation, today
        self.platform = next((name for name, one in sorted(organisation.domains.items()) if one.platform), "")
        self.held: dict[str, PrefixTree[Holding]] = {}
        self.dormant: dict[str, PrefixTree[Dormant]] = {}
        self.reserved: PrefixTree[Reserved] = PrefixTree()
        for name in sorted(organisation.domains):
            for claim in sorted(claimed_by(organisation, organisation.domains[name]), key=lambda one: one.place):
                self.held.setdefault(claim.host, PrefixTree()).add(claim.segments, claim)
        for holding in given(organisation, today=today):
            self.held.setdefault(holding.host, PrefixTree()).add(holding.segments, holding)
        for host, dormant in _dormant(organisation, today):
            self.dormant.setdefault(host, PrefixTree()).add(concrete(dormant.prefix), dormant)
        for reserved in (*ALWAYS_RESERVED, *organisation.reserved):
            self.reserved.add(concrete(reserved.prefix), reserved)

    def title(self, holdings: Sequence[Holding]) -> Title:
        """Follow a chain of holdings to the one that decides."""
        if len(holdings) == 1:
            return Title(holdings[0])
        return settle(holdings, self.platform)


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
                fix = f'{half.owner} adds [[delegations]] with to = "{name}", or {name} drops the acceptance'
                found.append((half.host, Dormant(prefix, half.owner, name, Status.UNACCEPTED, half.place, fix)))
    return sorted(found, key=lambda pair: (pair[1].place, pair[0], pair[1].prefix, pair[1].to))
