"""
What services in a network may reach of AWS: endpoints, each with a policy that keeps to the organisation's own account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_endpoint import VpcEndpoint
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from constructs import Construct

from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.plan import Site

__all__ = ["VpcEndpoints"]

_HTTPS: Final = 443
_SERVICES: Final[Mapping[str, tuple[str, ...]]] = {
    "ecr.api": ("ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer"),
    "ecr.dkr": ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
    "execute-api": ("execute-api:Invoke",),
    "kms": ("kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"),
    "logs": ("logs:CreateLogStream", "logs:PutLogEvents"),
    "secretsmanager": ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"),
    "ssm": ("ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"),
    "sts": ("sts:AssumeRole", "sts:GetCallerIdentity"),
    "xray": ("xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"),
}
"""Interface endpoints, with what is asked of each: what runs here pulls images, logs, traces, and reads secrets."""


class VpcEndpoints(Construct):
    """
    Define interface endpoints for the services that containers and functions call, and a gateway endpoint for S3.

    Always: reached from the network over HTTPS only; used by principals of the environment's account only.

    Attributes:
        execute_api: The endpoint that internal APIs are reached through.
        security_group_id: The group of all of them, for groups that may call them.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        *,
        vpc_id: str,
        cidr: str,
        subnet_ids: Sequence[str],
        route_table_ids: Sequence[str],
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            vpc_id: The network.
            cidr: Its IPv4 range.
            subnet_ids: Where the endpoints stand.
            route_table_ids: Which S3's gateway is put into.
        """
        super().__init__(scope, id)
        group = SecurityGroup(
            self,
            "group",
            name=f"{site.prefix}-endpoints",
            description="Endpoints of AWS services; nothing goes out from them",
            vpc_id=vpc_id,
        )
        VpcSecurityGroupIngressRule(
            self,
            "https",
            security_group_id=group.id,
            description="HTTPS from the network",
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            cidr_ipv4=cidr,
        )
        self.security_group_id: Final[str] = group.id
        made = {
            service: VpcEndpoint(
                self,
                service.replace(".", "-"),
                vpc_id=vpc_id,
                service_name=_named(site, service),
                vpc_endpoint_type="Interface",
                private_dns_enabled=True,
                subnet_ids=[*subnet_ids],
                security_group_ids=[group.id],
                policy=policy_document(self, f"{service.replace('.', '-')}-policy", [_own(site, actions)]),
                tags={"Name": f"{site.prefix}-{service}"},
            )
            for service, actions in _SERVICES.items()
        }
        VpcEndpoint(
            self,
            "s3",
            vpc_id=vpc_id,
            service_name=_named(site, "s3"),
            vpc_endpoint_type="Gateway",
            route_table_ids=[*route_table_ids],
            policy=policy_document(self, "s3-policy", _buckets(site)),
            tags={"Name": f"{site.prefix}-s3"},
        )
        self.execute_api: Final = made["execute-api"]


def _named(site: Site, service: str) -> str:
    return f"com.amazonaws.{site.environment.region}.{service}"


def _own(site: Site, actions: Sequence[str]) -> dict[str, Any]:
    """Allow the environment's own principals; what exactly each of them may do, its own policies say."""
    return {
        "Sid": "OwnPrincipals",
        "Effect": "Allow",
        "Principal": "*",
        "Action": [*actions],
        "Resource": "*",  # no finer: the endpoint does not know which resources there will be
        "Condition": {"StringEquals": {"aws:PrincipalAccount": site.environment.account}},
    }


def _buckets(site: Site) -> list[dict[str, Any]]:
    """Allow the account's own buckets, and those that ECR keeps the layers of images in."""
    region, account = site.environment.region, site.environment.account
    own = {"aws:PrincipalAccount": account, "aws:ResourceAccount": account}
    return [
        {
            "Sid": "OwnBuckets",
            "Effect": "Allow",
            "Principal": "*",
            "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
            "Resource": "*",  # the condition names whose: the account's own
            "Condition": {"StringEquals": own},
        },
        {
            "Sid": "ImageLayers",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::prod-{region}-starport-layer-bucket/*",
            "Condition": {"StringEquals": {"aws:PrincipalAccount": account}},
        },
    ]
