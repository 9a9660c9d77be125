"""
What the platform's own domain declares: the stacks that every other domain stands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from platform_constructs.model.declaration import Declaration, check_name, refused

__all__ = ["Account", "Delivery", "Edge", "IdentityPool", "LoadBalancer", "Partners"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Account(Declaration):
    """What exists once per AWS account: the role API Gateway writes its logs with. Platform only."""

    road: ClassVar[str] = "account"


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityPool(Declaration):
    """The user pool of external consumers, with a resource server per domain. Platform only."""

    road: ClassVar[str] = "identity"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge(Declaration):
    """
    A host: its name, certificate and the mapping of each domain's API. Platform only.

    Attributes:
        host: The registry's key of the host.
    """

    road: ClassVar[str] = "edge"
    host: str = "public"

    def __post_init__(self) -> None:
        Declaration.__post_init__(self)
        check_name("host", self.host)

    @property
    def stack(self) -> str:
        """The stack's name: part of every Terraform address's path, so a public contract."""
        return "-".join((self.domain, *([] if self.host == "public" else [self.host]), self.road))


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery(Declaration):
    """A deployment role for each domain that has pipelines in the registry. Platform only."""

    road: ClassVar[str] = "delivery"


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadBalancer(Declaration):
    """The load balancer that containers stand behind, and API Gateway's way to it. Platform only."""

    road: ClassVar[str] = "balancer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Partners(Declaration):
    """
    The companies outside that call public APIs: their clients, keys, limits and secrets. Platform only.

    Attributes:
        file: Says who they are, relative to the declaring file's folder.
    """

    road: ClassVar[str] = "partners"
    file: str = "partners.toml"

    def __post_init__(self) -> None:
        Declaration.__post_init__(self)
        if not isinstance(self.file, str) or not self.file.endswith(".toml"):
            raise refused("DECL-095", "file must name a TOML file", self.file, 'name it, for example "partners.toml"')
