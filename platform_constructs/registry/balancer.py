"""
The `[balancer]` table: the names of the load balancer that containers stand behind, and how API Gateway reaches it.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.host import Balancer, PrivateLink
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.quota import QUOTAS
from platform_constructs.model.toml_source import TomlSource
from platform_constructs.registry.faults import Faults, nearest
from platform_constructs.registry.nouns import as_noun, table_at
from platform_constructs.registry.provider_range import allows_older_than

__all__ = ["check_balancer", "read_balancer"]

_LONGEST_NAME: Final = 64  # characters: ACM takes no longer one as a certificate's first name
_DIRECT_SINCE: Final = (6, 25, 0)  # hashicorp/aws: `integration_target` came with it
_NAMES: Final = QUOTAS["acm.names-per-certificate"]


def read_balancer(source: TomlSource, faults: Faults) -> Balancer | None:
    """Return what the table says; None where it is absent, or cannot be read, which is then a fault."""
    table = table_at(source, faults, "balancer")
    if table is None:
        return None
    links = {one.value: one for one in PrivateLink}
    said = table.get("private_link")
    if isinstance(said, str) and said in links:
        table = table | {"private_link": links[said]}
    noun = as_noun(Balancer, source, faults, table, ("balancer",))
    if noun is None:
        return None
    names = {"domain_name": dict(sorted(noun.domain_name.items())), "zone": dict(sorted(noun.zone.items()))}
    return noun.model_copy(update=names)


def check_balancer(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    """
    Note every contradiction between the load balancer's table and the rest of the registry.

    Raises:
        RegistryError: when there are too many to go on.
    """
    balancer = organisation.balancer
    if balancer is None:
        return
    _environments(balancer, organisation, source, faults)
    _names(balancer, organisation, source, faults)
    _link(balancer, organisation, source, faults)


def _environments(balancer: Balancer, organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    known = organisation.environments.keys()
    for key, names in (("domain_name", balancer.domain_name), ("zone", balancer.zone)):
        place = source.place("balancer", key)
        for environment in sorted(known - names.keys()):
            what, fix = f"balancer has no {key} in {environment}", f'add {environment} = "..." to its {key}'
            faults.add("REG-080", place, what, got="nothing", fix=fix)
        for environment in sorted(names.keys() - known):
            place = source.place("balancer", key, environment)
            fix = nearest(environment, sorted(known))
            faults.add("REG-008", place, f"there is no environment {environment}", got=environment, fix=fix)


def _names(balancer: Balancer, organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    hosts = {
        name: (host.name, environment)
        for host in organisation.hosts.values()
        for environment, name in host.domain_name.items()
    }
    for environment, name in balancer.domain_name.items():
        place = source.place("balancer", "domain_name", environment)
        zone = balancer.zone.get(environment, name)
        if name != zone and not name.endswith(f".{zone}"):
            what = f"{name} is not in the zone {zone}"
            fix = f"name the hosted zone that holds {name}, such as {name.partition('.')[2]}"
            faults.add("REG-080", source.place("balancer", "zone", environment), what, got=zone, fix=fix)
        if len(name) > _LONGEST_NAME:
            what = f"the first name of a certificate has at most {_LONGEST_NAME} characters"
            faults.add("REG-081", place, what, got=f"{len(name)} characters", fix="choose a shorter name")
        for mine in (name, *(balancer.name_of(host, environment) for host in organisation.hosts)):
            if mine in hosts:
                host, where = hosts[mine]
                what = f"{mine} would lead to the load balancer, and is the name of host {host} in {where}"
                fix = "give the load balancer a name of its own, such as services.internal.example.com"
                faults.add("REG-082", place, what, got=name, fix=fix)
    granted = organisation.quotas.get(_NAMES.name, _NAMES.limit)
    if (wanted := 1 + len(organisation.hosts)) > granted:
        what = f"the load balancer's certificate would have {wanted} names, its own and one for each host"
        fix = f'ask AWS for more, and write "{_NAMES.name}" = {wanted} into [quotas]'
        faults.add("REG-084", source.place("balancer"), what, got=f"AWS allows {granted}", fix=fix)


def _link(balancer: Balancer, organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    if balancer.private_link is not PrivateLink.LOAD_BALANCER:
        return
    if allows_older_than(organisation.aws_provider, _DIRECT_SINCE):
        faults.add(
            "REG-083",
            source.place("balancer", "private_link"),
            'private_link = "load-balancer" needs hashicorp/aws 6.25 or newer, and aws_provider allows older ones',
            got=organisation.aws_provider,
            fix='raise aws_provider, for example to ">= 6.25, < 7", or use "network-load-balancer"',
        )
