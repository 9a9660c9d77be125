"""
Custom domains of REST APIs: mapped through API Gateway's second API, which knows both kinds.
"""

from __future__ import annotations

import inspect
from typing import Any

from moto.acm.models import acm_backends
from moto.apigateway import models as rest
from moto.apigateway.exceptions import BadRequestException
from moto.apigatewayv2 import models as http
from moto.apigatewayv2.exceptions import BadRequestException as BadMappingException

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct domain names and API mappings."""

    @wraps_method(rest.APIGatewayBackend, "create_domain_name")
    def create_domain_name(original: Any, self: Any, *args: Any, **kwargs: Any) -> Any:
        # moto takes any certificate.
        given = inspect.signature(original).bind(self, *args, **kwargs).arguments
        arn, name = given["regional_certificate_arn"] or given["certificate_arn"], given["domain_name"]
        certificate = acm_backends[self.account_id][self.region_name]._certificates.get(arn)
        if certificate is None or certificate.status != "ISSUED":
            raise BadRequestException(f"The certificate of {name} does not exist or is not issued: {arn}")
        if name not in {certificate.common_name, *certificate.sans}:
            raise BadRequestException(f"The certificate {arn} does not cover {name}")
        return original(self, *args, **kwargs)

    @wraps_method(rest.APIGatewayBackend, "delete_domain_name")
    def delete_domain_name(original: Any, self: Any, domain_name: str) -> Any:
        mappings = http.apigatewayv2_backends[self.account_id][self.region_name].api_mappings
        for key in [key for key, item in mappings.items() if item.domain_name == domain_name]:
            del mappings[key]
        return original(self, domain_name)

    @wraps_method(http.ApiGatewayV2Backend, "create_api_mapping")
    def create_api_mapping(
        original: Any, self: Any, api_id: str, api_mapping_key: str, domain_name: str, stage: str
    ) -> Any:
        # moto knows HTTP APIs and their domain names only.
        del original
        backend = rest.apigateway_backends[self.account_id][self.region_name]
        if domain_name not in backend.domain_names:
            raise BadMappingException(f"Invalid domain name identifier specified: {domain_name}")
        if api_id not in backend.apis or stage not in backend.apis[api_id].stages:
            raise BadMappingException(f"Invalid stage identifier specified: {api_id} {stage}")
        if any(item.api_mapping_key == api_mapping_key for item in self.get_api_mappings(domain_name)):
            raise BadMappingException(f"ApiMapping key {api_mapping_key!r} already exists for this domain name")
        mapping = http.ApiMapping(
            domain_name=domain_name,
            api_id=api_id,
            api_mapping_key=api_mapping_key,
            api_mapping_id=self._generate_api_maping_id(api_mapping_key, stage, domain_name),
            stage=stage,
        )
        self.api_mappings[mapping.api_mapping_id] = mapping
        return mapping

    @wraps_method(http.ApiGatewayV2Backend, "get_api_mapping")
    def get_api_mapping(original: Any, self: Any, api_mapping_id: str, domain_name: str) -> Any:
        if api_mapping_id in self.api_mappings:
            return self.api_mappings[api_mapping_id]
        return original(self, api_mapping_id, domain_name)
