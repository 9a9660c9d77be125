"""
The law on paths by brute force: every request there is, one by one, against every rule of the registry.

It knows no tree and no language: a path is a tuple of segments, a set of requests is the bits of a number. Slow, and
simple enough to be believed. `agreement` holds the engine against it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

from platform_constructs.model.organisation import Organisation
from platform_constructs.model.route import Route

ALPHABET = ("a", "b", "x", "zz")
"""Segments of requests. Generated registries never name `zz`: it stands for all that nobody thought of."""
DEPTH = 4
PATHS = [path for depth in range(DEPTH + 1) for path in product(ALPHABET, repeat=depth)]
PATHS += [("ping", *path) for path in PATHS if len(path) < DEPTH]
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
CONTESTED = "*"
ALWAYS_RESERVED = (".well-known", "ping", "sping")

Path = tuple[str, ...]
Said = tuple[str, str, str, int]
"""A code, a level, who has to act, and the line it is at; 0 for any."""


def segments(prefix: str) -> Path:
    """Split a prefix in its one spelling."""
    return tuple(prefix[1:].split("/")) if prefix != "/" else ()


@cache
def _expression(template: str) -> re.Pattern[str]:
    parts = [re.escape(text) for text in re.split(r"(\{[^}]*\})", template)]
    texts = re.split(r"(\{[^}]*\})", template)
    for n, text in enumerate(texts):
        if text.startswith("{"):
            parts[n] = ".+" if text.endswith("+}") else "[^/]+"
    return re.compile("".join(parts))


def answers(template: str, path: Path) -> bool:
    """Whether a template answers a request path."""
    return _expression(template).fullmatch("/" + "/".join(path)) is not None


@cache
def answered(template: str) -> int:
    """Return the requests that a template answers, as bits."""
    return sum(1 << n for n, path in enumerate(PATHS) if answers(template, path))


@cache
def within(prefix: Path) -> int:
    """Return the requests at and below a prefix, as bits."""
    return sum(1 << n for n, path in enumerate(PATHS) if path[: len(prefix)] == prefix)


@dataclass(frozen=True)
class Hold:
    """A prefix that counts: a claim, or a delegation when there is a giver."""

    host: str
    prefix: Path
    domain: str
    giver: str
    line: int


@dataclass(frozen=True)
class Half:
    """A delegation that gives nothing, and why."""

    host: str
    prefix: Path
    giver: str
    to: str
    code: str
    line: int


class Reference:
    """What the registry's rules come to."""

    def __init__(self, organisation: Organisation, today: date) -> None:
        self.organisation, self.today = organisation, today
        self.platform = next(one.name for one in organisation.domains.values() if one.platform)
        self.reserved = [(text,) for text in ALWAYS_RESERVED] + [segments(one.prefix) for one in organisation.reserved]
        self.holds = self._claims()
        self.holds += self._gifts()
        self.halves = list(self._halves())
        self._owners: dict[tuple[str, Path], str | None] = {}
        self._ground: dict[str, dict[str | None, int]] = {}

    def is_reserved(self, path: Path) -> bool:
        return any(path[: len(one)] == one for one in self.reserved)

    def _is_void(self, domain: str, prefix: Path) -> bool:
        return (not prefix and domain != self.platform) or self.is_reserved(prefix)

    def _claims(self) -> list[Hold]:
        return [
            Hold(claim.host, segments(claim.prefix), name, "", claim.place.line)
            for name, domain in self.organisation.domains.items()
            for claim in domain.claims
            if not self._is_void(name, segments(claim.prefix))
        ]

    def _gifts(self) -> list[Hold]:
        """Take in what can be given until nothing more can."""
        standing = [
            Hold(one.host, segments(one.prefix), one.to, one.owner, one.place.line)
            for one in self.organisation.delegations
            if one.accepted and one.expires >= self.today and not self.is_reserved(segments(one.prefix))
        ]
        given: list[Hold] = []
        while more := [one for one in standing if one not in given and self._holds_more(one, [*self.holds, *given])]:
            given += more
        return given

    def _holds_more(self, gift: Hold, holds: Sequence[Hold]) -> bool:
        return any(
            (one.domain, one.host) == (gift.giver, gift.host)
            and len(one.prefix) < len(gift.prefix)
            and gift.prefix[: len(one.prefix)] == one.prefix
            for one in holds
        )

    def _halves(self) -> Iterator[Half]:
        offered = set()
        for one in self.organisation.delegations:
            offered.add((one.host, one.prefix, one.owner, one.to))
            if not one.accepted or one.expires < self.today:
                code = "OWN-005" if one.accepted else "OWN-004"
                yield Half(one.host, segments(one.prefix), one.owner, one.to, code, one.place.line)
        for name, domain in self.organisation.domains.items():
            for half in domain.accepts:
                if (half.host, half.prefix, half.owner, name) not in offered:
                    yield Half(half.host, segments(half.prefix), half.owner, name, "OWN-004", half.place.line)

    def owner(self, host: str, path: Path) -> str | None:
        """Return whose a path is: step by step down its segments. `CONTESTED` from where two contradict each other."""
        key = (host, path)
        if key not in self._owners:
            self._owners[key] = self._step(host, path)
        return self._owners[key]

    def _step(self, host: str, path: Path) -> str | None:
        who = self.owner(host, path[:-1]) if path else None
        if who == CONTESTED:
            return who
        here = [one for one in self.holds if (one.host, one.prefix) == (host, path)]
        if any(self._contradicted(one, here, who) for one in here):
            return CONTESTED
        for one in here:
            if not one.giver:
                who = one.domain
        gifts = [one.domain for one in here if one.giver == who]
        return gifts[0] if gifts else who

    def _is_leftover(self, host: str, path: Path) -> bool:
        """Whether nothing but the platform's claim of the whole host holds a path."""
        return all(one.prefix == () for one in self.holds if one.host == host and path[: len(one.prefix)] == one.prefix)

    def _contradicted(self, one: Hold, here: Sequence[Hold], above: str | None) -> bool:
        claimers = {other.domain for other in here if not other.giver}
        if not one.giver:
            return self._intrudes(one, above) or len(claimers) > 1
        holder = self._holder(here, above)
        receivers = {other.domain for other in here if other.giver == holder}
        return len(receivers) > 1 or (one.giver != holder and not self._is_idle(one, here, above))

    def _is_idle(self, one: Hold, here: Sequence[Hold], above: str | None) -> bool:
        """Whether somebody gives the owner what is its own already."""
        holder = self._holder(here, above)
        receivers: set[str | None] = {other.domain for other in here if other.giver == holder}
        return bool(one.giver) and one.giver != holder and (receivers or {holder}) == {one.domain}

    def _intrudes(self, claim: Hold, above: str | None) -> bool:
        if above is None or above == claim.domain:
            return False
        return not (above == self.platform and self._is_leftover(claim.host, claim.prefix[:-1]))

    def _holder(self, here: Sequence[Hold], above: str | None) -> str | None:
        claims = [one for one in here if not one.giver]
        sound = claims and len({one.domain for one in claims}) == 1 and not self._intrudes(claims[0], above)
        return claims[0].domain if sound else above

    # what is wrong with the registry

    def claim_faults(self) -> Iterator[Said]:
        for name, domain in self.organisation.domains.items():
            for claim in domain.claims:
                prefix = segments(claim.prefix)
                if self._is_void(name, prefix):
                    yield ("OWN-006" if prefix else "OWN-010", "BLOCK", name, claim.place.line)
        yield from self._contradictions()
        for one in self.organisation.delegations:
            code = self._baseless(Hold(one.host, segments(one.prefix), one.to, one.owner, one.place.line))
            if code:
                yield (code, "BLOCK", one.owner, one.place.line)
        for half in self.halves:
            yield (half.code, "WARN", half.to, half.line)

    def _contradictions(self) -> Iterator[Said]:
        at: dict[tuple[str, Path], list[Hold]] = defaultdict(list)
        for one in self.holds:
            at[one.host, one.prefix].append(one)
        for (host, prefix), here in at.items():
            above = self.owner(host, prefix[:-1]) if prefix else None
            if above == CONTESTED:
                continue
            said: set[tuple[str, str]] = set()
            for one in sorted(here, key=lambda one: one.line):
                if self._contradicted(one, here, above):
                    yield ("OWN-003", "BLOCK", one.giver or one.domain, one.line)
                    if above is not None and self._cuts_a_hole(one, here, above):
                        yield ("OWN-003", "WARN", above, 0)
                elif self._is_idle(one, here, above):
                    yield ("OWN-002", "BLOCK", one.giver, one.line)
                elif (one.domain, one.giver) in said:
                    yield ("OWN-007", "WARN", one.giver or one.domain, one.line)
                said.add((one.domain, one.giver))

    def _cuts_a_hole(self, one: Hold, here: Sequence[Hold], above: str) -> bool:
        """Whether somebody takes from the owner above, and from nobody at the prefix itself."""
        if not one.giver:
            return self._intrudes(one, above)
        is_rightful = any(other.giver == above for other in here)
        return (
            one.giver != above
            and self._holder(here, above) == above
            and not is_rightful
            and not (any(not other.giver and other.domain == above for other in here))
        )

    def _baseless(self, one: Hold) -> str:
        if self.is_reserved(one.prefix):
            return "OWN-006"
        if self._holds_more(one, self.holds):
            return ""
        at_it = any((two.host, two.prefix, two.domain) == (one.host, one.prefix, one.giver) for two in self.holds)
        return "OWN-002" if at_it or self.owner(one.host, one.prefix) is not None else "OWN-001"

    # what is wrong with a route

    def ground(self, host: str) -> dict[str | None, int]:
        """Return every request of a host by its owner, as bits."""
        if host not in self._ground:
            found: dict[str | None, int] = defaultdict(int)
            for n, path in enumerate(PATHS):
                found[self.owner(host, path)] |= 1 << n
            self._ground[host] = found
        return self._ground[host]

    def route_codes(self, route: Route, template: str) -> set[str]:
        """Return the codes that may be said of a route: nothing at all when its domain may declare it."""
        requests, general = answered(template), _general(template)
        reserved = requests & sum_bits(within(one) for one in self.reserved)
        if reserved == requests:
            return {"OWN-006"}
        owner, ground = self.owner(route.host, general), self.ground(route.host)
        others = any(requests & bits for who, bits in ground.items() if who not in (None, route.domain))
        if owner == CONTESTED:
            return {"OWN-003"}
        if owner is None:
            return {"OWN-003"} if others else {"OWN-001"}
        if owner != route.domain:
            lacking = {
                half.code
                for half in self.halves
                if (half.giver, half.to, half.host) == (owner, route.domain, route.host)
                and requests & within(half.prefix) == requests
            }
            return lacking or {"OWN-002"}
        if route.domain == self.platform and re.match(r"/\{[^}]*\+\}", template):
            return set()
        if reserved:
            return {"OWN-006"}
        return {"OWN-003"} if others else set()

    # what API gateways do with the routes

    def mounts(self, routes: Iterable[tuple[Route, str]]) -> dict[tuple[str, str, str], Path | None]:
        """Return where each API is mounted: the longest prefix its domain holds that holds all its requests."""
        asked: dict[tuple[str, str, str], int] = defaultdict(int)
        for route, template in routes:
            asked[route.domain, route.host, route.stack] |= answered(template)
        return {
            api: max(
                (
                    one.prefix
                    for one in self.holds
                    if (one.domain, one.host) == api[:2] and requests & within(one.prefix) == requests
                ),
                key=len,
                default=None,
            )
            for api, requests in asked.items()
        }

    def serving(self, host: str, path: Path, mounts: Mapping[tuple[str, str, str], Path | None]) -> Path | None:
        """Return the longest base path of a host that a request lies below."""
        bases = (base for api, base in mounts.items() if api[1] == host and base is not None)
        return max((base for base in bases if path[: len(base)] == base), key=len, default=None)

    def mapping_faults(self, sound: Sequence[tuple[Route, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield code, level and stack of what mappings do to sound routes."""
        mounts = self.mounts(sound)
        at: dict[tuple[str, Path], list[str]] = defaultdict(list)
        for api, base in mounts.items():
            if base is not None:
                at[api[1], base].append(api[2])
        for stacks in at.values():
            yield from (("OWN-011", "BLOCK", stack) for stack in sorted(stacks)[1:])
        for route, template in sound:
            mine = mounts[route.domain, route.host, route.stack]
            if mine is None:
                continue
            paths = [path for n, path in enumerate(PATHS) if answered(template) >> n & 1]
            elsewhere = {base for path in paths if (base := self.serving(route.host, path, mounts)) != mine}
            if self.serving(route.host, _general(template), mounts) != mine:
                yield ("OWN-009", "BLOCK", route.stack)
            elif mine:
                yield from (("OWN-009", "WARN", route.stack) for _ in elsewhere)

    def unreached(self, routes: Sequence[tuple[Route, str]]) -> Iterator[str]:
        """Yield a stack for each route that no request of its API reaches."""
        apis: dict[tuple[str, str], list[tuple[Route, str]]] = defaultdict(list)
        for route, template in routes:
            apis[route.host, route.stack].append((route, template))
        for (_, stack), mine in apis.items():
            if len(mine) < 2:
                continue
            # a greedy variable beside another is refused for that: only another greedy one can make it unreached
            greedy = [pair for pair in mine if pair[1].endswith("+}")]
            reached = _reached(mine) | _reached(greedy)
            yield from (stack for route, _ in mine if id(route) not in reached)

    def renamed(self, routes: Sequence[tuple[Route, str]]) -> Iterator[str]:
        """Yield a stack for each name too many that a variable of its API has."""
        names: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for route, template in routes:
            parts = segments(template)
            for n, text in enumerate(parts):
                if text.startswith("{"):
                    above = "/".join("{}" if one.startswith("{") else one for one in parts[:n])
                    names[route.host, route.stack, above].add(text)
        for (_, stack, _), named in names.items():
            yield from (stack for _ in range(len(named) - 1))


def _reached(api: Sequence[tuple[Route, str]]) -> set[int]:
    """Return the routes of an API that are chosen for some request, by their identity."""
    bits = [answered(template) for _, template in api]
    alike = {tuple(bit >> n & 1 for bit in bits) for n in range(len(PATHS))}  # requests that the same ones answer
    asked = [[pair for pair, is_asked in zip(api, one, strict=True) if is_asked] for one in alike]
    return {id(_preferred(one, method)) for one in asked for method in METHODS}


def chosen(routes: Iterable[tuple[Route, str]], method: str, path: Path) -> Route | None:
    """Choose a route of one API as API Gateway does: the narrowest path level by level, then its own method."""
    return _preferred([pair for pair in routes if answers(pair[1], path)], method)


def _preferred(matching: Sequence[tuple[Route, str]], method: str) -> Route | None:
    narrowest = min((_widths(template) for _, template in matching), default=[])
    rivals = [one for one, its in matching if _widths(its) == narrowest and one.method in (method, "ANY")]
    return min(rivals, key=lambda one: (one.method == "ANY", one.path, one.place.line), default=None)


@cache
def _widths(template: str) -> list[int]:
    return [2 if text.endswith("+}") else 1 if text.startswith("{") else 0 for text in segments(template)]


def _general(template: str) -> Path:
    """Return a request whose variables are what nobody thought of."""
    return tuple("zz" if text.startswith("{") else text for text in segments(template))


def sum_bits(sets: Iterable[int]) -> int:
    """Return the requests that are in any of these sets."""
    found = 0
    for bits in sets:
        found |= bits
    return found
