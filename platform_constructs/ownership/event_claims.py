"""
What contradicts itself among the domains' names: event sources that overlap, names that read alike, baseless grants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platform_constructs.model.finding import Finding
from platform_constructs.model.grant import EventGrant
from platform_constructs.model.organisation import Domain, Organisation
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.alike import skeleton
from platform_constructs.ownership.event_ground import AMAZON, VERB, EventGround
from platform_constructs.ownership.events import common, under
from platform_constructs.ownership.rulings import BASELESS, CLASH, fault_finding
from platform_constructs.ownership.say import spot

__all__ = ["event_claim_faults", "look_alikes"]


def event_claim_faults(ground: EventGround) -> Iterator[Finding]:
    """Yield every contradiction; the domain whose entry is wrong has to act on it."""
    for _, domain in sorted(ground.organisation.domains.items()):
        if domain.event_source.partition(".")[0] == AMAZON:
            yield fault_finding(
                CLASH,
                domain.name,
                domain.place,
                f"event sources that begin with {AMAZON} belong to Amazon; {domain.name} may not own one",
                got=domain.event_source,
                fix="begin with the organisation's own name",
            )
        else:
            yield from _overlap(ground, domain)
    for grant in ground.organisation.grants:
        if isinstance(grant, EventGrant):
            yield from _baseless(ground, grant)


def _overlap(ground: EventGround, domain: Domain) -> Iterator[Finding]:
    """A source below another's, or equal to it: whoever owns the narrower one hears of it, and both of equal ones."""
    mine = under(domain.event_source)
    other = next((one for one in ground.owners(mine) if one.name != domain.name), None)
    if other is not None:
        yield fault_finding(
            CLASH,
            domain.name,
            domain.place,
            f"{domain.event_source} of {domain.name} overlaps with {other.event_source} of {other.name}",
            got=f"{common(mine, under(other.event_source))} would be both domains'",
            fix=f"give {domain.name} an event_source beside it; {other.name}'s is at {spot(other.place)}",
        )


def _baseless(ground: EventGround, grant: EventGrant) -> Iterator[Finding]:
    owners = ground.owners(under(grant.source))
    names = [one.name for one in owners]
    if grant.owner in names:
        return
    whose = " and ".join(names) or "nobody"
    yield fault_finding(
        BASELESS,
        grant.owner,
        grant.place,
        f"{grant.source} belongs to {whose}; {grant.owner} may not let {grant.to} {VERB[grant.kind]} it",
        got=f"{names[0]}'s source is at {spot(owners[0].place)}" if names else grant.source,
        fix=f'write from = "{names[0]}", or remove the grant' if names else "remove the grant, or correct its source",
    )


def look_alikes(organisation: Organisation) -> Iterator[Finding]:
    """Yield scope prefixes and event sources that differ from another domain's and yet read the same: a warning."""
    domains = [domain for _, domain in sorted(organisation.domains.items())]
    yield from _alike("scope_prefix", {one.name: one.scope_prefix for one in domains}, organisation.domains)
    yield from _alike("event_source", {one.name: one.event_source for one in domains}, organisation.domains)


def _alike(key: str, names: Mapping[str, str], domains: Mapping[str, Domain]) -> Iterator[Finding]:
    seen: dict[str, list[str]] = {}
    for domain, name in names.items():
        seen.setdefault(skeleton(name), []).append(domain)
    for group in seen.values():
        for domain in group:
            other = next((one for one in group if names[one] != names[domain]), None)
            if other is not None:
                yield fault_finding(
                    CLASH,
                    domain,
                    domains[domain].place,
                    f"the {key} of {domain} reads like that of {other}",
                    got=f"{names[domain]}, beside {names[other]} at {spot(domains[other].place)}",
                    fix="choose names that nobody takes for one another",
                    level=Level.WARN,
                )
