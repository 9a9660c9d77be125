"""
A container that runs on ECS Fargate: how many tasks, how a new version takes over, and when it is taken back.
"""

from __future__ import annotations

from typing import Final

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.appautoscaling_policy import (
    AppautoscalingPolicy,
    AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
    AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification,
)
from cdktf_cdktf_provider_aws.appautoscaling_target import AppautoscalingTarget
from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from cdktf_cdktf_provider_aws.ecs_cluster import EcsCluster, EcsClusterSetting
from cdktf_cdktf_provider_aws.ecs_service import (
    EcsService,
    EcsServiceAlarms,
    EcsServiceDeploymentCircuitBreaker,
    EcsServiceDeploymentController,
    EcsServiceLoadBalancer,
    EcsServiceNetworkConfiguration,
)
from constructs import Construct

from platform_constructs.aws.service_network import ServiceNetwork
from platform_constructs.aws.target import Target
from platform_constructs.aws.task import Task
from platform_constructs.model.plan import Site
from platform_constructs.model.service import ContainerBackend
from platform_constructs.model.settings import Settings

__all__ = ["ContainerService"]

_BUSY_PERCENT: Final = 60.0  # of its CPU; above, there come to be more tasks
_GRACE_SECONDS: Final = 60
_MINUTE: Final = 60


class ContainerService(Construct):
    """
    Define a cluster of one service on Fargate.

    Always: several zones, no public address, nobody signs in to a running task; a version that does not become healthy,
    or that answers with errors, is rolled back by itself; more tasks come when they are busy.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        declaration: ContainerBackend,
        *,
        task: Task,
        target: Target,
        network: ServiceNetwork,
        alarm_topic_arn: str,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `container.*`.
            declaration: What its owner wrote.
            task: What runs.
            target: Where the load balancer finds it.
            network: Where it runs.
            alarm_topic_arn: Where it is told that a version answers with errors.
        """
        super().__init__(scope, id)
        name = site.prefix
        least = settings.number("container.least_tasks")
        errors = CloudwatchMetricAlarm(
            self,
            "errors",
            alarm_name=f"{name}-errors",
            alarm_description="Answers with 500 or more; while a new version takes over, this rolls it back",
            namespace="AWS/ApplicationELB",
            metric_name="HTTPCode_Target_5XX_Count",
            dimensions={"LoadBalancer": target.balancer_name, "TargetGroup": target.name},
            statistic="Sum",
            period=_MINUTE,
            evaluation_periods=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=settings.number("container.rollback_errors"),
            treat_missing_data="notBreaching",  # no errors are no data
            alarm_actions=[alarm_topic_arn],
            ok_actions=[alarm_topic_arn],
        )
        cluster = EcsCluster(
            self, "cluster", name=name, setting=[EcsClusterSetting(name="containerInsights", value="enabled")]
        )
        service = EcsService(
            self,
            "service",
            name=name,
            cluster=cluster.arn,
            task_definition=task.arn,
            launch_type="FARGATE",
            platform_version="LATEST",
            desired_count=least,
            deployment_minimum_healthy_percent=100,
            deployment_maximum_percent=200,
            deployment_controller=EcsServiceDeploymentController(type="ECS"),
            deployment_circuit_breaker=EcsServiceDeploymentCircuitBreaker(enable=True, rollback=True),
            alarms=EcsServiceAlarms(alarm_names=[errors.alarm_name], enable=True, rollback=True),
            health_check_grace_period_seconds=_GRACE_SECONDS,
            availability_zone_rebalancing="ENABLED",
            enable_execute_command=False,
            propagate_tags="SERVICE",
            network_configuration=EcsServiceNetworkConfiguration(
                subnets=network.subnet_ids, security_groups=[network.security_group_id], assign_public_ip=False
            ),
            load_balancer=[
                EcsServiceLoadBalancer(
                    target_group_arn=target.arn, container_name=task.name, container_port=declaration.port
                )
            ],
            depends_on=[*target.rules],  # ECS takes no target group that no listener knows
            lifecycle=TerraformResourceLifecycle(ignore_changes=["desired_count"]),  # the scaling below decides it
        )
        scaled = AppautoscalingTarget(
            self,
            "scaled",
            service_namespace="ecs",
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=f"service/{cluster.name}/{service.name}",
            min_capacity=least,
            max_capacity=max(least, declaration.most_tasks),
        )
        AppautoscalingPolicy(
            self,
            "busy",
            name=f"{name}-busy",
            policy_type="TargetTrackingScaling",
            service_namespace=scaled.service_namespace,
            scalable_dimension=scaled.scalable_dimension,
            resource_id=scaled.resource_id,
            target_tracking_scaling_policy_configuration=AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration(
                target_value=_BUSY_PERCENT,
                scale_in_cooldown=300,
                scale_out_cooldown=60,
                predefined_metric_specification=AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification(
                    predefined_metric_type="ECSServiceAverageCPUUtilization"
                ),
            ),
        )
