"""
Which profile of the API standard an organisation's contracts are held to.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from platform_constructs.model.words import Name

__all__ = ["AudienceProfiles", "ContractStandard"]

_ProblemType = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]


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
        problem_types: The RFC 9457 problem types there are beside the gateway's own, each without `problem_base`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    profile: Name
    audiences: AudienceProfiles = AudienceProfiles()
    problem_types: Annotated[tuple[_ProblemType, ...], Field(max_length=200)] = ()
