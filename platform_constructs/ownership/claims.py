"""
What contradicts itself among the registry's claims and delegations.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Delegation, Organisation, Reserved
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.ground import Dormant, Ground
from platform_constructs.ownership.holdings import Holding, claims_everything, reserved_above
from platform_constructs.ownership.paths import below, concrete, normalise
from platform_constructs.ownership.say import claim_finding, request, spot
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.titles import clashes, settle

__all__ = ["claim_faults"]


def claim_faults(ground: Ground) -> Iterator[Finding]:
    """Yield every contradiction; a claim's own domain has to act on it."""
    yield from _void_claims(ground.organisation)
    yield from _overlaps(ground)
    for delegation in ground.organisation.delegations:
        yield from _baseless(ground, delegation)
    for tree in ground.dormant.values():
        for _, halves in tree.each():
            yield from (_half(one) for one in halves)


def _void_claims(organisation: Organisation) -> Iterator[Finding]:
    for domain in organisation.domains.values():
        for claim in domain.claims:
            if claims_everything(domain, claim):
                yield claim_finding(
                    Status.CATCH_ALL,
                    domain.name,
                    claim.place,
                    f"{domain.name} claims every path of host {claim.host}; only the platform may",
                    got=claim.prefix,
                    fix=f"claim the prefix you need, such as /{domain.name}",
                )
            elif (reserved := reserved_above(organisation, claim.prefix)) is not None:
                yield _reserved(domain.name, claim.place, normalise(claim.prefix), reserved)


def _reserved(owner: str, at: Place, prefix: str, reserved: Reserved) -> Finding:
    return claim_finding(
        Status.RESERVED,
        owner,
        at,
        f"{prefix} is reserved; {owner} may not claim it",
        got=f"{reserved.prefix}: {reserved.reason}",
        fix="claim another prefix",
    )


def _overlaps(ground: Ground) -> Iterator[Finding]:
    for host in sorted(ground.held):
        for prefix, here in ground.held[host].each():
            above = ground.regions(host).above(prefix)
            if above.contest is not None:
                continue  # said where the contest begins
            wrong = clashes(above.owner, here, ground.platform)
            for holding, other in wrong:
                if holding.domain == other.domain:
                    yield _idle(holding, other)
                    continue
                yield _overlap(ground.organisation, holding, other)
                if len(other.segments) < len(prefix):
                    yield _hole(ground.organisation, other, holding)
            contradicted = {id(holding) for holding, _ in wrong}
            first: dict[tuple[str, str], Holding] = {}
            for holding in here:
                twin = first.setdefault((holding.domain, holding.giver), holding)
                if twin is not holding and id(holding) not in contradicted:
                    yield _repeated(holding, twin)


def _overlap(organisation: Organisation, holding: Holding, other: Holding) -> Finding:
    witness = request(organisation, holding.host, "GET", holding.prefix)
    what = f"{holding.prefix} of {holding.domain} overlaps with {other.prefix} of {other.domain}"
    return claim_finding(
        Status.CONFLICTED,
        holding.giver or holding.domain,
        holding.place,
        what,
        got=f"{witness} would be both domains'",
        fix=f"change one, or have one delegate to the other; {other.domain}'s is at {spot(other.place)}",
    )


def _hole(organisation: Organisation, wide: Holding, narrow: Holding) -> Finding:
    """Its own claim is in order, so this refuses nothing; but requests it believes its own are nobody's now."""
    by = narrow.giver or narrow.domain
    return claim_finding(
        Status.CONFLICTED,
        wide.domain,
        wide.place,
        f"{by} cuts a hole in {wide.prefix} of {wide.domain}: {narrow.prefix} for {narrow.domain}",
        got=f"{request(organisation, wide.host, 'GET', narrow.prefix)} is nobody's until one of them yields",
        fix=f"have {by} change {spot(narrow.place)}, or delegate {narrow.prefix} to {narrow.domain}",
        level=Level.WARN,
    )


def _idle(gift: Holding, other: Holding) -> Finding:
    """Somebody gives the owner what is its own."""
    return claim_finding(
        Status.OUT_OF_SCOPE,
        gift.giver,
        gift.place,
        f"{gift.prefix} belongs to {gift.domain} already; {gift.giver} may not delegate it",
        got=f"{gift.domain} holds {other.prefix} at {spot(other.place)}",
        fix="remove the delegation, and its acceptance",
    )


def _repeated(holding: Holding, first: Holding) -> Finding:
    return claim_finding(
        Status.SHADOWED,
        holding.giver or holding.domain,
        holding.place,
        f"{holding.prefix} stands twice for {holding.domain}",
        got=f"the first is at {spot(first.place)}",
        fix="remove one",
    )


def _baseless(ground: Ground, delegation: Delegation) -> Iterator[Finding]:
    """A delegation of what its owner does not hold, or of all of it, or of what nobody may."""
    prefix, path = normalise(delegation.prefix), concrete(delegation.prefix)
    reserved = reserved_above(ground.organisation, prefix)
    if reserved is not None:
        yield _reserved(delegation.owner, delegation.place, prefix, reserved)
        return
    tree = ground.held.get(delegation.host)
    above = tree.above(below(prefix)) if tree else []
    if any(one.domain == delegation.owner and len(one.segments) < len(path) for one in above):
        return
    same = [one for one in above if one.domain == delegation.owner]
    if same:
        yield claim_finding(
            Status.OUT_OF_SCOPE,
            delegation.owner,
            delegation.place,
            f"{delegation.owner} may delegate a part of {prefix} to {delegation.to}, not all of it",
            got=prefix,
            fix=f"delegate a longer prefix, or move the claim itself; it is at {spot(same[0].place)}",
        )
        return
    title = settle(above, ground.platform)
    owner = title.owner or (title.contest[0] if title.contest else None)
    if owner is None:
        what = f"{prefix} is nobody's; {delegation.owner} may not delegate it to {delegation.to}"
        status, fix = Status.ORPHANED, f"claim it for {delegation.owner} first, or remove the delegation"
    else:
        what = f"{prefix} belongs to {owner.domain}; {delegation.owner} may not delegate it to {delegation.to}"
        status, fix = Status.OUT_OF_SCOPE, f'write from = "{owner.domain}", whose claim is at {spot(owner.place)}'
    yield claim_finding(status, delegation.owner, delegation.place, what, got=prefix, fix=fix)


def _half(dormant: Dormant) -> Finding:
    """Gives nobody anything and takes nothing away: a warning here, an error for the routes that rely on it."""
    if dormant.status is Status.EXPIRED:
        what = f"{dormant.owner}'s delegation of {dormant.prefix} to {dormant.to} has expired"
    else:
        what = f"{dormant.prefix} was not both delegated by {dormant.owner} and accepted by {dormant.to}"
    return claim_finding(
        dormant.status, dormant.to, dormant.place, what, got=dormant.prefix, fix=dormant.fix, level=Level.WARN
    )
