"""
The front door: what a team declares with, and what comes back. Importing it starts nothing and loads no cdktf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from platform_constructs.errors import PlatformError
from platform_constructs.model.api import InternalApi, Operation, PublicApi
from platform_constructs.model.backend import HttpBackend, MockBackend
from platform_constructs.model.network import ExistingVpc, Network
from platform_constructs.model.platform_declarations import (
    Account,
    Delivery,
    Edge,
    IdentityPool,
    LoadBalancer,
    Partners,
)
from platform_constructs.model.service import Canary, ContainerBackend, FunctionBackend

__all__ = [
    "Account",
    "Canary",
    "ContainerBackend",
    "Delivery",
    "Edge",
    "ExistingVpc",
    "FunctionBackend",
    "HttpBackend",
    "IdentityPool",
    "InternalApi",
    "LoadBalancer",
    "MockBackend",
    "Network",
    "Operation",
    "Partners",
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
