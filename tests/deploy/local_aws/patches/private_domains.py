"""
Private custom domains of REST APIs: their ids, their policy, and which endpoints may reach them.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final
from urllib.parse import unquote

from moto.apigateway import models, urls
from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.responses import APIGatewayResponse

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]

_ASSOCIATIONS: Final = "{0}/domainnameaccessassociations$"
_TAGS: Final = "{0}/tags/(?P<association>.+/domainnameaccessassociations/.+)$"
_ASSOCIATION: Final = "{0}/domainnameaccessassociations/(?P<association>.+)$"


def apply() -> None:
    """Add what moto does not know of private domains."""
    urls.url_paths[_ASSOCIATIONS] = APIGatewayResponse.dispatch
    urls.url_paths[_ASSOCIATION] = APIGatewayResponse.dispatch
    urls.url_paths[_TAGS] = APIGatewayResponse.dispatch
    APIGatewayResponse.create_domain_name_access_association = _create
    APIGatewayResponse.get_domain_name_access_associations = _list
    APIGatewayResponse.delete_domain_name_access_association = _delete

    @wraps_method(APIGatewayResponse, "create_domain_name")
    def create_domain_name(original: Any, self: Any) -> Any:
        # moto drops the policy and gives a private name no id.
        status, headers, body = original(self)
        domain = self.backend.domain_names[self._get_param("domainName")]
        if "PRIVATE" in (domain.endpoint_configuration or {}).get("types", []):
            domain.local_policy = self._get_param("policy")
            domain.local_id = f"{len(self.backend.domain_names):010x}"
        elif self._get_param("policy"):
            raise BadRequestException("Only private custom domain names have a policy")
        del body
        return status, headers, json.dumps(domain.to_json())

    @wraps_method(APIGatewayResponse, "get_tags")
    def get_tags(original: Any, self: Any) -> Any:
        kept = _kept(self).get(unquote(self.path.partition("/tags/")[2]))
        return original(self) if kept is None else json.dumps({"tags": kept["tags"]})

    @wraps_method(models.DomainName, "to_json")
    def to_json(original: Any, self: Any) -> Any:
        answer = original(self)
        if not hasattr(self, "local_id"):
            return answer
        for name in (
            "regionalDomainName",
            "regionalHostedZoneId",
            "distributionDomainName",
            "distributionHostedZoneId",
        ):
            del answer[name]
        arn = f"arn:aws:apigateway:eu-west-1:{_account(self)}:/domainnames/{self.domain_name}+{self.local_id}"
        return {**answer, "domainNameId": self.local_id, "domainNameArn": arn, "policy": self.local_policy}


def _account(domain: Any) -> str:
    return str(domain.certificate_arn.split(":")[4])


def _kept(self: Any) -> dict[str, dict[str, Any]]:
    if not hasattr(self.backend, "local_associations"):
        self.backend.local_associations = {}
    kept: dict[str, dict[str, Any]] = self.backend.local_associations
    return kept


def _create(self: Any) -> Any:
    domain, source = self._get_param("domainNameArn"), self._get_param("accessAssociationSource")
    named = {one.to_json().get("domainNameArn") for one in self.backend.domain_names.values()}
    if domain not in named:
        raise BadRequestException(f"Invalid domain name identifier specified: {domain}")
    region = re.sub(r"^([^:]*:){3}([^:]*):.*$", r"\2", domain)
    account = domain.split(":")[4]
    name = domain.rpartition("/")[2]
    arn = f"arn:aws:apigateway:{region}:{account}:/domainnameaccessassociations/domainname/{name}/vpcesource/{source}"
    kept = {
        "accessAssociationSource": source,
        "accessAssociationSourceType": self._get_param("accessAssociationSourceType"),
        "domainNameAccessAssociationArn": arn,
        "domainNameArn": domain,
        "tags": self._get_param("tags") or {},
    }
    _kept(self)[arn] = kept
    return 201, {"status": 201}, json.dumps(kept)


def _list(self: Any) -> Any:
    return json.dumps({"item": list(_kept(self).values())})


def _delete(self: Any) -> Any:
    arn = unquote(self.path.partition("/domainnameaccessassociations/")[2])
    if _kept(self).pop(arn, None) is None:
        raise BadRequestException(f"Invalid domain name access association specified: {arn}")
    return 202, {"status": 202}, "{}"
