"""
The small organisation with event sources, scopes and grants to quarrel about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from platform_constructs.model.grant import EventGrant, Grant, ScopeGrant
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.ownership.scopes import Asked
from tests.pure.ownership.small_world import organisation

DOMAINS = ("ordering", "delivery", "quoting", "platform")
UNTIL = date(2027, 6, 30)


def world(
    grants: Sequence[Grant] = (),
    *,
    sources: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] | None = None,
    domains: Sequence[str] = DOMAINS,
) -> Organisation:
    """
    An organisation whose domains stand at lines 11, 12, 13 ... and own `meridian.<name>` and `<name>/` unless said.
    """
    plain = organisation({name: [] for name in domains})
    sources, prefixes = sources or {}, prefixes or {}
    changed = {
        name: domain.model_copy(
            update={
                "event_source": sources.get(name, domain.event_source),
                "scope_prefix": prefixes.get(name, domain.scope_prefix),
                "place": Place("platform.toml", 10 + n),
            }
        )
        for n, (name, domain) in enumerate(plain.domains.items(), start=1)
    }
    return plain.model_copy(update={"domains": changed, "grants": tuple(grants)})


def scope(owner: str, to: str, name: str, *, expires: date = UNTIL, line: int = 60) -> ScopeGrant:
    """A granted scope."""
    place = Place("platform.toml", line)
    return ScopeGrant(kind="scope", owner=owner, to=to, name=name, reason="agreed", expires=expires, place=place)


def events(
    kind: str, owner: str, to: str, source: str, detail_type: str = "", *, expires: date = UNTIL, line: int = 60
) -> EventGrant:
    """Granted events."""
    return EventGrant.model_validate(
        {
            "kind": kind,
            "owner": owner,
            "to": to,
            "source": source,
            "detail_type": detail_type,
            "reason": "agreed",
            "expires": expires,
            "place": Place("platform.toml", line),
        }
    )


def asked(domain: str, name: str, *, operation: str = "listThings", line: int = 5) -> Asked:
    """An operation that a scope opens."""
    place = Place(f"stacks/domains/{domain}/openapi.yaml", line)
    return Asked(name, domain, f"{domain}-public", operation, place)
