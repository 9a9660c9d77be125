"""
Partners: who they are in an environment, which APIs their scopes open, and what is wrong with what was agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.flows.read_project import Project
from platform_constructs.flows.scopes import resource_servers
from platform_constructs.model.api import PublicApi
from platform_constructs.model.counted import counted
from platform_constructs.model.finding import Finding
from platform_constructs.model.host import Audience
from platform_constructs.model.nearest import nearest
from platform_constructs.model.partner import Partner
from platform_constructs.model.plan import Admitted, PlannedStack
from platform_constructs.model.platform_declarations import Partners
from platform_constructs.model.settings import Settings
from platform_constructs.model.verdict import Level
from platform_constructs.registry.partners.ranges import addresses_of, shared_ranges
from platform_constructs.registry.partners.read import read_partners

__all__ = ["SOON", "Opened", "external_apis", "opened_by", "partners_of", "plan_partners"]

SOON: Final = 30
"""So many days before its end an agreement is called to mind; the same as for delegations and waivers."""

_LIMITS: Final = (
    ("rate_per_second", "throttle.rate_per_second"),
    ("burst", "throttle.burst"),
    ("requests_per_day", "usage_plan.requests_per_day"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """
    An operation of a public API, and the scopes that open it.

    Attributes:
        stack: The API's stack.
        operation: The operationId.
        method: Upper case.
        path: On the host.
        host: The registry's key of the host.
        scopes: Any one of these lets a caller in.
    """

    stack: str
    operation: str
    method: str
    path: str
    host: str
    scopes: tuple[str, ...]


def partners_of(project: Project, declaration: Partners) -> tuple[Partner, ...]:
    """
    Return every partner of the file, sorted by name, whatever its environments.

    Raises:
        RegistryError: if the file cannot be read.
    """
    text, file = project.read_partners(declaration.place.file, declaration.file)
    return read_partners(text, file, environments=project.organisation.environments)


def external_apis(project: Project) -> tuple[str, ...]:
    """Return the stacks of every API on a host for those outside, here and in other repositories, sorted."""
    hosts = project.organisation.hosts
    here = (one.stack for one in project.declarations if isinstance(one, PublicApi))
    there = (one.name for one in project.elsewhere.stacks if hosts[one.host].audience is Audience.EXTERNAL)
    return tuple(sorted({*here, *there}))


def opened_by(project: Project, contracts: Mapping[str, Contract]) -> tuple[Opened, ...]:
    """Return every operation of a public API that asks for a scope, sorted by path and method."""
    found = [
        Opened(api.stack, one.id, one.method, one.path, api.host, one.scopes)
        for api in project.declarations
        if isinstance(api, PublicApi)
        for one in contracts[api.stack].operations
        if one.scopes
    ]
    public = {*external_apis(project)}
    found += [
        Opened(route.stack, route.operation, route.method, route.path, route.host, scopes)
        for route in project.elsewhere.routes
        if route.stack in public and (scopes := project.elsewhere.scopes(route))
    ]
    return tuple(sorted(found, key=lambda one: (one.host, one.path, one.method)))


def plan_partners(
    project: Project,
    contracts: Mapping[str, Contract],
    planned: PlannedStack,
    declaration: Partners,
    *,
    today: date,
) -> tuple[PlannedStack, list[Finding]]:
    """
    Plan the partners of the project's environment.

    Args:
        project: The project as it was read.
        contracts: The contracts of every API.
        planned: The stack so far.
        declaration: Where the partners are written.
        today: The day that agreements must hold on.

    Returns:
        The stack with its partners, and what is wrong with them.

    Raises:
        RegistryError: if the file of partners cannot be read.
    """
    here = [one for one in partners_of(project, declaration) if one.is_in(project.environment.name)]
    opened = opened_by(project, contracts)
    admitted = [Admitted(one, tuple(sorted({each.stack for each in open_to(one, opened)}))) for one in here]
    findings = partner_findings(project, contracts, declaration, here, planned.settings, today=today)
    return replace(planned, partners=tuple(admitted)), findings


def partner_findings(
    project: Project,
    contracts: Mapping[str, Contract],
    declaration: Partners,
    partners: Sequence[Partner],
    settings: Settings,
    *,
    today: date,
) -> list[Finding]:
    """Return what is wrong with partners that could be read: scopes, terms, limits, shared addresses."""
    opened = opened_by(project, contracts)
    known = [f"{server}/{name}" for server, names in resource_servers(project, contracts).items() for name in names]
    findings = [
        *(one for partner in partners for one in _scope_faults(partner, known, opened)),
        *(one for partner in partners for one in _term_faults(partner, today)),
        *(one for partner in partners for one in _limit_faults(partner, settings)),
        *(one for partner in partners for one in _rate_faults(partner, settings)),
        *_shared(partners),
    ]
    return [replace(one, owner=declaration.domain, stack=declaration.stack) for one in findings]


def open_to(partner: Partner, opened: Iterable[Opened]) -> list[Opened]:
    """Return the operations that one of a partner's scopes opens."""
    return [one for one in opened if {*one.scopes} & {*partner.scopes}]


def _scope_faults(partner: Partner, known: list[str], opened: Iterable[Opened]) -> Iterator[Finding]:
    asked = {scope for one in opened for scope in one.scopes}
    for scope in partner.scopes:
        if scope not in known:
            what = f"{partner.name} is to have a scope that no contract declares"
            fix = nearest(scope, known, "name a scope of a contract; `paved routes` shows which open what")
            yield _finding("PTR-020", "unknown-partner-scope", Level.BLOCK, what, partner, scope, fix)
        elif scope not in asked:
            what = f"{partner.name} has a scope that no operation of a public API asks for"
            fix = "remove it until an operation asks for it"
            yield _finding("PTR-025", "idle-partner-scope", Level.WARN, what, partner, scope, fix)


def _term_faults(partner: Partner, today: date) -> Iterator[Finding]:
    left, last = partner.days_left(today), partner.expires.isoformat()
    if left < 0:
        what = f"the agreement with {partner.name} is over, and its client is still there"
        fix = f"renew expires, or run `paved partner remove {partner.name}`"
        yield _finding("PTR-021", "expired-partner", Level.BLOCK, what, partner, last, fix)
    elif left <= SOON:
        what = f"the agreement with {partner.name} ends in {counted(left, 'day')}; then it gets no tokens"
        fix = f"talk to {partner.contact}: renew expires, or plan the removal"
        yield _finding("PTR-022", "expiring-partner", Level.WARN, what, partner, last, fix)


def _limit_faults(partner: Partner, settings: Settings) -> Iterator[Finding]:
    for field, setting in _LIMITS:
        value, allowed = getattr(partner, field), settings.number(setting)
        if value > allowed:
            what = f"{partner.name} may not have more than {setting}, which is {allowed}"
            fix = f"stay at or below {allowed}; {settings[setting].because[0]}"
            yield _finding("PTR-024", "boundless-partner", Level.BLOCK, what, partner, f"{field} = {value}", fix)


def _rate_faults(partner: Partner, settings: Settings) -> Iterator[Finding]:
    """A web ACL counts by address, whoever calls: no partner is let past that (docs/how-to/onboard-a-partner.md)."""
    window = settings.number("waf.rate_limit.window_seconds")
    allowed = settings.number("waf.rate_limit.requests") * (known := max(1, addresses_of(partner)))
    if partner.rate_per_second * window > allowed:
        what = f"{partner.name} may make more requests than web ACLs let through from {counted(known, 'address')}"
        got = f"rate_per_second = {partner.rate_per_second}, and {allowed} in {window} seconds"
        fix = "name every address it calls from, or agree on a lower rate; waf.rate_limit.requests decides"
        yield _finding("PTR-026", "blocked-partner-rate", Level.WARN, what, partner, got, fix)


def _shared(partners: Iterable[Partner]) -> Iterator[Finding]:
    for one, other, addresses in shared_ranges(partners):
        what = f"{other.name} and {one.name} call from the same addresses"
        fix = "ask both which addresses are theirs, and keep it if that is right"
        yield _finding("PTR-023", "shared-partner-addresses", Level.WARN, what, other, addresses, fix)


def _finding(code: str, name: str, level: Level, what: str, partner: Partner, got: str, fix: str) -> Finding:
    return Finding(code=code, name=name, level=level, what=what, at=partner.place, got=got, fix=fix, owner="")
