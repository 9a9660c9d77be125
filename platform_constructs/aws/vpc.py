"""
A VPC with private subnets only: no gateway leads to or from the internet.
"""

from __future__ import annotations

import ipaddress
from typing import Final

from cdktf_cdktf_provider_aws.default_security_group import DefaultSecurityGroup
from cdktf_cdktf_provider_aws.route_table import RouteTable
from cdktf_cdktf_provider_aws.route_table_association import RouteTableAssociation
from cdktf_cdktf_provider_aws.subnet import Subnet
from cdktf_cdktf_provider_aws.vpc import Vpc as AwsVpc
from constructs import Construct

from platform_constructs.model.plan import Site

__all__ = ["Vpc"]

_ZONES: Final = "abcd"
_MORE_BITS: Final = 2  # four equal parts, so that a zone can be added without moving a subnet


class Vpc(Construct):
    """
    Define a VPC, one private subnet with a route table of its own in each zone, and a closed default security group.

    Always: names resolve inside it, no subnet gives out public addresses, no route leads out.

    Attributes:
        id: Its id.
        subnet_ids: Of its subnets, by zone.
        route_table_ids: Of its route tables, by zone.
    """

    def __init__(self, scope: Construct, id: str, site: Site, *, cidr: str, zones: int) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            cidr: Its IPv4 range.
            zones: In how many zones it has subnets, at most 4.
        """
        super().__init__(scope, id)
        vpc = AwsVpc(
            self,
            "vpc",
            cidr_block=cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags={"Name": site.prefix},
        )
        # the group that a thing gets when nobody names one: nothing goes in or out
        DefaultSecurityGroup(self, "default-group", vpc_id=vpc.id, tags={"Name": f"{site.prefix}-closed"})
        self.id: Final[str] = vpc.id
        self.subnet_ids: Final[list[str]] = []
        self.route_table_ids: Final[list[str]] = []
        parts = ipaddress.IPv4Network(cidr).subnets(prefixlen_diff=_MORE_BITS)
        for zone, part in zip(_ZONES[:zones], parts, strict=False):
            name = f"{site.prefix}-{zone}"
            subnet = Subnet(
                self,
                f"subnet-{zone}",
                vpc_id=vpc.id,
                cidr_block=str(part),
                availability_zone=f"{site.environment.region}{zone}",
                map_public_ip_on_launch=False,
                tags={"Name": name},
            )
            table = RouteTable(self, f"routes-{zone}", vpc_id=vpc.id, tags={"Name": name})
            RouteTableAssociation(self, f"routed-{zone}", subnet_id=subnet.id, route_table_id=table.id)
            self.subnet_ids.append(subnet.id)
            self.route_table_ids.append(table.id)
