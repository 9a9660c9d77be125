"""
The load balancer road: what containers stand behind, and API Gateway's way to it.
"""

from __future__ import annotations

from cdktf import Fn
from cdktf_cdktf_provider_aws.data_aws_route53_zone import DataAwsRoute53Zone
from constructs import Construct

from platform_constructs.aws.certificate import proved_certificate
from platform_constructs.aws.load_balancer import LoadBalancer
from platform_constructs.aws.log_bucket import LogBucket
from platform_constructs.aws.parameters import look_up, publish
from platform_constructs.aws.private_link import PrivateWay
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.host import Balancer
from platform_constructs.model.network import Network
from platform_constructs.model.plan import PlannedStack

__all__ = ["BalancerStack"]


class BalancerStack(RoadStack):
    """
    Define the one load balancer of an environment. Containers add their own rules to its listener.

    Always: inside the network, TLS only, known by one name for each host, whose rules are those of domains that own
    the paths.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, table: Balancer) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        network = f"{site.organisation.platform.name}-{Network.road}"
        vpc_id = look_up(self, "vpc-id", site, network, "vpc-id")
        subnet_ids: list[str] = Fn.split(",", look_up(self, "subnet-ids", site, network, "subnet-ids"))
        environment = site.environment.name
        zone = DataAwsRoute53Zone(self, "zone", name=table.zone[environment], private_zone=False)
        certificate_arn = proved_certificate(
            self,
            table.domain_name[environment],
            zone_id=zone.zone_id,
            also=[table.name_of(host, environment) for host in sorted(site.organisation.hosts)],
        )
        logs = LogBucket(self, "logs", site, settings)
        balancer = LoadBalancer(
            self,
            "balancer",
            site,
            settings,
            vpc_id=vpc_id,
            subnet_ids=subnet_ids,
            certificate_arn=certificate_arn,
            logs=logs,
        )
        way = PrivateWay(
            self,
            "way",
            site,
            settings,
            table.private_link,
            vpc_id=vpc_id,
            subnet_ids=subnet_ids,
            balancer=balancer,
            logs=logs,
        )
        publish(self, "balancer-arn", site, balancer.arn, "For APIs that name the load balancer themselves")
        publish(self, "balancer-name", site, balancer.name, "What CloudWatch calls it, for alarms of containers")
        publish(self, "listener-arn", site, balancer.listener_arn, "Where containers add their rules")
        publish(self, "security-group-id", site, balancer.security_group_id, "Where containers add the way to them")
        publish(self, "vpc-link-id", site, way.link_id, "API Gateway's way in")
