"""
Small worlds to quarrel in, made from a number: registries in which everything contradicts everything.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from platform_constructs.model.host import Host
from platform_constructs.model.organisation import Acceptance, Claim, Delegation, Organisation, Reserved
from platform_constructs.model.place import Place
from platform_constructs.model.route import Route
from tests.pure.ownership.small_world import TODAY, organisation

HOSTS = ("public", "internal")
DOMAINS = ("one", "two", "three", "platform")
NAMES = ("a", "b", "x")


@dataclass(frozen=True)
class World:
    """
    A world.

    Attributes:
        organisation: The registry; each entry stands on a line of its own.
        routes: Routes, some in odd spellings.
        templates: Their paths in the one spelling.
    """

    organisation: Organisation
    routes: tuple[Route, ...]
    templates: tuple[str, ...]


def world(seed: int) -> World:
    """Make a world from a number, always the same one."""
    dice = random.Random(seed)
    lines = iter(range(1, 1_000))

    def prefix(shortest: int = 1, longest: int = 3) -> str:
        return "/" + "/".join(dice.choice(NAMES) for _ in range(dice.randint(shortest, longest)))

    def place() -> Place:
        return Place("platform.toml", next(lines))

    host = HOSTS[: dice.choice((1, 1, 2))]
    claims: dict[str, list[Claim]] = {name: [] for name in DOMAINS}
    for name in DOMAINS:
        for _ in range(dice.choice((0, 1, 1, 2, 3))):
            text = prefix(longest=2) if dice.random() < 0.9 else dice.choice(("/", "/ping", "/ping/a", prefix(3)))
            claims[name].append(Claim(host=dice.choice(host), prefix=text, place=place()))
    if dice.random() < 0.4:
        claims["platform"].insert(0, Claim(host="public", prefix="/", place=place()))
    delegations, accepts = _handshakes(dice, host, claims, place, prefix)
    reserved = tuple(Reserved(prefix=prefix(), reason="kept free", place=place()) for _ in range(dice.random() < 0.2))
    domains = {
        name: domain.model_copy(update={"claims": tuple(claims[name]), "accepts": tuple(accepts[name])})
        for name, domain in _blank().domains.items()
    }
    names = list(domains)
    dice.shuffle(names)
    registry = _blank().model_copy(
        update={"domains": {n: domains[n] for n in names}, "delegations": tuple(delegations), "reserved": reserved}
    )
    routes, templates = _routes(dice, host, claims, delegations)
    return World(registry, tuple(routes), tuple(templates))


def _handshakes(dice, host, claims, place, prefix):
    delegations: list[Delegation] = []
    accepts: dict[str, list[Acceptance]] = {name: [] for name in DOMAINS}
    for _ in range(dice.choice((0, 0, 1, 2, 3, 4))):
        giver, to = dice.sample(DOMAINS, 2)
        where, text = dice.choice(host), prefix()
        held = [(one.host, one.prefix) for one in claims[giver]]
        held += [(one.host, one.prefix) for one in delegations if one.to == giver]
        if held and dice.random() < 0.8:  # mostly a part of what the giver has
            where, above = dice.choice(held)
            text = above.rstrip("/") + prefix(longest=2) if dice.random() < 0.9 else above
        if text.count("/") > 3:
            continue
        accepted = dice.random() < 0.8
        expires = TODAY + timedelta(days=dice.choice((0, 1, 99, 99, -1)))
        delegations.append(
            Delegation(
                host=where,
                prefix=text,
                owner=giver,
                to=to,
                reason="agreed",
                expires=expires,
                accepted=accepted,
                place=place(),
            )
        )
        if accepted and not any((one.host, one.prefix, one.owner) == (where, text, giver) for one in accepts[to]):
            accepts[to].append(Acceptance(host=where, prefix=text, owner=giver, place=place()))
    if dice.random() < 0.15:
        giver, to = dice.sample(DOMAINS, 2)
        half = Acceptance(host="public", prefix=prefix(), owner=giver, place=place())
        same = (half.host, half.prefix, half.owner)
        if not any((one.host, one.prefix, one.owner, one.to) == (*same, to) for one in delegations):
            accepts[to].append(half)
    return delegations, accepts


def _routes(dice, host, claims, delegations):
    routes, templates = [], []
    domains = dice.sample(DOMAINS, dice.randint(1, 4))
    for n in range(dice.randint(0, 8)):
        domain = dice.choice(domains)
        held = [(one.host, one.prefix) for one in claims[domain]]
        held += [(one.host, one.prefix) for one in delegations if one.to == domain]
        where, start = dice.choice(host), "/"
        if held and dice.random() < 0.75:
            where, start = dice.choice(held)
        template = _template(dice, start)
        methods = [dice.choice(("GET", "GET", "POST", "ANY"))]
        if dice.random() < 0.03:
            methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
        stack = f"{domain}{dice.choice(('', '', '-other'))}-public"
        for m, method in enumerate(methods):
            at = Place(f"{domain}.yaml", 10 * n + m + 1)
            routes.append(Route(where, method, _spelt(dice, template), domain, stack, "operation", at))
            templates.append(template)
    return routes, templates


def _template(dice: random.Random, start: str) -> str:
    parts = [text for text in start.split("/") if text]
    if parts and dice.random() < 0.15:
        parts[dice.randrange(len(parts))] = dice.choice(("{p}", "{q}"))
    more = dice.randint(0, 3 - len(parts)) if len(parts) < 3 else 0
    parts += [dice.choice((*NAMES, "{p}", "{p}", "{q}")) for _ in range(more)]
    if len(parts) < 4 and dice.random() < 0.2:
        parts.append("{rest+}")
    return "/" + "/".join(parts)


def _spelt(dice: random.Random, template: str) -> str:
    """Write a path oddly, now and then: it stays the same path."""
    if dice.random() < 0.9:
        return template
    odd = (
        template.replace("/a", "/%61"),
        template.replace("/", "//"),
        template + "/",
        template.replace("/b", "/./b"),
        "/x/.." + template,
        template.replace("/x", "/%7A/%2e%2E/x"),
    )
    return dice.choice(odd)


@cache
def _blank() -> Organisation:
    empty = organisation({name: [] for name in DOMAINS})
    public = empty.hosts["public"]
    internal = Host(
        name="internal",
        audience=public.audience,
        domain_name={"sandbox": "internal.meridian.example"},
        zone={"sandbox": "meridian.example"},
    )
    return empty.model_copy(update={"hosts": {"internal": internal, "public": public}})
