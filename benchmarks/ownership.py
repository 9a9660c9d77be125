"""
How long the ownership check takes on one core: 100 to 1,000 domains with 100 routes each, how it grows, and how long
comparing all pairs takes where that can be done at all.

    python benchmarks/ownership.py [repeats]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.model.route import Route
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.ownership.overlap import methods_meet
from platform_constructs.ownership.paths import below, covers, intersect, parse
from platform_constructs.registry.read import read_registry

TODAY = date(2027, 1, 1)
LARGEST_NAIVE = 2_000  # routes: their number squared takes half a minute


def registry_text(domains: int) -> str:
    head = """
[organisation]
name = "Benchmark"
slug = "benchmark"
problem_base = "https://problems.meridian.example/"
aws_provider = ">= 5.100, < 7"
[identity]
domain_prefix = "benchmark"
[environments.sandbox]
account = "123456789012"
region = "eu-west-1"
state = { kind = "local" }
default = true
[hosts.public]
audience = "external"
domain_name = { sandbox = "api.meridian.example" }
zone = { sandbox = "meridian.example" }
"""
    return head + "".join(
        f"""
[domains.domain-{n}]
title = "Domain {n}"
owners = ["team-{n}"]
contact = "team-{n}@meridian.example"
on_call = "pager: {n}"
classification = "internal"
paths = [{{ host = "public", prefix = "/domain-{n}" }}]
event_source = "benchmark.domain{n}"
scope_prefix = "domain-{n}"
packs = {{ baseline = "~= 1.0" }}
{"platform = true" if n == 0 else ""}
"""
        for n in range(domains)
    )


def routes(domains: int, each: int) -> list[Route]:
    """Lists, items, their parts and actions, as contracts have them; two methods for most paths."""
    found = []
    for n in range(domains):
        place = Place(f"stacks/domains/domain-{n}/openapi.yaml", 10)
        things = [f"/domain-{n}/v1/things-{m}" for m in range(each // 4)]
        paths = [path for thing in things for path in (thing, f"{thing}/{{thingId}}/parts/{{partId}}")]
        found += [
            Route("public", method, path, f"domain-{n}", f"domain-{n}-public", "operation", place)
            for path in paths
            for method in ("GET", "POST")
        ]
    return found


def naive(world: Organisation, given: list[Route]) -> set[str]:
    """Compare each route with each claim, and with each other route of another domain; return the paths at fault."""
    claims = [(one.host, below(one.prefix), domain.name) for domain in world.domains.values() for one in domain.claims]
    patterns = [(route, parse(route.path)) for route in given]
    wrong = set()
    for route, pattern in patterns:
        mine = [language for host, language, name in claims if (host, name) == (route.host, route.domain)]
        if not any(covers(language, pattern) for language in mine):
            wrong.add(route.path)
        if any(intersect(pattern, language) for _, language, name in claims if name != route.domain):
            wrong.add(route.path)
    for (route, pattern), (other, its) in combinations(patterns, 2):
        if route.domain != other.domain and methods_meet(route.method, other.method) and intersect(pattern, its):
            wrong.add(route.path)
    return wrong


def timed(run: Callable[[], object], repeats: int) -> tuple[float, str]:
    """Return the median of the seconds of CPU time that a run takes, and how the runs differed."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return statistics.median(times), f"min {min(times):.3f}, max {max(times):.3f}, n={repeats}"


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    each: dict[int, float] = {}
    for domains in (20, 100, 300, 1_000):
        text = registry_text(domains)
        start = time.process_time()
        world = read_registry(text)
        reading = time.process_time() - start
        given = routes(domains, 100)
        # every hundredth is somebody else's
        stolen = [replace(one, path=f"{one.path}-stolen", domain="domain-0") for one in given[::100]]
        mixed = [*given, *stolen]
        print(f"{domains} domains, {len(given)} routes (reading the registry: {reading:.2f} s)")
        took, spread = timed(partial(check_claims, world, today=TODAY), repeats)
        print(f"  claims            {took:8.3f} s  ({spread})")
        took, spread = timed(partial(check_routes, world, given, today=TODAY), repeats)
        each[len(given)] = took / len(given)
        print(f"  routes            {took:8.3f} s  ({spread}), {took / len(given) * 1e6:.2f} us for each")
        took, spread = timed(partial(check_routes, world, mixed, today=TODAY), repeats)
        found = {one.what.split()[0] for one in check_routes(world, mixed, today=TODAY)}
        print(f"  and 1 % stolen    {took:8.3f} s  ({spread}), {len(found)} found")
        if len(given) <= LARGEST_NAIVE:
            took, spread = timed(partial(naive, world, mixed), 1)
            agree = "the same" if naive(world, mixed) == found else "NOT the same"
            print(f"  all pairs         {took:8.3f} s  ({spread}), finds {agree}")
    print(f"time for each route, 100,000 to 10,000: {each[100_000] / each[10_000]:.2f} times")


if __name__ == "__main__":
    main()
