"""
The delivery road: what each domain's pipeline may do in this account, compiled from the registry's claims.
"""

from __future__ import annotations

from constructs import Construct

from platform_constructs.aws.deployment_role import Pipeline, PipelineIdentity
from platform_constructs.aws.log_delivery import LogDelivery
from platform_constructs.aws.parameters import publish
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.delivery import Delivery
from platform_constructs.model.plan import PlannedStack

__all__ = ["DeliveryStack"]


class DeliveryStack(RoadStack):
    """
    Define a deployment role for each domain that has pipelines.

    Always: every role is bounded, and knows its pipeline by exact subjects; web ACLs may write logs, so that no domain
    has to change who writes into the account's logs.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, delivery: Delivery) -> None:
        super().__init__(scope, planned.site)
        identity = PipelineIdentity(self, "identity", planned.site, delivery)
        for role in planned.roles:
            pipeline = Pipeline(self, f"pipeline-{role.domain}", planned.site, role, delivery, identity.arn)
            publish(self, f"{role.domain}-role-arn", planned.site, pipeline.arn, f"The role that deploys {role.domain}")
        LogDelivery(self, "log-delivery", planned.site)
