"""
The edge road: a host and the mapping of each domain's API. The platform owns the mapping.
"""

from __future__ import annotations

from constructs import Construct

from platform_constructs.aws.custom_domain import CustomDomain, Target
from platform_constructs.aws.parameters import look_up, publish
from platform_constructs.aws.private_domain import Endpoint, PrivateDomain
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.host import Audience
from platform_constructs.model.network import Network
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.platform_declarations import Edge

__all__ = ["EdgeStack"]


class EdgeStack(RoadStack):
    """
    Define one host of one environment, and the base path at which it leads to each API.

    Always: only the registry decides which API answers under which base path. An external host is public, an internal
    one is reached through the network's endpoint only.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, declaration: Edge) -> None:
        super().__init__(scope, planned.site)
        site = planned.site
        host = site.organisation.hosts[declaration.host]
        targets = {
            mapped.stack: Target(
                base_path=mapped.base_path,
                api_id=look_up(self, f"{mapped.stack}-api", site, mapped.stack, "rest-api-id"),
                stage=look_up(self, f"{mapped.stack}-stage", site, mapped.stack, "stage-name"),
            )
            for mapped in planned.mapped
        }
        name, zone = host.domain_name[site.environment.name], host.zone[site.environment.name]
        if host.audience is Audience.EXTERNAL:
            CustomDomain(self, "custom-domain", planned.settings, name=name, zone=zone, targets=targets)
        else:
            endpoint = self._endpoint(planned)
            PrivateDomain(
                self, "private-domain", planned.settings, name=name, zone=zone, endpoint=endpoint, targets=targets
            )
        publish(self, "domain-name", site, name, "The host that consumers call")

    def _endpoint(self, planned: PlannedStack) -> Endpoint:
        network = f"{planned.site.organisation.platform.name}-{Network.road}"
        found = (
            look_up(self, name, planned.site, network, name)
            for name in ("execute-api-endpoint-id", "execute-api-endpoint-dns-name", "execute-api-endpoint-zone-id")
        )
        return Endpoint(*found)
