"""
Which policy packs bind a stack: its domain's own, its audience's and its data's.
"""

from __future__ import annotations

from packaging.specifiers import SpecifierSet

from platform_constructs.model.host import Audience
from platform_constructs.model.organisation import Organisation
from platform_constructs.registry.parties import parties_of

__all__ = ["packs_for"]


def packs_for(organisation: Organisation, domain: str, audience: Audience | None) -> dict[str, str]:
    """
    Return the packs that bind one stack, sorted by name, each with the versions that all its parties allow.

    Args:
        organisation: The registry.
        domain: The stack's domain.
        audience: Who reaches it; None for a stack that no host leads to.

    Returns:
        Pack names and PEP 440 specifiers, such as `{"baseline": "~=1.0"}`. Two parties' ranges are joined by a comma.

    Raises:
        RegistryError: for a domain the registry does not know.
    """
    ranges: dict[str, set[str]] = {}
    for party in parties_of(organisation, domain, audience):
        for name, text in party.packs.items():
            ranges.setdefault(name, set()).update(str(one) for one in SpecifierSet(text))
    return {name: ",".join(sorted(ranges[name])) for name in sorted(ranges)}
