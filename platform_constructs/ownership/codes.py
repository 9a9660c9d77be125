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
        "another's prefix: list the paths you serve, or agree on a delegation. Whoever's prefix a stranger's claim or "
        "delegation cuts into is warned: what lies there is nobody's until one of the two yields."
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
        "there, or move one of them. A wildcard that reaches below another API's base path has a hole, a warning."
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
        "host name of the registry; or a path alone, which is looked up on the first host that claims it. It also "
        "takes "
        "EVENT and an event such as meridian.ordering/ServiceOrderPlaced, and SCOPE and a scope."
    ),
    "OWN-020": (
        "Lookalike: two domains claim prefixes that differ only in what is easily overlooked, such as /Ordering beside "
        "/ordering, or billing-1 beside billing-l. AWS compares paths letter by letter, so the two never meet, and it "
        "is a warning; but whoever types one for the other reaches another team. Choose a prefix nobody mistakes."
    ),
    "OWN-025": (
        "OutOfScope or Orphaned: an operation asks for a scope that is another domain's and was not granted, that "
        "nobody owns, or that no contract of its owner declares. A domain owns the scopes that begin with its "
        "scope_prefix and a slash. Ask for one of your own, or have the owner grant it: [[grants]] in platform.toml."
    ),
    "OWN-026": (
        "An event is named by its source and its detail type, with a slash between, such as "
        "meridian.ordering/ServiceOrderPlaced: the source in two or more lower-case words joined by dots, at most 256 "
        "characters; the detail type at most 128. Wildcards, other letters and empty words are refused: EventBridge "
        "compares letter by letter, so another spelling is another event."
    ),
    "OWN-027": (
        "Expired: the last day of the grant has passed, so the scope or the events are their owner's alone again. The "
        "owner renews the grant in platform.toml with a new reason and date, or whoever relied on it stops."
    ),
    "OWN-028": (
        "OutOfScope or Orphaned: a grant of what is not the granting domain's, or of a scope that none of its "
        "contracts declares. It gives nobody anything. Correct it, or remove it."
    ),
    "OWN-029": (
        "A granted scope that no operation of the receiving domain asks for. What is not needed is not granted: remove "
        "it. It is a warning, because nothing breaks."
    ),
    "OWN-030": (
        "OutOfScope, Orphaned, Conflicted, Reserved or CatchAll: a domain would publish, or subscribe to, events that "
        "are not its own and that their owner does not grant to it; that nobody owns, or two do; that are Amazon's; or "
        "that reach beyond what one domain owns. Only the platform's own domain may subscribe to every source."
    ),
    "OWN-031": (
        "Conflicted or Reserved: two domains own the same event source, or one a source below another's, or a source "
        "that begins with aws, which is Amazon's. Sources are compared by whole words between the dots: "
        "`meridian.order` and `meridian.ordering` do not overlap, `meridian.ordering` and `meridian.ordering.lines` "
        "do. Names that differ but read alike, such as `billing-1` and `billing-l`, are a warning."
    ),
    "OWN-032": (
        "A delegation or grant that ends within 30 days, a warning with what relies on it, or one that lasts more than "
        "731 days from today, which is refused: nobody would look at it again. Its owner writes another date in "
        "platform.toml, with a reason that still holds."
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
    "OWN-037": (
        "Some of what a deployment role may change is known by its name, which begins with the stack's. Where the "
        "name of one stack begins that of another domain's, the permission would reach into it."
    ),
    "OWN-038": (
        "IAM takes 6,144 characters for a permissions boundary and 10,240 for what a role may do. What this domain's "
        "stacks need is more than that, which happens only where another domain's name goes on from its own and each "
        "of many stacks has to be named."
    ),
    "OWN-039": (
        "A deployment role is named SLUG-ENVIRONMENT-DOMAIN-deploy, and IAM takes 64 characters for a role's name. "
        "The apply would fail, so it is said before. Shorten one of the three in the registry."
    ),
    "OWN-100": (
        "A private custom domain name maps base paths of one level, such as `/ordering`. An API that stands deeper, on "
        "a claim or a delegation of several levels, has no place on an internal host."
    ),
}
