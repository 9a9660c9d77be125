"""
The front door: what a team declares with, and what comes back. Importing it starts nothing and loads no cdktf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platform_constructs.errors import PlatformError
from platform_constructs.model.backend import Backend, HttpBackend
from platform_constructs.model.declaration import (
    Account,
    Declaration,
    Delivery,
    Edge,
    IdentityPool,
    Operation,
    PublicApi,
)
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = [
    "Account",
    "Backend",
    "Declaration",
    "Delivery",
    "Edge",
    "Finding",
    "HttpBackend",
    "IdentityPool",
    "Level",
    "Operation",
    "Place",
    "PlatformError",
    "PublicApi",
    "__version__",
]

if TYPE_CHECKING:
    __version__: str
else:

    def __getattr__(name: str) -> str:
        if name != "__version__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib.metadata import version  # noqa: PLC0415 - asked for rarely, and costs more than the rest

        return version("platform-constructs")
