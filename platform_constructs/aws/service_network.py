"""
The place of a service in the network: its subnets, and what it may reach from there.
"""

from __future__ import annotations

from typing import Final

from cdktf import Fn
from cdktf_cdktf_provider_aws.data_aws_ec2_managed_prefix_list import DataAwsEc2ManagedPrefixList
from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import VpcSecurityGroupEgressRule
from constructs import Construct

from platform_constructs.aws.parameters import look_up
from platform_constructs.model.network import Network
from platform_constructs.model.plan import Site

__all__ = ["ServiceNetwork"]

_HTTPS: Final = 443


class ServiceNetwork(Construct):
    """
    Define the security group of a service, in the network that the platform keeps.

    Always: it reaches the endpoints of AWS services and S3, over HTTPS, and nothing else; nothing reaches it.

    Attributes:
        vpc_id: The network.
        subnet_ids: Its private subnets.
        security_group_id: The service's own group.
    """

    def __init__(self, scope: Construct, id: str, site: Site) -> None:
        super().__init__(scope, id)
        network = f"{site.organisation.platform.name}-{Network.road}"
        self.vpc_id: Final[str] = look_up(self, "vpc-id", site, network, "vpc-id")
        self.subnet_ids: Final[list[str]] = Fn.split(",", look_up(self, "subnet-ids", site, network, "subnet-ids"))
        endpoints = look_up(self, "endpoints-group", site, network, "endpoints-security-group-id")
        group = SecurityGroup(
            self,
            "group",
            name=site.prefix,
            description=f"The service {site.stack}; reaches endpoints of AWS services only",
            vpc_id=self.vpc_id,
            tags={"Name": site.prefix},
        )
        VpcSecurityGroupEgressRule(
            self,
            "to-endpoints",
            security_group_id=group.id,
            description="HTTPS to endpoints of AWS services",
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            referenced_security_group_id=endpoints,
        )
        buckets = DataAwsEc2ManagedPrefixList(self, "s3", name=f"com.amazonaws.{site.environment.region}.s3")
        VpcSecurityGroupEgressRule(
            self,
            "to-s3",
            security_group_id=group.id,
            description="HTTPS to S3, where the layers of images are",
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            prefix_list_id=buckets.id,
        )
        self.security_group_id: Final[str] = group.id
