"""
Whose a request is: the chain of claims above it, and the route that answers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from platform_constructs.errors import DeclarationError
from platform_constructs.model.organisation import Organisation, Reserved
from platform_constructs.model.route import Route
from platform_constructs.ownership.declared import by_api
from platform_constructs.ownership.ground import Dormant, Ground
from platform_constructs.ownership.holdings import Holding
from platform_constructs.ownership.mappings import Mappings
from platform_constructs.ownership.overlap import methods_meet, route_order
from platform_constructs.ownership.paths import Greedy, Literal, Param, Pattern, concrete, matches
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.titles import settle
from platform_constructs.ownership.tree import PrefixTree

__all__ = ["Ownership", "who_owns"]


@dataclass(frozen=True, slots=True)
class Ownership:
    """
    Whose a request is.

    Attributes:
        method: Upper case.
        host: The host's key; empty when no host of the environment has that name.
        path: Normalised.
        status: `Accepted`: one domain holds the path. `Orphaned`: none does. `Reserved`: none may. `Conflicted`: two
            claim it. `OutOfScope`: one holds it, and the route that answers is another's. `Unaccepted`, `Expired`: the
            answering route relies on a delegation that does not hold.
        chain: The holdings above the path, the widest first; a delegation follows the claim it was cut from.
        domain: Whose the path is; None when nobody's, or contested.
        route: The route that answers; None when none does.
        mount: The base path of the answering API; None without a route or mount.
        reserved: The reserved prefix that the path lies in.
        dormant: Delegations over this path that do not hold.
        nearest: When nobody holds the path: the claim on this host that shares the most segments with it.
    """

    method: str
    host: str
    path: str
    status: Status
    chain: tuple[Holding, ...] = ()
    domain: str | None = None
    route: Route | None = None
    mount: str | None = None
    reserved: Reserved | None = None
    dormant: tuple[Dormant, ...] = ()
    nearest: Holding | None = None


def who_owns(
    organisation: Organisation, routes: Iterable[Route], method: str, url: str, *, environment: str, today: date
) -> Ownership:
    """
    Answer whose a request is, offline.

    Args:
        organisation: The registry.
        routes: Every route there is.
        method: Such as `GET`; any case.
        url: With a host name of the environment; or a path alone, which is looked up on the first host that claims it,
            external hosts first.
        environment: The environment's name.
        today: The day that delegations must hold on.

    Raises:
        DeclarationError: when the URL is none.
    """
    name, raw = _split(url)
    ground = Ground(organisation, today=today)
    verb, path = method.upper(), concrete(raw)
    pattern: Pattern = tuple(Literal(text) for text in path)
    host = _host_named(organisation, name, environment) if name else _host_claiming(ground, pattern)
    spelt = "/" + "/".join(path)
    reserved = ground.reserved.home(pattern)[0].fact
    if not host:
        return Ownership(verb, "", spelt, Status.RESERVED if reserved else Status.ORPHANED, reserved=reserved)
    chain = tuple(ground.held.get(host, PrefixTree()).above(pattern))
    dormant = tuple(ground.dormant[host].above(pattern)) if host in ground.dormant else ()
    title = settle(chain, ground.platform)
    domain = title.owner.domain if title.owner else None
    route, mount = _answering(ground, routes, host, verb, path)
    if reserved is not None:
        status = Status.RESERVED
    elif title.contest is not None:
        status = Status.CONFLICTED
    elif domain is None:
        status = Status.ORPHANED
    elif route is not None and route.domain != domain:
        status = _relied_on(route, domain, dormant) or Status.OUT_OF_SCOPE
    else:
        status = Status.ACCEPTED
    nearest = None if chain else _nearest(organisation, ground, host, path)
    return Ownership(verb, host, spelt, status, chain, domain, route, mount, reserved, dormant, nearest)


def _split(url: str) -> tuple[str, str]:
    """Return the host name, empty for a path alone, and the path."""
    try:
        parts = urlsplit(url)
        name = (parts.hostname or "").rstrip(".")
    except ValueError:
        parts, name = urlsplit(""), ""
    is_path = url.startswith("/") and not url.startswith("//")
    if not is_path and (parts.scheme not in ("https", "http") or not name):
        raise DeclarationError(
            "OWN-012",
            "this is no URL",
            at="the command line",
            got=url,
            fix="write it like https://api.example.com/ordering/v1/orders/42, or the path alone",
        )
    return ("", url.partition("?")[0].partition("#")[0]) if is_path else (name, parts.path)


def _host_named(organisation: Organisation, name: str, environment: str) -> str:
    names = ((one.domain_name.get(environment), key) for key, one in sorted(organisation.hosts.items()))
    return next((key for host_name, key in names if host_name == name), "")


def _host_claiming(ground: Ground, pattern: Pattern) -> str:
    hosts = sorted(ground.organisation.hosts.values(), key=lambda one: (one.audience.value, one.name))
    claiming = (one.name for one in hosts if one.name in ground.held and ground.held[one.name].above(pattern))
    return next(claiming, hosts[0].name if hosts else "")


def _relied_on(route: Route, owner: str, dormant: Sequence[Dormant]) -> Status | None:
    """Return what is wrong with the owner's delegation that the answering route relies on, if it does on one."""
    return next((one.status for one in reversed(dormant) if (one.owner, one.to) == (owner, route.domain)), None)


def _answering(
    ground: Ground, routes: Iterable[Route], host: str, method: str, path: tuple[str, ...]
) -> tuple[Route | None, str | None]:
    """Choose as API Gateway does: the API with the longest base path, then the most specific path, then the method."""
    apis = dict(by_api(route for route in routes if route.host == host))
    mappings = Mappings(ground)
    for api, paths in apis.items():
        mappings.add(api, paths)
    mounts = mappings.mounts
    above = [(api, mount) for api, mount in mounts.items() if path[: len(mount.segments)] == mount.segments]
    longest = max((len(mount.segments) for _, mount in above), default=-1)
    chosen = [api for api, mount in above if len(mount.segments) == longest]
    chosen += [api for api in apis if api not in mounts]  # answers nothing once deployed, but somebody declares it
    matching = [
        (route, pattern) for api in chosen for pattern, same in apis[api] if matches(pattern, path) for route in same
    ]
    best = min((_breadth(pattern) for _, pattern in matching), default=())
    rivals = [route for route, pattern in matching if _breadth(pattern) == best and methods_meet(route.method, method)]
    answer = min(rivals, key=lambda one: (one.method == "ANY", route_order(one)), default=None)
    if answer is None:
        return None, None
    mount = mounts.get((answer.domain, answer.host, answer.stack))
    return answer, mount.prefix if mount else None


def _breadth(pattern: Pattern) -> tuple[int, ...]:
    """Return how much each segment takes: API Gateway prefers the narrower, level by level."""
    width = {Literal: 0, Param: 1, Greedy: 2}
    return tuple(width.get(type(segment), 3) for segment in pattern)


def _nearest(organisation: Organisation, ground: Ground, host: str, path: tuple[str, ...]) -> Holding | None:
    claims = [one for _, here in ground.held[host].each() for one in here] if host in ground.held else []
    shared = [(_shared(claim.segments, path), claim) for claim in claims]
    best = max((count for count, _ in shared), default=0)
    return min(
        (one for count, one in shared if count == best > 0), key=lambda one: (one.prefix, one.domain), default=None
    )


def _shared(prefix: tuple[str, ...], path: tuple[str, ...]) -> int:
    """Count equal segments from the start, in tenths; a first segment that begins alike counts a little."""
    count = 0
    for one, other in zip(prefix, path, strict=False):
        if one != other:
            return count * 10 + (1 if one[:3].casefold() == other[:3].casefold() else 0)
        count += 1
    return count * 10
