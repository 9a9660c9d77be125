"""
A small organisation to quarrel in: claims, delegations and routes in as few words as possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from platform_constructs.model.environment import Environment, LocalState
from platform_constructs.model.host import Audience, Host
from platform_constructs.model.organisation import (
    Acceptance,
    Claim,
    Classification,
    Delegation,
    Domain,
    Identity,
    Organisation,
    Reserved,
)
from platform_constructs.model.place import Place
from platform_constructs.model.route import Route

TODAY = date(2027, 1, 15)


def delegation(
    owner: str, to: str, prefix: str, *, accepted: bool = True, expires: date = date(2027, 6, 30), line: int = 90
) -> Delegation:
    """A delegation on the public host."""
    return Delegation(
        host="public",
        prefix=prefix,
        owner=owner,
        to=to,
        reason="agreed",
        expires=expires,
        accepted=accepted,
        place=Place("platform.toml", line),
    )


def organisation(
    claims: Mapping[str, Sequence[str]],
    *,
    delegations: Sequence[Delegation] = (),
    reserved: Sequence[str] = (),
    platform: str = "platform",
    half_accepted: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> Organisation:
    """
    An organisation whose domains claim these prefixes on the public host, at lines 10, 20, 30 ... of platform.toml.

    Delegations that are accepted get their acceptance; `half_accepted` adds others: domain -> (owner, prefix).
    """
    taken: dict[str, list[Acceptance]] = {name: [] for name in claims}
    halves = [(to, owner, prefix) for to, pairs in (half_accepted or {}).items() for owner, prefix in pairs]
    halves += [(one.to, one.owner, one.prefix) for one in delegations if one.accepted]
    for to, owner, prefix in halves:
        place = Place("platform.toml", 80)
        taken[to].append(Acceptance(host="public", prefix=prefix, owner=owner, place=place))
    domains = {
        name: Domain(
            name=name,
            title=name,
            owners=(f"{name}-leads",),
            contact=f"{name}@meridian.example",
            on_call=name,
            classification=Classification.INTERNAL,
            claims=tuple(
                Claim(host="public", prefix=prefix, place=Place("platform.toml", 10 * n + k))
                for k, prefix in enumerate(claims[name])
            ),
            accepts=tuple(taken[name]),
            event_source=f"meridian.{name}",
            scope_prefix=name,
            packs={"baseline": "~= 1.0"},
            platform=name == platform,
        )
        for n, name in enumerate(claims, start=1)
    }
    return Organisation(
        name="Meridian Connect",
        slug="meridian",
        problem_base="https://problems.meridian.example/",
        aws_provider=">= 5.100, < 7",
        identity=Identity(domain_prefix="meridian"),
        environments={
            "sandbox": Environment(
                name="sandbox",
                account="123456789012",
                region="eu-west-1",
                state=LocalState(kind="local"),
                default=True,
            )
        },
        hosts={
            "public": Host(
                name="public",
                audience=Audience.EXTERNAL,
                domain_name={"sandbox": "api.meridian.example"},
                zone={"sandbox": "meridian.example"},
            )
        },
        domains=domains,
        delegations=tuple(delegations),
        reserved=tuple(
            Reserved(prefix=prefix, reason="kept free", place=Place("platform.toml", 70)) for prefix in reserved
        ),
    )


def route(domain: str, what: str, *, stack: str = "", line: int = 5) -> Route:
    """A route of a domain's contract, written like `GET /ordering/v1/orders`."""
    method, path = what.split(" ")
    file = f"stacks/domains/{domain}/openapi.yaml"
    return Route("public", method, path, domain, stack or f"{domain}-public", "operation", Place(file, line))
