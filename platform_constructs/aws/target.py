"""
What stands between the load balancer and the tasks of a container: a target group, its health, and the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cdktf import Postcondition, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.data_aws_lb_listener import DataAwsLbListener
from cdktf_cdktf_provider_aws.lb_listener_rule import (
    LbListenerRule,
    LbListenerRuleAction,
    LbListenerRuleCondition,
    LbListenerRuleConditionHostHeader,
    LbListenerRuleConditionHttpRequestMethod,
    LbListenerRuleConditionPathPattern,
)
from cdktf_cdktf_provider_aws.lb_target_group import LbTargetGroup, LbTargetGroupHealthCheck
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import VpcSecurityGroupEgressRule
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from constructs import Construct

from platform_constructs.aws.parameters import look_up
from platform_constructs.model.plan import ListenerRule, Site
from platform_constructs.model.platform_declarations import LoadBalancer
from platform_constructs.model.service import ContainerBackend
from platform_constructs.model.short_name import short_name

__all__ = ["Target"]

_LONGEST_NAME: Final = 32  # characters of a target group's name
_DRAIN_SECONDS: Final = 30  # longer than API Gateway waits for any answer
_CHECK_SECONDS: Final = 10


class Target(Construct):
    """
    Define the target group of a container and the listener rules that lead to it.

    Always: TLS on the last part of the way too; only the load balancer reaches the container, at its port only.

    Attributes:
        arn: The target group's ARN.
        name: What CloudWatch calls it.
        balancer_name: What CloudWatch calls the load balancer.
        rules: The listener rules; nothing is sent before they are there.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        declaration: ContainerBackend,
        *,
        vpc_id: str,
        security_group_id: str,
        rules: Sequence[ListenerRule],
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            declaration: What its owner wrote.
            vpc_id: The network.
            security_group_id: The container's own group.
            rules: What the load balancer sends to it.
        """
        super().__init__(scope, id)
        balancer = f"{site.organisation.platform.name}-{LoadBalancer.road}"
        speaks_tls = TerraformResourceLifecycle(
            postcondition=[
                Postcondition(
                    condition='${self.protocol == "HTTPS"}',
                    error_message="The listener of the load balancer does not speak HTTPS.",
                )
            ]
        )
        listener = DataAwsLbListener(
            self,
            "listener",
            arn=look_up(self, "listener-arn", site, balancer, "listener-arn"),
            lifecycle=speaks_tls,
        )
        balancer_group = look_up(self, "balancer-group", site, balancer, "security-group-id")
        self.balancer_name: Final[str] = look_up(self, "balancer-name", site, balancer, "balancer-name")
        group = LbTargetGroup(
            self,
            "group",
            name=short_name(site.prefix, at_most=_LONGEST_NAME),
            target_type="ip",
            vpc_id=vpc_id,
            port=declaration.port,
            protocol="HTTPS",
            protocol_version="HTTP1",
            deregistration_delay=str(_DRAIN_SECONDS),
            load_balancing_algorithm_type="least_outstanding_requests",
            health_check=LbTargetGroupHealthCheck(
                enabled=True,
                protocol="HTTPS",
                path=declaration.health_path,
                matcher="200",
                interval=_CHECK_SECONDS,
                timeout=5,
                healthy_threshold=2,
                unhealthy_threshold=3,
            ),
        )
        VpcSecurityGroupIngressRule(
            self,
            "from-balancer",
            security_group_id=security_group_id,
            description="From the load balancer",
            ip_protocol="tcp",
            from_port=declaration.port,
            to_port=declaration.port,
            referenced_security_group_id=balancer_group,
        )
        VpcSecurityGroupEgressRule(
            self,
            "to-container",
            security_group_id=balancer_group,
            description=f"To {site.stack}",
            ip_protocol="tcp",
            from_port=declaration.port,
            to_port=declaration.port,
            referenced_security_group_id=security_group_id,
        )
        self.rules: Final = [
            LbListenerRule(
                self,
                f"rule-{rule.name}",
                listener_arn=listener.arn,
                priority=rule.priority,
                condition=_conditions(rule),
                action=[LbListenerRuleAction(type="forward", target_group_arn=group.arn)],
                tags={"Name": rule.name},
            )
            for rule in rules
        ]
        self.arn: Final[str] = group.arn
        self.name: Final[str] = group.arn_suffix


def _conditions(rule: ListenerRule) -> list[LbListenerRuleCondition]:
    found = [
        LbListenerRuleCondition(host_header=LbListenerRuleConditionHostHeader(values=[rule.host])),
        LbListenerRuleCondition(path_pattern=LbListenerRuleConditionPathPattern(values=[*rule.paths])),
    ]
    if rule.method:
        methods = LbListenerRuleConditionHttpRequestMethod(values=[rule.method])
        found.append(LbListenerRuleCondition(http_request_method=methods))
    return found
