"""
A public host name with its certificate, and the APIs it leads to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cdktf_cdktf_provider_aws.api_gateway_domain_name import (
    ApiGatewayDomainName,
    ApiGatewayDomainNameEndpointConfiguration,
)
from cdktf_cdktf_provider_aws.apigatewayv2_api_mapping import Apigatewayv2ApiMapping
from cdktf_cdktf_provider_aws.data_aws_route53_zone import DataAwsRoute53Zone
from cdktf_cdktf_provider_aws.route53_record import Route53Record, Route53RecordAlias
from constructs import Construct

from platform_constructs.aws.certificate import proved_certificate
from platform_constructs.model.settings import Settings

__all__ = ["CustomDomain", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """
    The API behind one base path.

    Attributes:
        base_path: Without slashes at its ends, such as `ordering`.
        api_id: Its id; may be a Terraform reference.
        stage: Its stage's name; may be a Terraform reference.
    """

    base_path: str
    api_id: str
    stage: str


class CustomDomain(Construct):
    """
    Define a regional custom domain name, its DNS and one mapping per API.

    Always: TLS 1.2 or newer, a certificate that is validated by DNS and so renews itself.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        settings: Settings,
        *,
        name: str,
        zone: str,
        targets: Mapping[str, Target],
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            settings: What the packs decided; `tls.domain_policy`.
            name: The DNS name.
            zone: The public hosted zone that holds it.
            targets: The APIs, by the stack that owns each.
        """
        super().__init__(scope, id)
        held = DataAwsRoute53Zone(self, "zone", name=zone, private_zone=False)
        certificate_arn = proved_certificate(self, name, zone_id=held.zone_id)
        domain = ApiGatewayDomainName(
            self,
            "domain",
            domain_name=name,
            regional_certificate_arn=certificate_arn,
            security_policy=settings.text("tls.domain_policy"),
            endpoint_configuration=ApiGatewayDomainNameEndpointConfiguration(types=["REGIONAL"]),
        )
        Route53Record(
            self,
            "address",
            zone_id=held.zone_id,
            name=name,
            type="A",
            alias=Route53RecordAlias(
                name=domain.regional_domain_name, zone_id=domain.regional_zone_id, evaluate_target_health=False
            ),
        )
        for owner, target in sorted(targets.items()):
            Apigatewayv2ApiMapping(
                self,
                f"mapping-{owner}",
                domain_name=domain.domain_name,
                api_id=target.api_id,
                stage=target.stage,
                api_mapping_key=target.base_path,
            )
