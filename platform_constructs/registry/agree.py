"""
Whether the parts of the registry agree with each other, once each of them can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from platform_constructs.model.host import Host
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.model.toml_source import TomlSource
from platform_constructs.registry.balancer import check_balancer
from platform_constructs.registry.faults import Faults, nearest
from platform_constructs.registry.grants import check_grants

__all__ = ["check_agreement"]

_PREFIX: Final = re.compile(r"/|(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9_.+!'()-]+)+")
_PROVIDER_RANGE: Final = re.compile(r"\s*(?:>=|<=|!=|~>|[<>=])?\s*[0-9]+(?:\.[0-9]+){0,2}\s*")
LONGEST_RANGE: Final = 100  # characters


def check_agreement(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    """
    Note every contradiction between the registry's parts.

    Overlapping paths and event sources are not among them: they are findings of the ownership room and fail their own
    stacks only.

    Raises:
        RegistryError: when there are too many to go on.
    """
    _one_default(organisation, source, faults)
    _one_platform(organisation, source, faults)
    _one_place_each(organisation, source, faults)
    for host in organisation.hosts.values():
        _host_names(host, organisation, source, faults)
    _distinct_host_names(organisation, source, faults)
    _prefixes(organisation, source, faults)
    _references(organisation, source, faults)
    _bands(organisation, source, faults)
    _pipelines(organisation, source, faults)
    check_balancer(organisation, source, faults)
    check_grants(organisation, faults)
    _scope_prefixes(organisation, source, faults)
    _ranges(organisation, source, faults)


def _one_default(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    default = [name for name, environment in organisation.environments.items() if environment.default]
    if len(default) != 1:
        place = source.place("environments", default[1], "default") if default else source.place("environments")
        fix = "set default = true on the one that `paved synth` takes when none is named"
        faults.add(
            "REG-006",
            place,
            "exactly one environment must be the default",
            got=", ".join(default) or "none",
            fix=f"keep it on one of them: {', '.join(default)}" if default else fix,
        )


def _one_platform(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    platform = [name for name, domain in organisation.domains.items() if domain.platform]
    if len(platform) != 1:
        place = source.place("domains", platform[1], "platform") if platform else source.place("domains")
        faults.add(
            "REG-006",
            place,
            "exactly one domain must be the platform team's own",
            got=", ".join(platform) or "none",
            fix="set platform = true on the platform team's domain only",
        )


def _one_place_each(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    """Two environments in one account and region would overwrite each other's account-wide settings."""
    seen: dict[tuple[str, str], str] = {}
    for name, environment in organisation.environments.items():
        other = seen.setdefault((environment.account, environment.region), name)
        if other != name:
            faults.add(
                "REG-012",
                source.place("environments", name, "account"),
                f"{name} and {other} are the same account and region",
                got=f"{environment.account} in {environment.region}",
                fix="give each environment its own account, or at least its own region",
            )


def _host_names(host: Host, organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    known = organisation.environments.keys()
    for key, names in (("domain_name", host.domain_name), ("zone", host.zone)):
        place = source.place("hosts", host.name, key)
        for environment in sorted(known - names.keys()):
            faults.add(
                "REG-007",
                place,
                f"host {host.name} has no {key} in {environment}",
                got="nothing",
                fix=f'add {environment} = "..." to its {key}',
            )
        for environment in sorted(names.keys() - known):
            place = source.place("hosts", host.name, key, environment)
            fix = nearest(environment, sorted(known))
            faults.add("REG-008", place, f"there is no environment {environment}", got=environment, fix=fix)
    for environment in sorted(known & host.domain_name.keys() & host.zone.keys()):
        name, zone = host.domain_name[environment], host.zone[environment]
        if name != zone and not name.endswith(f".{zone}"):
            faults.add(
                "REG-007",
                source.place("hosts", host.name, "zone", environment),
                f"{name} is not in the zone {zone}",
                got=zone,
                fix=f"name the hosted zone that holds {name}, such as {name.partition('.')[2]}",
            )


def _distinct_host_names(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for host in organisation.hosts.values():
        for environment, name in host.domain_name.items():
            other = seen.setdefault(name, (host.name, environment))
            if other != (host.name, environment):
                faults.add(
                    "REG-013",
                    source.place("hosts", host.name, "domain_name", environment),
                    f"{name} is already the name of host {other[0]} in {other[1]}",
                    got=name,
                    fix="give each host its own name in each environment",
                )


def _prefixes(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    """One prefix has one spelling in the registry, and it is one that an API mapping can carry."""
    written = [(one.prefix, one.place) for one in organisation.delegations]
    written += [(one.prefix, one.place) for one in organisation.reserved]
    for domain in organisation.domains.values():
        written += [(one.prefix, one.place) for one in domain.claims]
        written += [(one.prefix, one.place) for one in domain.accepts]
    for prefix, place in written:
        if not _PREFIX.fullmatch(prefix):
            faults.add(
                "REG-005",
                place,
                "a prefix is / and whole segments of letters, digits and - _ . + ! ' ( ), without a slash at the end",
                got=prefix,
                fix="write it like /ordering or /ordering/v2",
            )


def _references(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    hosts, domains = sorted(organisation.hosts), sorted(organisation.domains)

    def check(kind: str, name: str, known: list[str], place: Place) -> None:
        if name not in known:
            faults.add("REG-008", place, f"there is no {kind} {name}", got=name, fix=nearest(name, known))

    for domain in organisation.domains.values():
        for claim in domain.claims:
            check("host", claim.host, hosts, claim.place)
        for taken in domain.accepts:
            check("host", taken.host, hosts, taken.place)
            check("domain", taken.owner, domains, taken.place)
    for delegation in organisation.delegations:
        check("host", delegation.host, hosts, delegation.place)
        check("domain", delegation.owner, domains, delegation.place)
        check("domain", delegation.to, domains, delegation.place)
        if delegation.owner == delegation.to:
            faults.add(
                "REG-014",
                delegation.place,
                f"{delegation.owner} delegates {delegation.prefix} to itself",
                got=delegation.to,
                fix="remove it: a domain may use all of its own claim",
            )


def _bands(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    bands = sorted(
        (domain.alb_priorities.first, domain.alb_priorities.last, name)
        for name, domain in organisation.domains.items()
        if domain.alb_priorities is not None
    )
    highest, holder = 0, ""
    for first, last, name in bands:
        place = source.place("domains", name, "alb_priorities")
        if first > last:
            faults.add("REG-009", place, "the band ends before it begins", got=f"{first} to {last}", fix="swap them")
            continue
        if first <= highest:
            faults.add(
                "REG-009",
                place,
                f"the bands of {holder} and {name} overlap",
                got=f"{first} to {last}, and {holder} has up to {highest}",
                fix=f"start {name}'s band at {highest + 1} or later",
            )
        if last > highest:
            highest, holder = last, name


def _pipelines(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    known, owners = sorted(organisation.environments), dict[str, tuple[str, str]]()
    having = [domain.name for domain in organisation.domains.values() if domain.pipelines]
    if having and organisation.delivery is None:
        what = f"{', '.join(having)} have pipelines, and the registry does not say who signs their tokens"
        what = what if len(having) > 1 else what.replace(" have ", " has ", 1).replace("their", "its", 1)
        place = source.place("domains", having[0], "pipelines")
        faults.add("REG-050", place, what, got="no [delivery]", fix='add [delivery] with issuer = "https://..."')
    for domain in organisation.domains.values():
        for environment, subjects in domain.pipelines.items():
            place = source.place("domains", domain.name, "pipelines", environment)
            if environment not in known:
                fix = nearest(environment, known)
                faults.add("REG-008", place, f"there is no environment {environment}", got=environment, fix=fix)
            for subject in sorted({one for one in subjects if subjects.count(one) > 1}):
                what = f"{domain.name} names a pipeline twice in {environment}"
                faults.add("REG-049", place, what, got=subject, fix="keep it once")
            for subject in subjects:
                here = (domain.name, environment)
                other = owners.setdefault(subject.casefold(), here)
                if other != here:
                    what = f"one pipeline would deploy {other[0]} to {other[1]} and {domain.name} to {environment}"
                    fix = "give each domain in each environment its own, such as an environment of its repository"
                    faults.add("REG-049", place, what, got=subject, fix=fix)


def _scope_prefixes(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    owners: dict[str, str] = {}
    for domain in organisation.domains.values():
        other = owners.setdefault(domain.scope_prefix, domain.name)
        if other != domain.name:
            faults.add(
                "REG-010",
                source.place("domains", domain.name, "scope_prefix"),
                f"{other} and {domain.name} have the same scope_prefix",
                got=domain.scope_prefix,
                fix=f'write scope_prefix = "{domain.name}"',
            )


def _ranges(organisation: Organisation, source: TomlSource, faults: Faults) -> None:
    for place, pack, text in _written_ranges(organisation, source):
        if not _is_range(text):
            faults.add(
                "REG-011",
                place,
                f"the range of pack {pack} is not a version range",
                got=text,
                fix='write it like "~= 1.0" (1.0 or later, before 2) or ">= 1.2, < 2"',
            )
    if not all(_PROVIDER_RANGE.fullmatch(part) for part in organisation.aws_provider.split(",")):
        faults.add(
            "REG-011",
            source.place("organisation", "aws_provider"),
            "aws_provider is not a version constraint",
            got=organisation.aws_provider,
            fix='write it like ">= 5.100, < 7"',
        )


def _written_ranges(organisation: Organisation, source: TomlSource) -> Iterator[tuple[Place, str, str]]:
    def each(packs: Mapping[str, str], *way: str) -> Iterable[tuple[Place, str, str]]:
        return ((source.place(*way, pack), pack, text) for pack, text in packs.items())

    for name, domain in organisation.domains.items():
        yield from each(domain.packs, "domains", name, "packs")
    for audience, packs in organisation.audience_packs.items():
        yield from each(packs, "audiences", audience.value, "packs")
    for classification, packs in organisation.classification_packs.items():
        yield from each(packs, "classifications", classification.value, "packs")


def _is_range(text: str) -> bool:
    if len(text) > LONGEST_RANGE or "===" in text:  # === compares texts, not versions
        return False
    try:
        return len(SpecifierSet(text)) > 0
    except InvalidSpecifier:
        return False
