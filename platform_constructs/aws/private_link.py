"""
API Gateway's way to the load balancer inside the network: the one that every provider version knows, or the direct one.
"""

from __future__ import annotations

from typing import Final

from cdktf_cdktf_provider_aws.api_gateway_vpc_link import ApiGatewayVpcLink
from cdktf_cdktf_provider_aws.apigatewayv2_vpc_link import Apigatewayv2VpcLink
from cdktf_cdktf_provider_aws.lb import Lb, LbAccessLogs
from cdktf_cdktf_provider_aws.lb_listener import LbListener, LbListenerDefaultAction
from cdktf_cdktf_provider_aws.lb_target_group import LbTargetGroup, LbTargetGroupHealthCheck
from cdktf_cdktf_provider_aws.lb_target_group_attachment import LbTargetGroupAttachment
from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import VpcSecurityGroupEgressRule
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from constructs import Construct

from platform_constructs.aws.load_balancer import LONGEST_NAME, LoadBalancer
from platform_constructs.aws.log_bucket import LogBucket
from platform_constructs.model.host import PrivateLink
from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings
from platform_constructs.model.short_name import short_name

__all__ = ["PrivateWay"]

_HTTPS: Final = 443


class PrivateWay(Construct):
    """
    Define how API Gateway comes to the load balancer, without the internet.

    Through a network load balancer, the link knows one target, and TLS goes through it untouched. Directly, the link
    stands in the network itself, and each API names the load balancer.

    Always: it leads to the load balancer's port only, and nobody else comes this way.

    Attributes:
        link_id: The VPC link's id.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        kind: PrivateLink,
        *,
        vpc_id: str,
        subnet_ids: list[str],
        balancer: LoadBalancer,
        logs: LogBucket,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `deletion_protection`.
            kind: Which of the two ways.
            vpc_id: The network.
            subnet_ids: Where it stands.
            balancer: Where it leads.
            logs: Where the network load balancer would log TLS connections.
        """
        super().__init__(scope, id)
        name = f"{site.prefix}-link"
        group = SecurityGroup(
            self,
            "group",
            name=name,
            description="API Gateway on its way to the load balancer",
            vpc_id=vpc_id,
            tags={"Name": name},
        )
        VpcSecurityGroupEgressRule(
            self,
            "to-balancer",
            security_group_id=group.id,
            description="HTTPS to the load balancer",
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            referenced_security_group_id=balancer.security_group_id,
        )
        VpcSecurityGroupIngressRule(
            self,
            "from-gateway",
            security_group_id=balancer.security_group_id,
            description="HTTPS from API Gateway",
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            referenced_security_group_id=group.id,
        )
        if kind is PrivateLink.LOAD_BALANCER:
            direct = Apigatewayv2VpcLink(
                self, "link", name=name, subnet_ids=subnet_ids, security_group_ids=[group.id], tags={"Name": name}
            )
            self.link_id: str = direct.id
            return
        network = Lb(
            self,
            "network-balancer",
            name=short_name(name, at_most=LONGEST_NAME),
            load_balancer_type="network",
            internal=True,
            subnets=subnet_ids,
            security_groups=[group.id],
            # API Gateway comes by PrivateLink, from addresses that nobody publishes; no other way leads in
            enforce_security_group_inbound_rules_on_private_link_traffic="off",
            enable_cross_zone_load_balancing=True,
            enable_deletion_protection=settings.flag("deletion_protection"),
            access_logs=LbAccessLogs(bucket=logs.name, prefix="link", enabled=True),
            depends_on=[logs.policy],
        )
        targets = LbTargetGroup(
            self,
            "balancers",
            name=short_name(name, at_most=LONGEST_NAME),
            target_type="alb",
            port=_HTTPS,
            protocol="TCP",
            vpc_id=vpc_id,
            # the listener answers 404 to what no rule takes: it is there
            health_check=LbTargetGroupHealthCheck(enabled=True, protocol="HTTPS", path="/", matcher="404"),
        )
        LbTargetGroupAttachment(
            self,
            "balancer",
            target_group_arn=targets.arn,
            target_id=balancer.arn,
            port=_HTTPS,
            depends_on=[balancer.listener],  # ELB takes no balancer that does not listen at the port
        )
        LbListener(
            self,
            "listener",
            load_balancer_arn=network.arn,
            port=_HTTPS,
            protocol="TCP",
            default_action=[LbListenerDefaultAction(type="forward", target_group_arn=targets.arn)],
        )
        link = ApiGatewayVpcLink(
            self, "link", name=name, description="To the load balancer of containers", target_arns=[network.arn]
        )
        self.link_id = link.id
