"""
How long the ownership check takes: 1,000 domains, 100,000 routes, and half and double as many to see how it grows.

    python benchmarks/ownership.py [repeats]
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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
        paths = []
        for m in range(each // 4):
            paths += [f"/domain-{n}/v1/things-{m}", f"/domain-{n}/v1/things-{m}/{{thingId}}/parts/{{partId}}"]
        for path in paths:
            for method in ("GET", "POST"):
                found.append(Route("public", method, path, f"domain-{n}", f"domain-{n}-public", "operation", place))
    return found


def measured(label: str, repeats: int, run, count: int) -> None:
    times, result = [], None
    for _ in range(repeats):
        start = time.process_time()
        result = run()
        times.append(time.process_time() - start)
    median = statistics.median(times)
    print(f"{label:55} {median:7.3f} s  (min {min(times):.3f}, max {max(times):.3f}, n={repeats})  {count} findings: {len(result)}")


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for domains, each in ((500, 100), (1_000, 100), (2_000, 100)):
        text = registry_text(domains)
        start = time.process_time()
        organisation = read_registry(text)
        print(f"{domains} domains: reading {len(text)} characters of registry took {time.process_time() - start:.2f} s")
        given = routes(domains, each)
        measured(f"  check_claims, {domains} domains", repeats, lambda o=organisation: check_claims(o, today=TODAY), domains)
        measured(
            f"  check_routes, {domains} domains, {len(given)} routes",
            repeats,
            lambda o=organisation, g=given: check_routes(o, g, today=TODAY),
            len(given),
        )
        stolen = [
            Route(r.host, r.method, r.path, f"domain-{(n + 1) % domains}", r.stack, r.operation, r.place)
            for n, r in enumerate(given)
        ]
        measured(
            "  check_routes, every route another's", 1, lambda o=organisation, g=stolen: check_routes(o, g, today=TODAY), len(given)
        )


if __name__ == "__main__":
    main()
