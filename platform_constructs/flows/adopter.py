"""
Who takes a version of a pack: a domain, or an audience or classification with everybody it binds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from platform_constructs.errors import PackError
from platform_constructs.flows.law import audience_of
from platform_constructs.flows.read_project import Project
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.host import Audience
from platform_constructs.model.nearest import nearest
from platform_constructs.model.organisation import Classification, Organisation
from platform_constructs.registry.parties import KINDS, Party, parties_of

__all__ = ["Bound", "adopter_for", "bound_by", "others_leaving_out", "table_of"]

_NAMES: Final[dict[str, type[Enum]]] = {"audience": Audience, "classification": Classification}


@dataclass(frozen=True, slots=True)
class Bound:
    """
    One that an adopter binds: a stack, or a domain that declares none yet.

    Attributes:
        domain: The domain.
        audience: Who reaches the stack; None for one that no host leads to, and where there is none.
        declaration: The stack; None for a domain that declares none.
    """

    domain: str
    audience: Audience | None
    declaration: Declaration | None


def table_of(who: str, organisation: Organisation) -> tuple[str, ...]:
    """
    Return the keys of the registry's table in which somebody says ranges of packs.

    Args:
        who: A domain's name, `audience:external` or `classification:personal`.
        organisation: The registry.

    Raises:
        RegistryError: REG-015, for a domain the registry does not know.
        PackError: PACK-063, for an audience or classification that nobody can have.
    """
    kind, colon, name = who.partition(":")
    if not colon:
        parties_of(organisation, who, None)  # refuses a domain that is not there
        return ("domains", who, "packs")
    known = [str(one.value) for one in _NAMES.get(kind, ())]
    if name not in known:
        every = [f"{each}:{one.value}" for each, names in _NAMES.items() for one in names]
        raise PackError(
            "PACK-063",
            "a version is adopted by a domain, an audience or a classification of data, and this is none",
            at="the command line",
            got=who,
            fix=nearest(who, every, f"name a domain, or one of {', '.join(every)}"),
        )
    return (KINDS[kind], name, "packs")


def bound_by(table: tuple[str, ...], organisation: Organisation, project: Project | None) -> tuple[Bound, ...]:
    """Return everybody whose packs a table of the registry has a say in: stacks, and domains that declare none."""
    declarations = project.declarations if project else ()
    declared = {one.domain for one in declarations}
    every = [Bound(one.domain, audience_of(project, one), one) for one in declarations] if project else []
    every += [Bound(domain, None, None) for domain in sorted(organisation.domains) if domain not in declared]
    return tuple(
        one for one in every if any(party.way == table for party in parties_of(organisation, one.domain, one.audience))
    )


def others_leaving_out(
    organisation: Organisation, bound: Bound, table: tuple[str, ...], pack: str, version: str
) -> tuple[Party, ...]:
    """Return who else binds somebody to versions of a pack and leaves this one out."""
    parties = parties_of(organisation, bound.domain, bound.audience)
    return tuple(_leaving_out((party for party in parties if party.way != table), pack, version))


def adopter_for(project: Project, declaration: Declaration, pack: str, version: str) -> str:
    """
    Return who has to adopt a version so that a stack gets it, as `paved packs adopt` wants to be told.

    That is its domain, unless its audience or its data's classification leaves the version out: that range first.
    """
    parties = parties_of(project.organisation, declaration.domain, audience_of(project, declaration))
    others = [party for party in _leaving_out(parties, pack, version) if party.way[0] != "domains"]
    if others:
        return others[0].who
    own = pack in parties[0].packs
    return next((party.who for party in parties[1:] if pack in party.packs and not own), declaration.domain)


def _leaving_out(parties: Iterable[Party], pack: str, version: str) -> Iterable[Party]:
    for party in parties:
        if pack in party.packs and Version(version) not in SpecifierSet(party.packs[pack]):
            yield party
