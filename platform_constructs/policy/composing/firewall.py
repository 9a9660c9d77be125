"""
One web ACL from what all packs say: rules in AWS's phases, priorities computed, capacity held to a budget.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.model.firewall import (
    BlockedCountries,
    Firewall,
    FirewallRule,
    LargeBody,
    LongQuery,
    ManagedGroup,
    Phase,
    RatePerAddress,
    UndeclaredType,
)
from platform_constructs.model.settings import Settings
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.packs.terms import Clause
from platform_constructs.policy.settings.managed_groups import MANAGED_GROUPS

__all__ = ["TOKEN_PATHS", "merge_firewall"]

TOKEN_PATHS: Final = ("/oauth2/token",)
"""Where the user pool's callers try credentials."""

_BUDGET: Final = "waf.capacity_units"
_COUNTRIES: Final = "waf.blocked_countries"
_GROUPS: Final = "waf.managed_groups"
_TYPES: Final = "waf.declared_types_only"

# AWS: what a statement costs, and each text transformation with it
_COUNTRY, _RATE, _BYTES, _PATTERN, _SIZE, _TRANSFORMATION = 1, 2, 2, 3, 1, 10
_LONGEST_PATTERN: Final = 400  # characters of names; AWS takes a pattern of 512


def merge_firewall(
    law: Law,
    settings: Settings,
    *,
    auth_paths: tuple[str, ...] = (),
    declared_types: tuple[str, ...] | None = None,
) -> Firewall:
    """
    Merge what the packs of one stack say about its web ACL.

    Args:
        law: The composed packs; they answer for a capacity over the budget.
        settings: What was decided; `waf.*`.
        auth_paths: Path prefixes where credentials are tried; they get `waf.auth_rate_limit.requests`.
        declared_types: Media types of request bodies in the contract; None where no contract says.

    Raises:
        PackError: PACK-023, when all rules together cost more than the packs allow; PACK-024, when the contract
            declares more media types than one rule can tell apart.
    """
    rules = [*_refusals(settings), *_rates(settings, auth_paths), *_shapes(settings, declared_types)]
    rules += [_managed(group) for group in settings.names(_GROUPS)]
    firewall = Firewall(tuple(sorted(rules, key=lambda rule: rule.priority)))
    if _BUDGET in settings and firewall.capacity > settings.number(_BUDGET):
        raise _over_budget(law, settings, firewall.capacity)
    return firewall


def _refusals(settings: Settings) -> Iterator[FirewallRule]:
    if _COUNTRIES in settings and (codes := settings.names(_COUNTRIES)):
        yield FirewallRule("blocked-countries", Phase.DENY, _COUNTRY, BlockedCountries(codes))


def _rates(settings: Settings, auth_paths: tuple[str, ...]) -> Iterator[FirewallRule]:
    window = settings.number("waf.rate_limit.window_seconds")
    blanket = RatePerAddress(settings.number("waf.rate_limit.requests"), window)
    yield FirewallRule("rate-per-ip", Phase.RATE, _RATE, blanket)
    for n, path in enumerate(sorted(auth_paths)):
        tighter = RatePerAddress(settings.number("waf.auth_rate_limit.requests"), window, path)
        yield FirewallRule(f"rate-auth-{n}", Phase.RATE + 10 + n, _RATE + _BYTES + _TRANSFORMATION, tighter)


def _shapes(settings: Settings, declared: tuple[str, ...] | None) -> Iterator[FirewallRule]:
    size = _SIZE + _TRANSFORMATION
    yield FirewallRule("body-size", Phase.SHAPE, size, LargeBody(settings.number("waf.max_body_bytes")))
    yield FirewallRule("query-size", Phase.SHAPE + 1, size, LongQuery(settings.number("waf.max_query_bytes")))
    if declared is not None and _TYPES in settings and settings.flag(_TYPES):
        if len("|".join(declared)) > _LONGEST_PATTERN:
            raise _too_many_types(declared)
        cost = size + _PATTERN + _TRANSFORMATION
        yield FirewallRule("undeclared-type", Phase.SHAPE + 2, cost, UndeclaredType(tuple(sorted(declared))))


def _managed(name: str) -> FirewallRule:
    group = MANAGED_GROUPS[name]
    return FirewallRule(name, group.phase + group.position, group.capacity, ManagedGroup(name, group.counted))


def _too_many_types(declared: tuple[str, ...]) -> PackError:
    return PackError(
        "PACK-024",
        "the contract declares more media types for request bodies than a rule of the web ACL can tell apart",
        at="the contract's request bodies",
        got=f"{len(declared)} media types",
        fix="declare fewer, or split the contract",
    )


def _over_budget(law: Law, settings: Settings, capacity: int) -> PackError:
    caps, demands = _clauses(law, _BUDGET), _clauses(law, _GROUPS)
    said = [f"{label} {clause}" for label, clause in caps]
    said += [f"{label} demands {_priced(_names(clause))}" for label, clause in demands]
    demanded = {name for _, clause in demands for name in _names(clause)}
    if added := sorted({*settings.names(_GROUPS)} - demanded):
        said.append(f"the declaration adds {_priced(added)}")
    places = dict.fromkeys(str(clause.place) for _, clause in (*caps, *demands))
    return PackError(
        "PACK-023",
        f"the web ACL's rules cost {capacity} WCU, over the budget of {settings.number(_BUDGET)}",
        at=" and ".join(places) or "platform.toml",
        got="; ".join(said),
        fix="demand fewer groups, or raise the budget in a new version: over 1500 WCU cost more, over 5000 AWS refuses",
    )


def _clauses(law: Law, setting: str) -> tuple[tuple[str, Clause], ...]:
    return law.settings[setting].clauses if setting in law.settings else ()


def _names(clause: Clause) -> list[str]:
    return sorted({name for value in (*dict(clause.terms).values(), clause.default) for name in _listed(value)})


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _priced(groups: list[str]) -> str:
    return ", ".join(f"{name.removeprefix('AWSManagedRules')} {MANAGED_GROUPS[name].capacity}" for name in groups)
