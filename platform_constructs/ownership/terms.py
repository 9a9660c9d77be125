"""
How long delegations and grants last: a warning before one ends, and a refusal of one that hardly ever does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from platform_constructs.model.finding import Finding
from platform_constructs.model.grant import Grant
from platform_constructs.model.organisation import Delegation, Organisation
from platform_constructs.model.route import Route
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.paths import Literal, concrete, parse
from platform_constructs.ownership.rulings import TERM, fault_finding
from platform_constructs.ownership.say import brief
from platform_constructs.ownership.scopes import Asked

__all__ = ["LONGEST", "SOON", "term_faults"]

SOON: Final = 30
"""So many days before its end a delegation or grant is called to mind; the same as for waivers."""

LONGEST: Final = timedelta(days=731)
"""Two years, one of them a leap year: agreements between teams outlive a waiver, not the people who made them."""


def term_faults(
    organisation: Organisation, routes: Iterable[Route], asked: Iterable[Asked], *, today: date
) -> Iterator[Finding]:
    """
    Yield delegations and grants that end soon, for the receiver, and those that last too long, for the owner.

    Args:
        organisation: The registry.
        routes: Every known route, to say what relies on a delegation.
        asked: Every scope that is known to be asked for, to say what relies on a grant.
        today: The day to count from.
    """
    soon = [one for one in organisation.delegations if one.accepted and _is_soon(one, today)]
    relying = _routes_below(soon, routes) if soon else {}
    for delegation in organisation.delegations:
        what = f"{delegation.owner}'s delegation of {delegation.prefix} to {delegation.to}"
        if _is_soon(delegation, today) and delegation.accepted:
            used = [f"{one.method} {one.path}" for one in relying.get((delegation.host, delegation.prefix), [])]
            yield _soon(delegation, what, used, today)
        elif delegation.expires > today + LONGEST:
            yield _long(delegation, what, today)
    operations: dict[tuple[str, str], list[str]] = {}
    for each in asked:
        operations.setdefault((each.domain, each.scope), []).append(each.operation)
    for grant in organisation.grants:
        what = f"{grant.owner}'s grant of {grant.what} to {grant.to}"
        if _is_soon(grant, today):
            yield _soon(grant, what, operations.get((grant.to, grant.what), []), today)
        elif grant.expires > today + LONGEST:
            yield _long(grant, what, today)


def _is_soon(one: Delegation | Grant, today: date) -> bool:
    return 0 <= (one.expires - today).days <= SOON


def _routes_below(delegations: Sequence[Delegation], routes: Iterable[Route]) -> Mapping[tuple[str, str], list[Route]]:
    """Return the routes that rely on each delegation: the receiver's, below its prefix."""
    found: dict[tuple[str, str], list[Route]] = {}
    prefixes = [(one, concrete(one.prefix)) for one in delegations]
    for route in routes:
        pattern = parse(route.path)
        for one, prefix in prefixes:
            above = tuple(Literal(text) for text in prefix)
            if (route.host, route.domain) == (one.host, one.to) and pattern[: len(above)] == above:
                found.setdefault((one.host, one.prefix), []).append(route)
    return found


def _soon(one: Delegation | Grant, what: str, used: Sequence[str], today: date) -> Finding:
    left = (one.expires - today).days
    days = "today" if left == 0 else f"in {left} day{'' if left == 1 else 's'}, on {one.expires}"
    relies = f"{len(used)} rel{'ies' if len(used) == 1 else 'y'} on it, such as {brief(min(used))}" if used else ""
    return fault_finding(
        TERM,
        one.to,
        one.place,
        f"{what} ends {days}",
        got=relies,
        fix=f"{one.owner} writes a later expires with a reason that holds, or {one.to} drops what relies on it",
        level=Level.WARN,
    )


def _long(one: Delegation | Grant, what: str, today: date) -> Finding:
    return fault_finding(
        TERM,
        one.owner,
        one.place,
        f"{what} lasts more than {LONGEST.days} days from today",
        got=str(one.expires),
        fix=f"write a day up to {today + LONGEST}; it can be renewed",
    )
