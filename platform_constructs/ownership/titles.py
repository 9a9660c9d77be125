"""
Whose a path is when several holdings lie above it, and which of them contradict the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from platform_constructs.ownership.holdings import Holding

__all__ = ["NOBODYS", "Title", "clashes", "settle", "succeed"]


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


NOBODYS: Final = Title(None)


def settle(holdings: Sequence[Holding], platform: str) -> Title:
    """
    Follow a chain of holdings, the widest first, to the one that decides.

    Once two contradict each other, everything below is contested.
    """
    title = NOBODYS
    for _, here in groupby(holdings, key=lambda one: one.prefix):
        title = succeed(title, tuple(here), platform)
    return title


def succeed(title: Title, here: Sequence[Holding], platform: str) -> Title:
    """Return whose a prefix is, given whose the path above it is and what is held at the prefix itself."""
    if title.contest is not None:
        return title
    wrong = clashes(title.owner, here, platform)
    for holding, other in wrong:
        if holding.domain != other.domain:
            return Title(None, (other, holding))
    idle = {id(holding) for holding, _ in wrong}
    sound = [
        one for one in here if id(one) not in idle
    ]  # claims, then delegations; all of either kind are one domain's
    return Title(sound[-1]) if sound else title


def clashes(owner: Holding | None, here: Sequence[Holding], platform: str) -> list[tuple[Holding, Holding]]:
    """
    Return the holdings at one prefix that may not be, each with one that it contradicts. Their order decides nothing.

    A claim must be the owner's above it, and no other domain's at this prefix; the platform's claim of a whole host
    holds what is left over, so claims may lie within it. A delegation must be given by the owner, to one domain; one by
    somebody else to the owner itself contradicts nobody, and is returned with what the owner holds already.

    Args:
        owner: Who holds the path above the prefix; None if nobody.
        here: What is held at the prefix itself: claims, then delegations.
        platform: The platform team's domain.
    """
    claims, gifts = [one for one in here if not one.giver], [one for one in here if one.giver]
    found = []
    leftovers = owner is not None and owner.domain == platform and owner.prefix == "/"
    above = owner if owner is not None and not leftovers else None
    rivals = _one_each(claims)
    for claim in claims:
        other = above if above and above.domain != claim.domain else _another(rivals, claim)
        if other is not None:
            found.append((claim, other))
    holder = claims[0] if claims and not found else owner
    rightful = _one_each(one for one in gifts if holder is not None and one.giver == holder.domain)
    for gift in gifts:
        if holder is None or gift.giver == holder.domain:
            other = _another(rightful, gift)
        else:
            other = _another(rightful, gift) or (rightful[0] if rightful else holder)
        if other is not None:
            found.append((gift, other))
    return found


def _one_each(holdings: Iterable[Holding]) -> list[Holding]:
    """Return one holding each of the first two domains: nobody needs a third to be contradicted."""
    domains: dict[str, Holding] = {}
    for one in holdings:
        if len(domains) < 2:
            domains.setdefault(one.domain, one)
    return list(domains.values())


def _another(rivals: Iterable[Holding], holding: Holding) -> Holding | None:
    return next((one for one in rivals if one.domain != holding.domain), None)
