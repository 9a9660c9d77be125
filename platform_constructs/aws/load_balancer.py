"""
The internal load balancer that containers stand behind.
"""

from __future__ import annotations

from typing import Final

from cdktf_cdktf_provider_aws.lb import Lb, LbAccessLogs, LbConnectionLogs
from cdktf_cdktf_provider_aws.lb_listener import (
    LbListener,
    LbListenerDefaultAction,
    LbListenerDefaultActionFixedResponse,
)
from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from constructs import Construct

from platform_constructs.aws.log_bucket import LogBucket
from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings
from platform_constructs.model.short_name import short_name

__all__ = ["LONGEST_NAME", "LoadBalancer"]

LONGEST_NAME: Final = 32
"""Characters of a load balancer's name."""

_IDLE_SECONDS: Final = 60  # more than API Gateway waits for any answer


class LoadBalancer(Construct):
    """
    Define an application load balancer inside the network, and its one listener.

    Always: TLS only, odd requests refused (strictest desync mitigation, no invalid headers), every request and every
    connection is logged, what no rule takes is answered 404. As the packs decide: TLS versions, deletion protection.

    Attributes:
        arn: Its ARN.
        name: What CloudWatch calls it.
        dns_name: AWS's own name of it.
        zone_id: The hosted zone of that name.
        listener_arn: Where rules are added.
        listener: The same, for what has to wait for it.
        security_group_id: Its group; whoever may come in is added there.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        *,
        vpc_id: str,
        subnet_ids: list[str],
        certificate_arn: str,
        logs: LogBucket,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `balancer.tls_policy`, `deletion_protection`.
            vpc_id: The network.
            subnet_ids: Where it stands.
            certificate_arn: With its name, and one for each host.
            logs: Where its logs go.
        """
        super().__init__(scope, id)
        group = SecurityGroup(
            self,
            "group",
            name=site.prefix,
            description="The load balancer of containers; each container adds the way to itself",
            vpc_id=vpc_id,
            tags={"Name": site.prefix},
        )
        balancer = Lb(
            self,
            "balancer",
            name=short_name(site.prefix, at_most=LONGEST_NAME),
            load_balancer_type="application",
            internal=True,
            subnets=subnet_ids,
            security_groups=[group.id],
            drop_invalid_header_fields=True,
            desync_mitigation_mode="strictest",
            xff_header_processing_mode="append",
            preserve_host_header=True,
            enable_http2=True,
            enable_zonal_shift=True,
            enable_waf_fail_open=False,
            enable_deletion_protection=settings.flag("deletion_protection"),
            idle_timeout=_IDLE_SECONDS,
            access_logs=LbAccessLogs(bucket=logs.name, prefix="access", enabled=True),
            connection_logs=LbConnectionLogs(bucket=logs.name, prefix="connections", enabled=True),
            depends_on=[logs.policy],
        )
        self.listener: Final = LbListener(
            self,
            "listener",
            load_balancer_arn=balancer.arn,
            port=443,
            protocol="HTTPS",
            ssl_policy=settings.text("balancer.tls_policy"),
            certificate_arn=certificate_arn,
            routing_http_response_server_enabled=False,
            routing_http_response_strict_transport_security_header_value="max-age=31536000",
            routing_http_response_x_content_type_options_header_value="nosniff",
            default_action=[
                LbListenerDefaultAction(
                    type="fixed-response",
                    fixed_response=LbListenerDefaultActionFixedResponse(
                        content_type="application/json", status_code="404", message_body='{"status":404}'
                    ),
                )
            ],
        )
        self.arn: Final[str] = balancer.arn
        self.name: Final[str] = balancer.arn_suffix
        self.dns_name: Final[str] = balancer.dns_name
        self.zone_id: Final[str] = balancer.zone_id
        self.listener_arn: Final[str] = self.listener.arn
        self.security_group_id: Final[str] = group.id
