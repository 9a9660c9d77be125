"""
The network road: where services run, and what they reach of AWS from there.
"""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_vpc_endpoint import DataAwsVpcEndpoint
from cdktf_cdktf_provider_aws.route53_zone import Route53Zone, Route53ZoneVpc
from constructs import Construct

from platform_constructs.aws.flow_log import FlowLog
from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.parameters import publish
from platform_constructs.aws.stack import RoadStack
from platform_constructs.aws.vpc import Vpc
from platform_constructs.aws.vpc_endpoints import VpcEndpoints
from platform_constructs.model.host import Audience
from platform_constructs.model.network import ExistingVpc, Network
from platform_constructs.model.plan import PlannedStack, Site

__all__ = ["NetworkStack"]


class NetworkStack(RoadStack):
    """
    Define a VPC with private subnets, its endpoints, its flow log and the zones of internal hosts; or say where one is
    that somebody else keeps.

    Always, for ours: no way to or from the internet, endpoints for the account's own principals only, every flow is
    logged.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, declaration: Network) -> None:
        super().__init__(scope, planned.site)
        existing = declaration.existing.get(planned.site.environment.name)
        if existing is None:
            self._make(planned, declaration)
        else:
            self._adopt(planned, existing)

    def _make(self, planned: PlannedStack, declaration: Network) -> None:
        site, settings = planned.site, planned.settings
        cidr = declaration.cidr[site.environment.name]
        vpc = Vpc(self, "network", site, cidr=cidr, zones=declaration.zones)
        key = LogKey(self, "log-key", site, settings)
        FlowLog(self, "flows", site, settings, vpc_id=vpc.id, key_arn=key.arn)
        endpoints = VpcEndpoints(
            self,
            "endpoints",
            site,
            vpc_id=vpc.id,
            cidr=cidr,
            subnet_ids=vpc.subnet_ids,
            route_table_ids=vpc.route_table_ids,
        )
        for zone in _internal_zones(site):
            # found inside the network only; a public zone of this name proves the hosts' certificates
            Route53Zone(
                self,
                f"zone-{zone.replace('.', '-')}",
                name=zone,
                comment=f"Internal hosts of {site.organisation.slug}",
                vpc=[Route53ZoneVpc(vpc_id=vpc.id)],
            )
        entry = endpoints.execute_api.dns_entry.get(0)
        self._publish(
            planned,
            vpc_id=vpc.id,
            cidr=cidr,
            subnet_ids=",".join(vpc.subnet_ids),
            execute_api_endpoint_id=endpoints.execute_api.id,
            execute_api_endpoint_dns_name=entry.dns_name,
            execute_api_endpoint_zone_id=entry.hosted_zone_id,
            endpoints_security_group_id=endpoints.security_group_id,
        )

    def _adopt(self, planned: PlannedStack, existing: ExistingVpc) -> None:
        endpoint = DataAwsVpcEndpoint(self, "execute-api", id=existing.endpoint, vpc_id=existing.vpc)
        entry = endpoint.dns_entry.get(0)
        self._publish(
            planned,
            vpc_id=existing.vpc,
            cidr=existing.cidr,
            subnet_ids=",".join(existing.subnets),
            execute_api_endpoint_id=existing.endpoint,
            execute_api_endpoint_dns_name=entry.dns_name,
            execute_api_endpoint_zone_id=entry.hosted_zone_id,
            endpoints_security_group_id=existing.endpoints_security_group,
        )

    def _publish(self, planned: PlannedStack, **values: str) -> None:
        described = {
            "vpc_id": "The network that services run in",
            "cidr": "Its IPv4 range",
            "subnet_ids": "Its private subnets, joined by commas",
            "execute_api_endpoint_id": "Where internal APIs are reached through",
            "execute_api_endpoint_dns_name": "That endpoint's own name",
            "execute_api_endpoint_zone_id": "The hosted zone of that name",
            "endpoints_security_group_id": "The group of the endpoints of AWS services",
        }
        for name, value in values.items():
            publish(self, name.replace("_", "-"), planned.site, value, described[name])


def _internal_zones(site: Site) -> list[str]:
    """Return the zones of the environment's internal hosts, each once."""
    hosts = site.organisation.hosts.values()
    return sorted({host.zone[site.environment.name] for host in hosts if host.audience is Audience.INTERNAL})
