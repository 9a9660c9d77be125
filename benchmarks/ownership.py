"""
How long the ownership check takes: 1,000 domains, 100,000 routes, and half and double as many to see how it grows.

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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.route import Route
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.registry.read import read_registry

TODAY = date(2027, 1, 1)


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


def measured(label: str, repeats: int, run: Callable[[], tuple[Finding, ...]]) -> None:
    times: list[float] = []
    findings: tuple[Finding, ...] = ()
    for _ in range(repeats):
        start = time.process_time()
        findings = run()
        times.append(time.process_time() - start)
    spread = f"min {min(times):.3f}, max {max(times):.3f}, n={repeats}"
    print(f"  {label:42} median {statistics.median(times):6.3f} s  ({spread})  {len(findings)} findings")


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for domains in (500, 1_000, 2_000):
        text = registry_text(domains)
        start = time.process_time()
        world = read_registry(text)
        took = time.process_time() - start
        given = routes(domains, 100)
        print(f"{domains} domains, {len(given)} routes; reading the registry's {len(text)} characters: {took:.2f} s")
        stolen = [replace(one, domain=f"domain-{(n + 1) % domains}") for n, one in enumerate(given)]
        measured("check_claims", repeats, partial(check_claims, world, today=TODAY))
        measured("check_routes, all in order", repeats, partial(check_routes, world, given, today=TODAY))
        measured("check_routes, nearly all somebody else's", repeats, partial(check_routes, world, stolen, today=TODAY))


if __name__ == "__main__":
    main()
