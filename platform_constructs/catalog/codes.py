"""
What the findings and errors of the catalogue mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "CAT-010": (
        "An API's manifest is a JSON object, as `paved synth` writes it to manifests/STACK.json: no key twice, no deep "
        "nesting, at most 16 MiB. Anything else is not read further."
    ),
    "CAT-011": (
        "A manifest says which format it has, and this one has another than the installed version reads. Write it "
        "anew, or install the version of platform-constructs that wrote it."
    ),
    "CAT-012": (
        "A value of a manifest is not what its format allows, a key is missing, or one is there that the format does "
        "not know. docs/reference/api-manifest.schema.json has every key and what it allows."
    ),
    "CAT-013": (
        "A manifest says one thing in one place and another in a second: a scope's operations are those that ask for "
        "it, a route asks for scopes or is open, and the environment it was built for has one address. What is made "
        "from it would depend on which place was read."
    ),
    "CAT-014": (
        "Of one stack in one environment there is one API, so there is one manifest. Of two, nobody could say which "
        "one is deployed."
    ),
    "QUOTA-001": (
        "What the stacks write is more than AWS allows in something they share, so deploying it would fail halfway. "
        "`paved quotas` shows who uses how much, and where AWS says so. Where AWS raises a quota, the registry's "
        "[quotas] says what it granted; that number is then the limit."
    ),
    "QUOTA-002": (
        "More than 80 per cent of a quota is used. Whoever comes next may not get in, and AWS takes days to raise a "
        "quota, so ask in time. `paved quotas` shows who uses how much."
    ),
    "ROUTE-001": (
        "A route map is a JSON object, as `paved synth` writes it to routes.json: no key twice, no deep nesting, at "
        "most 128 MiB. Anything else is not read further."
    ),
    "ROUTE-002": (
        "A route map says which format it has, and this one has another than the installed version reads. Write it "
        "anew, or install the version of platform-constructs that wrote it."
    ),
    "ROUTE-003": (
        "A value of a route map is not what its format allows, a key is missing, or one is there that the format does "
        "not know. docs/reference/route-map.schema.json has every key and what it allows."
    ),
    "ROUTE-004": (
        "A route map tells each method on each path of a host once, and each stack once. Of two, nobody could say "
        "which one answers."
    ),
    "ROUTE-005": (
        "Each route of a route map names one of the map's stacks, and says the same of its domain, host and mapping. "
        "Hosts and user pools elsewhere are made from the stacks, so the two must agree."
    ),
}
