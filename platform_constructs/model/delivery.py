"""
Who signs the tokens of the pipelines that deploy.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Delivery"]


class Delivery(BaseModel):
    """
    Who signs the tokens of the pipelines that deploy.

    Attributes:
        issuer: The OIDC provider, such as `https://token.actions.githubusercontent.com`.
        audience: What the tokens are made for; `sts.amazonaws.com` unless the pipelines say otherwise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    issuer: Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+(/[A-Za-z0-9._/-]*)?$", max_length=255)]
    audience: Annotated[str, Field(pattern=r"^[A-Za-z0-9._:/-]{1,255}$")] = "sts.amazonaws.com"
