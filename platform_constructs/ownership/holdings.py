"""
What each domain holds: its claims, and what was delegated to it and accepted. What is void holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from platform_constructs.model.organisation import Claim, Delegation, Domain, Organisation, Reserved
from platform_constructs.model.place import Place
from platform_constructs.ownership.paths import concrete, normalise
from platform_constructs.ownership.status import Status

__all__ = [
    "ALWAYS_RESERVED",
    "Holding",
    "claimed_by",
    "claims_everything",
    "given",
    "held_by",
    "reserved_above",
    "standing",
]

ALWAYS_RESERVED: Final = (
    Reserved(prefix="/.well-known", reason="it belongs to the host as a whole"),
    Reserved(prefix="/ping", reason="API Gateway answers it itself"),
    Reserved(prefix="/sping", reason="API Gateway answers it itself"),
)


@dataclass(frozen=True, slots=True)
class Holding:
    """
    A prefix that a domain holds.

    Attributes:
        host: A host's key.
        prefix: Normalised.
        domain: Who holds it.
        place: Where the registry says so.
        giver: The domain that delegated it; empty for a claim.
    """

    host: str
    prefix: str
    domain: str
    place: Place
    giver: str = ""

    @property
    def segments(self) -> tuple[str, ...]:
        """The prefix's segments."""
        return concrete(self.prefix)


def reserved_above(organisation: Organisation, prefix: str) -> Reserved | None:
    """Return the reserved prefix that a path lies in, if any."""
    path = concrete(prefix)
    for reserved in (*ALWAYS_RESERVED, *organisation.reserved):
        above = concrete(reserved.prefix)
        if path[: len(above)] == above:
            return reserved
    return None


def claims_everything(domain: Domain, claim: Claim) -> bool:
    """Whether a claim takes the whole host without being the platform's."""
    return not domain.platform and not concrete(claim.prefix)


def claimed_by(organisation: Organisation, domain: Domain) -> Iterator[Holding]:
    """Yield a domain's claims, without those that are void: of a whole host, or of reserved paths."""
    for claim in domain.claims:
        if not claims_everything(domain, claim) and reserved_above(organisation, claim.prefix) is None:
            yield Holding(claim.host, normalise(claim.prefix), domain.name, claim.place)


def standing(delegation: Delegation, *, today: date) -> Status:
    """Return whether both halves of a delegation stand and its last day has not passed."""
    if not delegation.accepted:
        return Status.UNACCEPTED
    return Status.EXPIRED if today > delegation.expires else Status.ACCEPTED


def given(organisation: Organisation, *, today: date) -> tuple[Holding, ...]:
    """
    Return what delegations give, the shorter prefixes first.

    A delegation gives something if both halves stand, its last day has not passed, and its owner holds strictly more.
    """
    held: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    found = []
    for delegation in sorted(organisation.delegations, key=lambda one: (len(concrete(one.prefix)), one.prefix, one.to)):
        path = concrete(delegation.prefix)
        key = (delegation.owner, delegation.host)
        if key not in held:
            owner = organisation.domains.get(delegation.owner)
            claims = claimed_by(organisation, owner) if owner else ()
            held[key] = [claim.segments for claim in claims if claim.host == delegation.host]
        holds_more = any(len(above) < len(path) and path[: len(above)] == above for above in held[key])
        is_free = reserved_above(organisation, delegation.prefix) is None
        if holds_more and is_free and standing(delegation, today=today) is Status.ACCEPTED:
            prefix = normalise(delegation.prefix)
            found.append(Holding(delegation.host, prefix, delegation.to, delegation.place, delegation.owner))
            receiver = (delegation.to, delegation.host)
            if receiver not in held:
                domain = organisation.domains.get(delegation.to)
                claims = claimed_by(organisation, domain) if domain else ()
                held[receiver] = [claim.segments for claim in claims if claim.host == delegation.host]
            held[receiver].append(path)
    return tuple(found)


def held_by(organisation: Organisation, domain: str, *, today: date) -> tuple[Holding, ...]:
    """Return everything that one domain holds: claims in the registry's order, then what was given to it."""
    own = organisation.domains.get(domain)
    received = (holding for holding in given(organisation, today=today) if holding.domain == domain)
    return (*(claimed_by(organisation, own) if own else ()), *received)
