"""
What the ownership findings mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "OWN-001": (
        "Orphaned: no domain claims this path. The registry, platform.toml, says who owns which prefix on which host, "
        "and what nobody owns nobody may declare. Move the path under your own claim, or ask the platform team for one."
    ),
    "OWN-002": (
        "OutOfScope: the path, or the delegated prefix, belongs to another domain. Requests to it would be answered by "
        "whoever deploys last. Move it under your own claim, or have its owner delegate a part of theirs to you, which "
        "you then accept: both halves stand in platform.toml."
    ),
    "OWN-003": (
        "Conflicted: two domains would answer the same request; the message shows one. Between domains nothing is "
        "decided by age, name or order. Claims may not overlap except by delegation, and a wildcard may not reach into "
        "another's prefix: list the paths you serve, or agree on a delegation."
    ),
    "OWN-004": (
        "Unaccepted: a delegation takes two, the owner's [[delegations]] entry and the receiver's `accepts` entry, "
        "with the same host and prefix. One half alone gives nobody anything. The message says which half is missing."
    ),
    "OWN-005": (
        "Expired: the delegation's last day has passed, so the path is its owner's again. Renew it in platform.toml "
        "with a new reason and date, or remove the delegation, its acceptance and the routes that rely on it."
    ),
    "OWN-006": (
        "Reserved: nobody may declare this path. API Gateway answers /ping and /sping itself on a custom domain, "
        "/.well-known belongs to the host as a whole (RFC 8615), and the registry reserves further prefixes, each with "
        "its reason."
    ),
    "OWN-007": (
        "Shadowed: this route can never be reached, because another of the same API answers each of its requests; or a "
        "claim stands in the registry twice. Nothing breaks, so it is a warning. Remove the one that is not meant."
    ),
    "OWN-008": (
        "ParameterNameClash: one API has two variables at one level, such as /x/{id} beside /x/{orderId}/lines. API "
        "Gateway allows one variable for each level and refuses the import. Use one name throughout."
    ),
    "OWN-009": (
        "HiddenByMapping: API Gateway first picks the API with the longest matching base path and never looks back. "
        "This route lies below another API's base path, so that API would answer, mostly with an error. Declare it "
        "there, or move one of them."
    ),
    "OWN-010": (
        "CatchAll: a claim of / holds every path that has no owner yet, so every later claim would cut into it. Only "
        "the platform's own domain may hold it. Claim the prefix you need."
    ),
    "OWN-011": (
        "MappingTaken: two APIs would be mounted under one base path of one host, and a base path leads to one API "
        "only. Give one of them paths under a narrower claim of their own, or declare them as one contract."
    ),
    "OWN-012": (
        "`paved whoowns` takes a method and a URL, such as `GET https://api.example.com/ordering/v1/orders/42`, with a "
        "host name of the registry; or a path alone, which is looked up on the first host that claims it."
    ),
    "OWN-033": (
        "An ALB tries listener rules from the lowest number up and takes the first that matches. So that no domain's "
        "rule comes before another's by accident, each domain has a band of numbers in platform.toml, alb_priorities, "
        "and the numbers in it are computed. This domain has rules and no band."
    ),
    "OWN-034": (
        "A domain's band has fewer numbers than the domain has listener rules. AWS takes numbers from 1 to 50000, and "
        "100 rules for one load balancer unless it granted more. A rule takes up to five paths."
    ),
    "OWN-035": (
        "A listener rule was written with a priority that is not its domain's, or with none, which takes the next free "
        "one. The first match wins, whoever wrote it, so it could answer requests of another domain."
    ),
}
