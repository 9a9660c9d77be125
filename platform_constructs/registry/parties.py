"""
Who binds a stack to policy packs: its domain itself, the kind of data it has, and who reaches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from platform_constructs.errors import RegistryError
from platform_constructs.model.host import Audience
from platform_constructs.model.organisation import Organisation
from platform_constructs.registry.faults import nearest

__all__ = ["KINDS", "Party", "parties_of"]

KINDS: Final = {"audience": "audiences", "classification": "classifications"}
"""The tables of those who bind several domains, by the word that stands before their name: `audience:external`."""


@dataclass(frozen=True, slots=True)
class Party:
    """
    One that has a say in which packs bind a stack.

    Attributes:
        way: The keys of its packs in the registry, such as `("audiences", "external", "packs")`.
        packs: Each pack's PEP 440 range, such as `~= 1.0`.
    """

    way: tuple[str, ...]
    packs: Mapping[str, str]

    @property
    def label(self) -> str:
        """Its table, as people write it: `audiences.external`."""
        return ".".join(self.way[:-1])

    @property
    def who(self) -> str:
        """What the command line calls it: a domain's name, `audience:external` or `classification:personal`."""
        kind = next((word for word, table in KINDS.items() if table == self.way[0]), "")
        return f"{kind}:{self.way[1]}" if kind else self.way[1]


def parties_of(organisation: Organisation, domain: str, audience: Audience | None) -> tuple[Party, ...]:
    """
    Return everybody who binds one stack: its domain, then its data's classification, then its audience.

    Args:
        organisation: The registry.
        domain: The stack's domain.
        audience: Who reaches it; None for a stack that no host leads to.

    Raises:
        RegistryError: for a domain the registry does not know.
    """
    if domain not in organisation.domains:
        raise RegistryError(
            "REG-015",
            f"the registry has no domain {domain}",
            at=organisation.file,
            got=domain,
            fix=nearest(domain, sorted(organisation.domains)),
        )
    own = organisation.domains[domain]
    found = [
        Party(("domains", domain, "packs"), own.packs),
        Party(
            ("classifications", own.classification.value, "packs"),
            organisation.classification_packs.get(own.classification, {}),
        ),
    ]
    if audience is not None:
        packs = organisation.audience_packs.get(audience, {})
        found.append(Party(("audiences", audience.value, "packs"), packs))
    return tuple(found)
