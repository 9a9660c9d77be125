"""
What the registry's errors mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "REG-001": (
        "The registry is not TOML, or larger or deeper than a registry can be (1 MiB, 50,000 lines, 24 brackets). "
        "While it cannot be read nobody's claims are known, so every synth stops. Correct the line that is named."
    ),
    "REG-002": (
        "A table or key that the registry does not know. A misspelt key would otherwise be a rule that silently does "
        "not hold. Correct the spelling or remove it. The tables are: organisation, identity, environments.NAME, "
        "hosts.NAME, balancer, catalogue, contracts, delivery, domains.NAME, delegations, grants, reserved, "
        "audiences.AUDIENCE.packs, classifications.NAME.packs, quotas."
    ),
    "REG-003": (
        "Something required is missing. [organisation] needs name, slug, problem_base and aws_provider; [identity] "
        "domain_prefix; each environment account, region and state; each host audience, domain_name and zone; each "
        "domain title, owners, contact, on_call, classification, event_source, scope_prefix and packs."
    ),
    "REG-004": (
        "A value of the wrong kind, such as a list where a table belongs. Nothing is converted: an account number "
        "without quotes would lose its leading zeros, and a quoted date is only a text. Write it as the fix shows."
    ),
    "REG-005": (
        "A value outside what its key allows. Most of these texts become part of AWS names, DNS names and paths, "
        "and those allow few characters. Write it as the fix shows."
    ),
    "REG-006": (
        "Exactly one environment is the default, the one that a plain `paved synth` takes, and exactly one domain is "
        "the platform team's own, the only one that may declare hosts and identity. With none or two the choice would "
        "depend on the order of the file."
    ),
    "REG-007": (
        "A host needs a DNS name in every environment, and that name must lie in the hosted zone given for it, "
        "or its certificate could not be proved and its record could not be written."
    ),
    "REG-008": "The registry names a host, domain or environment that it does not define. Define it or correct it.",
    "REG-009": (
        "The ALB listener-rule priorities of two domains overlap, or a band ends before it begins. A listener takes "
        "the first rule that matches, so overlapping bands would let one domain decide over the other's requests."
    ),
    "REG-010": (
        "Two domains have the same scope_prefix. It is the name of their Cognito resource server, which stands in the "
        "user pool that everybody's APIs ask, so no synth can go on. Give each domain a prefix of its own."
    ),
    "REG-011": (
        "A version range that cannot be read. Packs take PEP 440 ranges such as `~= 1.0`, which takes every 1.x; "
        "`===` and an empty range are refused. aws_provider takes Terraform's syntax, such as `>= 5.100, < 7`."
    ),
    "REG-012": (
        "Two environments are the same AWS account and region. Settings that exist once per account, such as the role "
        "API Gateway writes its logs with, would be fought over. Use an account, or at least a region, for each."
    ),
    "REG-013": ("Two hosts have the same DNS name. Path claims are per host, so both would claim the same addresses."),
    "REG-014": "A domain delegates to itself. It may use all of its claim already, so one of the names is wrong.",
    "REG-015": "A stack belongs to a domain that the registry does not define, so no law is known for it. Define it.",
    "REG-016": "Only quotas that a check reads can be set, so that a misspelt one is not taken for granted.",
    "REG-040": (
        "A [[grants]] entry is of one kind: scope, publish or subscribe. A scope grant has from, to, name, reason and "
        "expires; a grant to publish or subscribe has source, perhaps detail_type, and no name."
    ),
    "REG-041": "A domain grants something to itself. It may use all it owns already, so one of the names is wrong.",
    "REG-042": (
        "A grant stands twice: the same kind, owner, receiver and thing. With two dates or two reasons nobody could "
        "say which one holds. Keep one."
    ),
    "REG-043": (
        "A domain accepts the same delegation twice. One entry is enough, and dropping one of two would seem to end "
        "what the other keeps. Remove one."
    ),
    "REG-045": (
        "Some quotas AWS raises for nobody; `paved quotas --verbose` says where AWS says so. A larger number here "
        "would only hide that the next deployment fails."
    ),
    "REG-049": (
        "A pipeline's token is the key to one domain's deployment role. Were it the key to two, whoever changes the "
        "one could deploy the other."
    ),
    "REG-050": (
        "Domains have pipelines that deploy, and a role can only trust them once the registry says who signs their "
        "tokens: [delivery] with the issuer's URL, and the audience where it is not sts.amazonaws.com."
    ),
    "REG-080": (
        "The load balancer of containers needs a DNS name in every environment, and that name must lie in the hosted "
        "zone given for it, or its certificate could not be proved."
    ),
    "REG-081": (
        "A certificate's first name is the load balancer's domain_name, and ACM takes at most 64 characters for that "
        "one. The names of hosts below it may be longer."
    ),
    "REG-082": (
        "Each host has a name at the load balancer, <host>.<domain_name>, by which API Gateway asks for its services. "
        "A name that consumers call already cannot be one of them."
    ),
    "REG-083": (
        'private_link = "load-balancer" leads API Gateway to the load balancer without another one in front. The '
        "provider can say so from 6.25 on only, and a range that allows older ones would work on one machine and fail "
        "on the next."
    ),
    "REG-084": (
        "One certificate has the load balancer's name and one for each host. AWS allows ten names in a certificate "
        "unless it granted more; [quotas] says what it granted."
    ),
}
