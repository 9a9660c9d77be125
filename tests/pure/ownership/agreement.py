"""
Hold the engine against the reference, world by world.

    python -m tests.pure.ownership.agreement CASES [PROCESSES]
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing import get_context

from platform_constructs.model.finding import Finding
from platform_constructs.model.route import Route
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.ownership.whoowns import who_owns
from tests.pure.ownership.generated import HOSTS, World, world
from tests.pure.ownership.reference import CONTESTED, PATHS, Path, Reference, answered, answers, chosen
from tests.pure.ownership.small_world import TODAY

_WITNESS = re.compile(r"([A-Z]+) https://(\w+)\.meridian\.example(/[^ ;]*)")
_OF_ROUTES = {"OWN-001", "OWN-002", "OWN-003", "OWN-004", "OWN-005", "OWN-006"}
_HOST_NAMED = {"api": "public", "internal": "internal"}
_ASKED = 12  # requests of each world that `who_owns` is asked about
_BATCH = 500


def disagreements(seed: int) -> list[str]:
    """Return what the engine says otherwise than the reference about one world."""
    made = world(seed)
    reference = Reference(made.organisation, TODAY)
    return [f"world {seed}: {one}" for one in _about(made, reference, random.Random(seed))]


def _about(made: World, reference: Reference, dice: random.Random) -> Iterator[str]:
    yield from _about_claims(made, reference)
    pairs = list(zip(made.routes, made.templates, strict=True))
    findings = check_routes(made.organisation, made.routes, today=TODAY)
    by_place: dict[str, list[Finding]] = {}
    for one in findings:
        if one.code in _OF_ROUTES:
            by_place.setdefault(str(one.at), []).append(one)
    sound = []
    for route, template in pairs:
        allowed = reference.route_codes(route, template)
        said = by_place.get(str(route.place), [])
        if {one.code for one in said} - allowed or len(said) != bool(allowed):
            yield f"{route.domain} {route.method} {template} on {route.host}: {sorted(allowed)}, not {said}"
        if not allowed:
            sound.append((route, template))
        for one in said:
            yield from _about_witness(one, route, template, reference, pairs)
    yield from _about_teams(sound, reference)
    yield from _about_apis(findings, pairs, sound, reference)
    yield from _about_requests(made, pairs, reference, dice)


def _about_claims(made: World, reference: Reference) -> Iterator[str]:
    expected = set(reference.claim_faults())
    found = set()
    for one in check_claims(made.organisation, today=TODAY):
        is_hole = one.code == "OWN-003" and one.level.name == "WARN"
        found.add((one.code, one.level.name, one.owner, 0 if is_hole else one.at.line))
        if one.code == "OWN-003":
            host, path = _witness(one)[1:]
            if reference.owner(host, path) != CONTESTED:
                yield f"the witness of {one} is not contested"
    if found != expected:
        yield f"claims: lacks {sorted(expected - found)}, has {sorted(found - expected)}"


def _witness(finding: Finding) -> tuple[str, str, Path]:
    match = _WITNESS.match(finding.got)
    if match is None:
        return "", "", ()
    method, name, path = match.groups()
    return method, _HOST_NAMED[name], tuple(text for text in path[1:].split("/") if text)


def _about_witness(
    one: Finding, route: Route, template: str, reference: Reference, pairs: Sequence[tuple[Route, str]]
) -> Iterator[str]:
    """A witness is answered by the route, and is not its domain's; a named rival answers it, too."""
    method, host, path = _witness(one)
    if host != route.host or route.method not in (method, "ANY") or not answers(template, path):
        yield f"{route.method} {template} does not answer the witness of {one}"
    owner = reference.owner(host, path)
    rival = re.search(r"; ([A-Z]+) \S+ at (\w+)\.yaml:(\d+)$", one.got)
    if rival is not None:
        [(other, its)] = [pair for pair in pairs if str(pair[0].place) == f"{rival[2]}.yaml:{rival[3]}"]
        if other.domain == route.domain or other.method not in (method, "ANY") or not answers(its, path):
            yield f"{other} does not answer the witness of {one}"
    elif one.code == "OWN-006":
        if not reference.is_reserved(path):
            yield f"the witness of {one} is not reserved"
    elif (owner in (None, route.domain)) is not (one.code == "OWN-001"):
        yield f"the witness of {one} is {owner}'s"


def _about_teams(sound: Sequence[tuple[Route, str]], reference: Reference) -> Iterator[str]:
    """No request is answered by two teams, but for the platform's catch-all."""
    for n, (route, template) in enumerate(sound):
        for other, its in sound[:n]:
            meet = route.host == other.host and (route.method == other.method or "ANY" in (route.method, other.method))
            teams = {route.domain, other.domain}
            if len(teams) > 1 and reference.platform not in teams and meet and answered(template) & answered(its):
                yield f"{route} and {other} meet"


def _about_apis(
    findings: Sequence[Finding],
    pairs: Sequence[tuple[Route, str]],
    sound: Sequence[tuple[Route, str]],
    reference: Reference,
) -> Iterator[str]:
    expected = Counter(("OWN-007", "WARN", stack) for stack in reference.unreached(pairs))
    expected += Counter(("OWN-008", "BLOCK", stack) for stack in reference.renamed(pairs))
    expected += Counter(reference.mapping_faults(sound))
    found = Counter((one.code, one.level.name, one.stack) for one in findings if one.code not in _OF_ROUTES)
    if found != expected:
        yield f"APIs: lacks {expected - found}, has {found - expected}"
    mounts = reference.mounts(sound)
    for one in findings:
        if one.code == "OWN-009":
            [(route, template)] = [pair for pair in pairs if pair[0].place == one.at]
            method, host, path = _witness(one)
            mine = mounts[route.domain, route.host, route.stack]
            served = reference.serving(host, path, mounts)
            if not answers(template, path) or route.method not in (method, "ANY") or served == mine:
                yield f"the witness of {one} is not answered elsewhere"


def _about_requests(
    made: World, pairs: Sequence[tuple[Route, str]], reference: Reference, dice: random.Random
) -> Iterator[str]:
    mounts = reference.mounts(pairs)
    for path in dice.sample(PATHS, _ASKED):
        host, method = dice.choice(HOSTS), dice.choice(("GET", "POST", "PATCH"))
        name = made.organisation.hosts[host].domain_name["sandbox"]
        url = f"https://{name}/{'/'.join(path)}"
        found = who_owns(made.organisation, made.routes, method, url, environment="sandbox", today=TODAY)
        owner = reference.owner(host, path)
        base = reference.serving(host, path, mounts)
        apis = [api for api, mount in mounts.items() if api[1] == host and mount in (base, None)]
        if len(apis) > 1:
            continue  # two APIs under one base path, or one under none: no rule says which answers
        route = chosen([pair for pair in pairs if _api(pair[0]) in apis], method, path)
        expected = (_status(reference, route, host, path), None if owner == CONTESTED else owner, route)
        if (str(found.status), found.domain, found.route) != expected:
            yield f"{method} {url}: {expected}, not {(str(found.status), found.domain, found.route)}"


def _api(route: Route) -> tuple[str, str, str]:
    return route.domain, route.host, route.stack


def _status(reference: Reference, route: Route | None, host: str, path: Path) -> str:
    owner = reference.owner(host, path)
    if reference.is_reserved(path):
        return "Reserved"
    if owner == CONTESTED:
        return "Conflicted"
    if owner is None:
        return "Orphaned"
    if route is None or route.domain == owner:
        return "Accepted"
    halves = [
        half
        for half in reference.halves
        if (half.host, half.giver, half.to) == (host, owner, route.domain) and path[: len(half.prefix)] == half.prefix
    ]
    if not halves:
        return "OutOfScope"
    narrowest = max(halves, key=lambda half: (len(half.prefix), half.line))
    return "Expired" if narrowest.code == "OWN-005" else "Unaccepted"


def _batch(start: int) -> list[str]:
    return [one for seed in range(start, start + _BATCH) for one in disagreements(seed)]


def main(cases: int, processes: int) -> int:
    """Compare so many worlds; return 1 if any is disagreed about."""
    started = time.monotonic()
    starts = range(0, cases, _BATCH)
    wrong = 0
    with get_context("spawn").Pool(processes) as pool:
        for found in pool.imap(_batch, starts):
            wrong += len(found)
            for line in found[: max(0, 20 - wrong + len(found))]:
                sys.stdout.write(f"{line}\n")
    done = len(starts) * _BATCH
    took = time.monotonic() - started
    sys.stdout.write(f"{done} worlds, {wrong} disagreements, {took:.0f} s in {processes} processes\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2))
