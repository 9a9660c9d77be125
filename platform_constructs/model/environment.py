"""
Where stacks are synthesised for, and where Terraform keeps what it knows of them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from platform_constructs.model.noun import Noun
from platform_constructs.model.words import Name

__all__ = ["Environment", "LocalState", "S3State", "StateBackend"]


class LocalState(Noun):
    """Terraform state in a file beside the project. For trying things out on one machine."""

    kind: Literal["local"]


class S3State(Noun):
    """Terraform state in S3, locked by S3's own lock file (Terraform 1.10 and newer)."""

    kind: Literal["s3"]
    bucket: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    region: Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    kms_key_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9:/_-]{1,256}$")] | None = None


StateBackend = Annotated[LocalState | S3State, Field(discriminator="kind")]


class Environment(Noun):
    """
    One AWS account and region that stacks are synthesised for.

    Attributes:
        name: Its key in the registry.
        account: The twelve-digit AWS account id. The provider refuses any other account.
        region: Such as `eu-west-1`.
        state: Where Terraform keeps its state.
        default: Whether `paved synth` takes it when none is named. Exactly one environment does.
    """

    name: Name
    account: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    region: Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    state: StateBackend
    default: bool = False
