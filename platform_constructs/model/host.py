"""
Names that APIs are reached at: the hosts of consumers, and the load balancer's behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from platform_constructs.model.noun import Noun
from platform_constructs.model.words import Name

__all__ = ["Audience", "Balancer", "Host", "Hostname", "PrivateLink"]

Hostname = Annotated[
    str,
    Field(
        pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$",
        max_length=253,
    ),
]


class Audience(StrEnum):
    """Who may reach a host."""

    EXTERNAL = "external"
    INTERNAL = "internal"


class Host(Noun):
    """
    A host name that APIs are reached at.

    Attributes:
        name: Its key in the registry, such as `public`.
        audience: Who may reach it.
        domain_name: The DNS name in each environment.
        zone: The Route 53 hosted zone that holds the name, in each environment.
    """

    name: Name
    audience: Audience
    domain_name: Mapping[Name, Hostname]
    zone: Mapping[Name, Hostname]


class PrivateLink(StrEnum):
    """How API Gateway reaches the load balancer in the network: over another one, or by itself (hashicorp/aws 6.25)."""

    NETWORK_LOAD_BALANCER = "network-load-balancer"
    LOAD_BALANCER = "load-balancer"


class Balancer(Noun):
    """
    The internal load balancer that containers stand behind.

    Attributes:
        domain_name: Its DNS name in each environment. Each registered host has its own below it, such as
            `public.services.internal.example.com`, so that one path may lead elsewhere by the host.
        zone: The Route 53 hosted zone that holds the names, in each environment.
        private_link: How API Gateway reaches it.
    """

    domain_name: Mapping[Name, Hostname]
    zone: Mapping[Name, Hostname]
    private_link: PrivateLink = PrivateLink.NETWORK_LOAD_BALANCER

    def name_of(self, host: str, environment: str) -> str:
        """Return the name by which API Gateway asks for the services of a host, by the registry's key of it."""
        return f"{host}.{self.domain_name[environment]}"
