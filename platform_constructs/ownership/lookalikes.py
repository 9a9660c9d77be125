"""
Claims of two domains that AWS tells apart and people do not: `/Ordering` beside `/ordering`.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.model.finding import Finding
from platform_constructs.ownership.alike import skeleton
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.holdings import Holding
from platform_constructs.ownership.say import claim_finding, request, spot
from platform_constructs.ownership.status import Status

__all__ = ["lookalike_faults"]


def lookalike_faults(ground: Ground) -> Iterator[Finding]:
    """Yield claims whose segments read like another domain's beside them; both domains hear of it."""
    for host in sorted(ground.held):
        siblings: dict[tuple[tuple[str, ...], str], list[Holding]] = {}
        for prefix, here in ground.held[host].each():
            for at, text in enumerate(prefix):
                found = siblings.setdefault((prefix[:at], skeleton(text.casefold())), [])
                found += (one for one in here if not one.giver)
        for (above, _), claims in siblings.items():
            yield from _mistakable(ground, claims, len(above))


def _mistakable(ground: Ground, claims: list[Holding], at: int) -> Iterator[Finding]:
    domains: dict[str, dict[str, Holding]] = {}
    for claim in claims:
        domains.setdefault(claim.segments[at], {}).setdefault(claim.domain, claim)
    if len(domains) < 2:
        return
    for claim in claims:
        others = (
            one for text, held in domains.items() if text != claim.segments[at] for one in list(held.values())[:2]
        )
        other = next((one for one in others if one.domain != claim.domain), None)
        if other is not None:
            yield _alike(ground, claim, other)


def _alike(ground: Ground, claim: Holding, other: Holding) -> Finding:
    sent, taken = (request(ground.organisation, claim.host, "GET", one.prefix) for one in (claim, other))
    return claim_finding(
        Status.LOOKALIKE,
        claim.domain,
        claim.place,
        f"{claim.prefix} of {claim.domain} reads like {other.prefix} of {other.domain}",
        got=f"{sent} is another path than {taken}",
        fix=f"choose a prefix that nobody mistakes for the other; {other.domain}'s is at {spot(other.place)}",
    )
