"""
Where an organisation publishes what its catalogue points at.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Catalogue"]

_Page = Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/%-]*)?$", max_length=500)]
_Folder = Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+(:[0-9]{1,5})?/([A-Za-z0-9._~/%-]*/)?$", max_length=500)]


class Catalogue(BaseModel):
    """
    Where an organisation publishes what its catalogue points at. What is not said is not pointed at.

    Attributes:
        contracts: Where contracts are, by their paths in the repository, such as
            `https://git.meridian.example/apis/raw/main/`; ends with `/`.
        manifests: Where manifests are, as `<environment>/<stack>.json`; ends with `/`.
        status: The page that says how the APIs are doing.
        sunset: The page that says what becomes of an API at its end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    contracts: _Folder | None = None
    manifests: _Folder | None = None
    status: _Page | None = None
    sunset: _Page | None = None
