"""
Which profile of the API standard an organisation's contracts are held to.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from platform_constructs.model.words import Name

__all__ = ["AudienceProfiles", "ContractStandard"]


class AudienceProfiles(BaseModel):
    """
    Profiles of contracts by who reaches them.

    Attributes:
        external: Of contracts behind an external host; None for the organisation's.
        internal: Of contracts behind an internal host; None for the organisation's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    external: Name | None = None
    internal: Name | None = None


class ContractStandard(BaseModel):
    """
    What contracts are held to by every synth and check.

    Attributes:
        profile: A contract profile's name.
        audiences: Other profiles for some audiences.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    profile: Name
    audiences: AudienceProfiles = AudienceProfiles()
