"""
An internal host name: its certificate, who may reach it, and the APIs it leads to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cdktf_cdktf_provider_aws.api_gateway_base_path_mapping import ApiGatewayBasePathMapping
from cdktf_cdktf_provider_aws.api_gateway_domain_name import (
    ApiGatewayDomainName,
    ApiGatewayDomainNameEndpointConfiguration,
)
from cdktf_cdktf_provider_aws.api_gateway_domain_name_access_association import (
    ApiGatewayDomainNameAccessAssociation,
)
from cdktf_cdktf_provider_aws.data_aws_route53_zone import DataAwsRoute53Zone
from cdktf_cdktf_provider_aws.route53_record import Route53Record, Route53RecordAlias
from constructs import Construct

from platform_constructs.aws.certificate import proved_certificate
from platform_constructs.aws.custom_domain import Target
from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.settings import Settings

__all__ = ["Endpoint", "PrivateDomain"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """
    The network's endpoint for API Gateway; each value may be a Terraform reference.

    Attributes:
        id: Its id, such as `vpce-0a1b2c3d`.
        dns_name: Its own DNS name.
        zone_id: The hosted zone of that name.
    """

    id: str
    dns_name: str
    zone_id: str


class PrivateDomain(Construct):
    """
    Define a private custom domain name, its DNS inside the network and one mapping per API.

    Always: reached through the network's endpoint only; a certificate that is validated by DNS and so renews itself.
    The zone exists twice under one name: public, where the certificate is proved, and private, where the host is found.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        settings: Settings,
        *,
        name: str,
        zone: str,
        endpoint: Endpoint,
        targets: Mapping[str, Target],
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            settings: What the packs decided; `tls.domain_policy`.
            name: The DNS name.
            zone: The hosted zones that hold it.
            endpoint: Where requests come through.
            targets: The APIs, by the stack that owns each.
        """
        super().__init__(scope, id)
        outside = DataAwsRoute53Zone(self, "zone", name=zone, private_zone=False)
        domain = ApiGatewayDomainName(
            self,
            "domain",
            domain_name=name,
            certificate_arn=proved_certificate(self, name, zone_id=outside.zone_id),
            security_policy=settings.text("tls.domain_policy"),
            policy=policy_document(self, "policy-document", _reached_from(endpoint.id)),
            endpoint_configuration=ApiGatewayDomainNameEndpointConfiguration(types=["PRIVATE"]),
        )
        ApiGatewayDomainNameAccessAssociation(
            self,
            "access",
            access_association_source=endpoint.id,
            access_association_source_type="VPCE",
            domain_name_arn=domain.arn,
        )
        inside = DataAwsRoute53Zone(self, "inside", name=zone, private_zone=True)
        Route53Record(
            self,
            "address",
            zone_id=inside.zone_id,
            name=name,
            type="A",
            alias=Route53RecordAlias(name=endpoint.dns_name, zone_id=endpoint.zone_id, evaluate_target_health=False),
        )
        for owner, target in sorted(targets.items()):
            ApiGatewayBasePathMapping(
                self,
                f"mapping-{owner}",
                domain_name=domain.domain_name,
                domain_name_id=domain.domain_name_id,
                api_id=target.api_id,
                stage_name=target.stage,
                base_path=target.base_path,
            )


def _reached_from(endpoint: str) -> list[dict[str, Any]]:
    """Return who may reach the name; who may call which operation is for the APIs' own policies to say."""
    reach = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    inside = {"aws:SourceVpce": endpoint}
    return [
        {"Sid": "Inside", "Effect": "Allow", **reach, "Condition": {"StringEquals": inside}},
        {"Sid": "Outside", "Effect": "Deny", **reach, "Condition": {"StringNotEquals": inside}},
    ]
