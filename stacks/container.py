"""
The container road: a service on ECS Fargate, behind the load balancer, that answers for APIs of its domain.
"""

from __future__ import annotations

from constructs import Construct

from platform_constructs.aws.alarm_topic import AlarmTopic, alarms_use_key
from platform_constructs.aws.container_service import ContainerService
from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.parameters import publish
from platform_constructs.aws.service_network import ServiceNetwork
from platform_constructs.aws.service_secrets import read_secrets, secret_arns
from platform_constructs.aws.stack import RoadStack
from platform_constructs.aws.target import Target
from platform_constructs.aws.task import Task
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.service import ContainerBackend

__all__ = ["ContainerStack"]


class ContainerStack(RoadStack):
    """
    Define one container with its tasks, its way in from the load balancer, and its scaling.

    Always: it reaches AWS services through the network's endpoints only, and is started with its own domain's secrets
    only. Which internal APIs it may call, those APIs' own policies say.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, declaration: ContainerBackend) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        key = LogKey(self, "log-key", site, settings, also=[alarms_use_key(site)])
        alarms = AlarmTopic(self, "alarms", site, key_arn=key.arn)
        network = ServiceNetwork(self, "network", site)
        secrets = secret_arns(self, site, declaration.secrets)
        task = Task(
            self,
            "task",
            site,
            settings,
            declaration,
            key_arn=key.arn,
            secrets=secrets,
            starting=read_secrets(site, secrets),
        )
        target = Target(
            self,
            "target",
            site,
            declaration,
            vpc_id=network.vpc_id,
            security_group_id=network.security_group_id,
            rules=planned.listeners,
        )
        ContainerService(
            self,
            "service",
            site,
            settings,
            declaration,
            task=task,
            target=target,
            network=network,
            alarm_topic_arn=alarms.arn,
        )
        publish(self, "alarm-topic-arn", site, alarms.arn, "Who is on call subscribes here")
