"""
Scopes as owned things: `<scope_prefix>/...` is a domain's own, and another's operation needs a grant to ask for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from platform_constructs.model.finding import Finding
from platform_constructs.model.grant import ScopeGrant
from platform_constructs.model.nearest import nearest
from platform_constructs.model.organisation import Domain, Organisation
from platform_constructs.model.place import Place
from platform_constructs.ownership.rulings import BASELESS, UNUSED, Ruling, fault_finding, latest
from platform_constructs.ownership.say import brief, spot
from platform_constructs.ownership.status import Status

__all__ = ["Asked", "ScopeGround", "scope_faults"]


@dataclass(frozen=True, slots=True)
class Asked:
    """
    An operation that a scope opens.

    Attributes:
        scope: The whole scope, such as `ordering/orders.read`.
        domain: The domain whose contract asks.
        stack: Its stack.
        operation: The operationId.
        place: Where the contract declares the operation.
    """

    scope: str
    domain: str
    stack: str
    operation: str
    place: Place


class ScopeGround:
    """
    Everything the registry says about scopes, on one day.

    Args:
        organisation: The registry.
        defined: For each domain all of whose contracts were read: the scopes that they declare or ask for.
        today: The day that grants must hold on.
    """

    def __init__(self, organisation: Organisation, defined: Mapping[str, Collection[str]], *, today: date) -> None:
        self.organisation, self.defined, self.today = organisation, defined, today
        self._owner = {one.scope_prefix: one for _, one in sorted(organisation.domains.items())}
        self._grants: dict[tuple[str, str], list[ScopeGrant]] = {}
        for grant in organisation.grants:
            if isinstance(grant, ScopeGrant):
                self._grants.setdefault((grant.name, grant.to), []).append(grant)

    def owner(self, scope: str) -> Domain | None:
        """Return whose a scope is: prefixes are compared whole, so `order/...` is no part of `ordering/...`."""
        return self._owner.get(scope.partition("/")[0])

    def granted(self, scope: str) -> list[ScopeGrant]:
        """Return the grants of a scope, in the order of the file."""
        return [one for one in self.organisation.grants if isinstance(one, ScopeGrant) and one.name == scope]

    def is_undefined(self, scope: str) -> bool:
        """Whether no contract of its owner declares a scope. Never, while not all of those contracts were read."""
        owner = self.owner(scope)
        return owner is not None and owner.name in self.defined and scope not in self.defined[owner.name]

    def may_ask(self, domain: str, scope: str) -> Ruling:
        """Answer whether a domain's operations may ask for a scope."""
        owner, said = self.owner(scope), brief(scope)
        if owner is None:
            prefix = scope.partition("/")[0]
            what = f"{said} is nobody's; {domain} may not ask for it"
            fix = nearest(prefix, self._owner, f"use a scope under {self._own(domain)}/")
            return Ruling("scope", domain, Status.ORPHANED, "", None, what, said, fix)
        if owner.name == domain:
            return Ruling("scope", domain, Status.ACCEPTED, domain)
        if self.is_undefined(scope):
            what = f"{said} is declared by no contract of {owner.name}, whose it would be"
            fix = nearest(scope, self.defined[owner.name], f"ask {owner.name} for a scope that there is")
            return Ruling("scope", domain, Status.ORPHANED, owner.name, None, what, _claim(owner), fix)
        grants = [one for one in self._grants.get((scope, domain), []) if one.owner == owner.name]
        grant, holds = latest(grants, today=self.today)
        if grant is None:
            what = f"{said} belongs to {owner.name}; {domain} may not ask for it"
            fix = (
                f'ask {owner.name} to add [[grants]] with kind = "scope", from = "{owner.name}", to = "{domain}", '
                f'name = "{scope}", a reason and an expires, or use a scope under {self._own(domain)}/'
            )
            return Ruling("scope", domain, Status.OUT_OF_SCOPE, owner.name, None, what, _claim(owner), fix)
        if holds:
            return Ruling("scope", domain, Status.ACCEPTED, owner.name, grant)
        what = f"{said} belongs to {owner.name}, whose grant to {domain} has expired"
        got = f"the grant at {spot(grant.place)} held until {grant.expires}"
        fix = f"{owner.name} gives the grant a new date and reason, or {domain} asks for a scope of its own"
        return Ruling("scope", domain, Status.EXPIRED, owner.name, grant, what, got, fix)

    def _own(self, domain: str) -> str:
        known = self.organisation.domains.get(domain)
        return known.scope_prefix if known else domain


def scope_faults(ground: ScopeGround, asked: Iterable[Asked]) -> Iterator[Finding]:
    """Yield operations that ask for what they may not, grants of what there is not, and grants that nobody uses."""
    rulings: dict[tuple[str, str], Ruling] = {}
    for one in asked:
        key = (one.domain, one.scope)
        if key not in rulings:
            rulings[key] = ground.may_ask(*key)
        finding = rulings[key].finding(one.place, one.stack, brief(one.operation))
        if finding is not None:
            yield finding
    for grant in ground.organisation.grants:
        if isinstance(grant, ScopeGrant):
            yield from _grant_faults(ground, grant, used=(grant.to, grant.name) in rulings)


def _grant_faults(ground: ScopeGround, grant: ScopeGrant, *, used: bool) -> Iterator[Finding]:
    owner = ground.owner(grant.name)
    if owner is None or owner.name != grant.owner:
        yield fault_finding(
            BASELESS,
            grant.owner,
            grant.place,
            f"{grant.name} belongs to {owner.name if owner else 'nobody'}; "
            f"{grant.owner} may not grant it to {grant.to}",
            got=_claim(owner) if owner else grant.name,
            fix=f'write from = "{owner.name}", or remove the grant' if owner else "remove the grant",
        )
    elif ground.is_undefined(grant.name):
        near = nearest(grant.name, ground.defined[grant.owner], "")
        yield fault_finding(
            BASELESS,
            grant.owner,
            grant.place,
            f"{grant.owner} grants {grant.name} to {grant.to}, and no contract of {grant.owner} declares it",
            got=grant.name,
            fix=f"declare the scope in a contract, or remove the grant{f'; {near}' if near else ''}",
        )
    elif not used and grant.to in ground.defined:
        yield fault_finding(
            UNUSED,
            grant.to,
            grant.place,
            f"no operation of {grant.to} asks for {grant.name}, which {grant.owner} grants to it",
            got=grant.name,
            fix="remove the grant; it can be given again when it is needed",
        )


def _claim(owner: Domain) -> str:
    return f"{owner.name} owns {owner.scope_prefix}/ at {spot(owner.place)}"
