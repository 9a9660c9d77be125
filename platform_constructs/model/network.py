"""
The network that services run in: made by us with private subnets only, or one that is there already.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import ClassVar, Final

from platform_constructs.errors import DeclarationError
from platform_constructs.model.declaration import Declaration, refused
from platform_constructs.model.place import caller

__all__ = ["ExistingVpc", "Network"]

_PRIVATE: Final = tuple(map(ipaddress.IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
_WIDEST, _NARROWEST = 16, 24  # AWS takes /16 to /28 for a VPC; four subnets of a /24 still hold 59 addresses each
_ID: Final = {
    "vpc": re.compile(r"vpc-[0-9a-f]{8,17}"),
    "subnets": re.compile(r"subnet-[0-9a-f]{8,17}"),
    "endpoint": re.compile(r"vpce-[0-9a-f]{8,17}"),
    "endpoints_security_group": re.compile(r"sg-[0-9a-f]{8,17}"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingVpc:
    """
    A VPC that somebody else keeps.

    Attributes:
        vpc: Its id.
        cidr: Its IPv4 range.
        subnets: Ids of two or more private subnets, each in another zone.
        endpoint: The id of its interface endpoint for API Gateway (`execute-api`).
        endpoints_security_group: The security group of its interface endpoints.

    Raises:
        DeclarationError: DECL-052 for what is no such id, DECL-050 for what is no range.
    """

    vpc: str
    cidr: str
    subnets: tuple[str, ...]
    endpoint: str
    endpoints_security_group: str

    def __post_init__(self) -> None:
        for name, pattern in _ID.items():
            value = getattr(self, name)
            ids = value if name == "subnets" and isinstance(value, tuple) else (value,)
            known = all(isinstance(one, str) and pattern.fullmatch(one) for one in ids)
            if not known or (name == "subnets" and len(set(ids)) < max(2, len(ids))):
                raise DeclarationError(
                    "DECL-052",
                    f"{name} must be {'ids of two or more' if name == 'subnets' else 'an id'} as AWS writes them",
                    at=caller(),
                    got=value,
                    fix=f"write it like {pattern.pattern.split('[')[0]}0a1b2c3d4e5f67890",
                )
        _range("cidr", self.cidr)


@dataclass(frozen=True, kw_only=True, slots=True)
class Network(Declaration):
    """
    A VPC without a way to or from the internet, with endpoints for what services need of AWS. Platform only.

    Attributes:
        cidr: For each environment whose VPC we make: its IPv4 range, /16 to /24 of the private ones.
        existing: For each environment that has a VPC already: which.
        zones: How many availability zones the VPCs that we make span, 2 to 4.

    Raises:
        DeclarationError: for anything that makes no sense, at the line that said it.
    """

    road: ClassVar[str] = "network"
    cidr: Mapping[str, str] = field(default_factory=dict)
    existing: Mapping[str, ExistingVpc] = field(default_factory=dict)
    zones: int = 3

    def __post_init__(self) -> None:
        Declaration.__post_init__(self)
        if isinstance(self.zones, bool) or self.zones not in (2, 3, 4):
            raise refused(
                "DECL-051", "zones must be 2, 3 or 4", self.zones, "three survive the loss of one at half load"
            )
        if not isinstance(self.cidr, Mapping) or not isinstance(self.existing, Mapping):
            raise refused(
                "DECL-050", "cidr and existing map environments", self.cidr, 'write cidr={"sandbox": "10.40.0.0/20"}'
            )
        for name, one in self.existing.items():
            if not isinstance(one, ExistingVpc):
                raise refused(
                    "DECL-052", f"existing[{name!r}] must be an ExistingVpc", one, "write ExistingVpc(vpc=...)"
                )
        ranges = {name: _range(f"cidr[{name!r}]", said, at_most=_NARROWEST) for name, said in self.cidr.items()}
        ranges |= {name: ipaddress.IPv4Network(one.cidr) for name, one in self.existing.items() if name not in ranges}
        if both := sorted(self.cidr.keys() & self.existing.keys()):
            raise refused(
                "DECL-053", "an environment has a VPC or gets one", ", ".join(both), "name it in one of the two"
            )
        for (name, mine), (other, another) in combinations(sorted(ranges.items()), 2):
            if mine.overlaps(another):
                raise refused(
                    "DECL-054",
                    f"the networks of {name} and {other} overlap, so that they could never be joined",
                    f"{mine} and {another}",
                    "give each environment a range of its own",
                )

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments that it has a VPC for, sorted."""
        return tuple(sorted({*self.cidr, *self.existing}))


def _range(name: str, said: object, *, at_most: int = 28) -> ipaddress.IPv4Network:
    try:
        found = ipaddress.IPv4Network(said) if isinstance(said, str) else None
    except ValueError:
        found = None
    is_private = found is not None and any(found.subnet_of(one) for one in _PRIVATE)
    if found is None or not is_private or not _WIDEST <= found.prefixlen <= at_most:
        raise refused(
            "DECL-050",
            f"{name} must be a private IPv4 range, /{_WIDEST} to /{at_most}",
            said,
            "write it like 10.40.0.0/20, of RFC 1918 or 100.64.0.0/10, without host bits",
        )
    return found
