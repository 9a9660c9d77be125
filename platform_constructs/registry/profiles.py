"""
Which contract profile binds an API: its domain's own, its audience's, or the organisation's.
"""

from __future__ import annotations

from platform_constructs.model.host import Audience
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place

__all__ = ["profile_name_for"]


def profile_name_for(organisation: Organisation, domain: str, audience: Audience) -> tuple[str, Place] | None:
    """
    Return the name of the profile that a contract is held to, and where the registry says so.

    Args:
        organisation: The registry.
        domain: The contract's domain.
        audience: Who reaches its API.

    Returns:
        What the domain's `contract_profile` says, else what `[contracts]` says of the audience, else its `profile`;
        None when nothing of this is there: then nobody has decided that contracts are held to anything.
    """
    if own := organisation.domains[domain].contract_profile:
        return own, Place(organisation.file, 0, f"domains.{domain}.contract_profile")
    standard = organisation.contracts
    if standard is None:
        return None
    of_audience = standard.audiences.external if audience is Audience.EXTERNAL else standard.audiences.internal
    if of_audience:
        return of_audience, Place(organisation.file, 0, f"contracts.audiences.{audience.value}")
    return standard.profile, Place(organisation.file, 0, "contracts.profile")
