"""
Ranges of addresses that may be one partner's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from itertools import combinations
from typing import Final

from platform_constructs.model.partner import Partner

__all__ = ["Range", "addresses_of", "as_range", "shared_ranges", "why_not"]

Range = IPv4Network | IPv6Network

_LONGEST: Final = 50  # characters: an IPv6 range takes 43
_WIDEST: Final = {4: 16, 6: 32}
# not `is_private`: that has the ranges for documentation too, which samples and tests need
_NOT_PUBLIC: Final = tuple(
    ip_network(one)
    for one in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.168.0.0/16", "224.0.0.0/3", "::/8", "64:ff9b::/96", "fc00::/7", "fe80::/10", "ff00::/8"),
    )
)


def as_range(text: str) -> Range | None:
    """Return the range that a text says; None when it is none, lacks its prefix's length, or has bits set behind it."""
    if len(text) > _LONGEST or "/" not in text or not text.isascii():
        return None
    try:
        return ip_network(text)
    except ValueError:
        return None


def why_not(found: Range) -> str:
    """Return why a range cannot be one partner's; empty when it can."""
    for closed in _NOT_PUBLIC:
        if found.version == closed.version and found.subnet_of(closed):  # type: ignore[arg-type]  # of one version
            return "is private or reserved"
    if found.prefixlen < (widest := _WIDEST[found.version]):
        return f"is wider than /{widest}"
    return ""


def addresses_of(partner: Partner) -> int:
    """Return from how many addresses a partner calls at most; 0 when it did not say."""
    return sum(ip_network(text).num_addresses for text in partner.addresses)


def shared_ranges(partners: Iterable[Partner]) -> Iterator[tuple[Partner, Partner, str]]:
    """Yield pairs of partners, as they stand in the file, with a range of the second one that the first one has too."""
    known = [(one, [ip_network(text) for text in one.addresses]) for one in partners]
    for (one, mine), (other, theirs) in combinations(sorted(known, key=lambda each: each[0].place), 2):
        for range in theirs:
            if any(range.overlaps(each) for each in mine):
                yield one, other, str(range)
                break
