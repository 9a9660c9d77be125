"""
The edge road: a public host and the mapping of each domain's API. The platform owns the mapping.
"""

from __future__ import annotations

from constructs import Construct

from platform_constructs.aws.custom_domain import CustomDomain, Target
from platform_constructs.aws.parameters import look_up, publish
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.platform_declarations import Edge

__all__ = ["EdgeStack"]


class EdgeStack(RoadStack):
    """
    Define one host of one environment, and the base path at which it leads to each API.

    Always: only the registry decides which API answers under which base path.
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
        name = host.domain_name[site.environment.name]
        CustomDomain(
            self,
            "custom-domain",
            planned.settings,
            name=name,
            zone=host.zone[site.environment.name],
            targets=targets,
        )
        publish(self, "domain-name", site, name, "The host that external consumers call")
