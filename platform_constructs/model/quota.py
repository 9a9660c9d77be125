"""
What AWS lets an account have, by default: each number with where AWS says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["QUOTAS", "Quota"]

_DOCS: Final = "https://docs.aws.amazon.com"
_ACM: Final = f"{_DOCS}/acm/latest/userguide/acm-limits.html"
_REST: Final = f"{_DOCS}/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html"
_HTTP: Final = f"{_DOCS}/apigateway/latest/developerguide/http-api-quotas.html"
_ALB: Final = f"{_DOCS}/elasticloadbalancing/latest/application/load-balancer-limits.html"
_BUS: Final = f"{_DOCS}/eventbridge/latest/userguide/eb-quota.html"
_COGNITO: Final = f"{_DOCS}/cognito/latest/developerguide/quotas.html"
_IAM: Final = f"{_DOCS}/IAM/latest/UserGuide/reference_iam-quotas.html"
_SSM: Final = f"{_DOCS}/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
_WAF: Final = f"{_DOCS}/waf/latest/developerguide/limits.html"


@dataclass(frozen=True, slots=True)
class Quota:
    """
    A number of things that AWS allows in something shared.

    Attributes:
        name: As the registry's `[quotas]` writes it, such as `apigateway.resources-per-api`.
        what: The things counted, in the plural.
        shared: What they share: `account` for an account's Region, else a noun such as `user pool`.
        limit: How many AWS allows by default.
        adjustable: Whether AWS raises it on request; the registry then says what was granted.
        source: Where AWS says so.
    """

    name: str
    what: str
    shared: str
    limit: int
    adjustable: bool
    source: str


def _by_name(*quotas: Quota) -> Mapping[str, Quota]:
    return {quota.name: quota for quota in sorted(quotas, key=lambda one: one.name)}


QUOTAS: Final = _by_name(
    Quota("acm.names-per-certificate", "domain names", "certificate", 10, True, _ACM),
    Quota("apigateway.api-keys", "API keys", "account", 10_000, False, _REST),
    Quota("apigateway.authorizers-per-api", "authorizers", "REST API", 10, True, _REST),
    Quota("apigateway.custom-domains", "public custom domain names", "account", 120, True, _REST),
    Quota("apigateway.http-apis-integrations-per-api", "integrations", "HTTP API", 300, False, _HTTP),
    Quota("apigateway.http-apis-routes-per-api", "routes", "HTTP API", 300, True, _HTTP),
    Quota("apigateway.multi-level-mappings-per-domain-name", "multi-level API mappings", "host", 200, False, _REST),
    Quota("apigateway.regional-apis", "Regional REST APIs", "account", 600, False, _REST),
    Quota("apigateway.private-apis", "private REST APIs", "account", 600, False, _REST),
    Quota("apigateway.resources-per-api", "resources", "REST API", 300, True, _REST),
    Quota("apigateway.stages-per-api", "stages", "REST API", 10, True, _REST),
    Quota("apigateway.usage-plans", "usage plans", "account", 300, True, _REST),
    Quota("apigateway.vpc-links", "VPC links for REST APIs", "account", 20, True, _REST),
    Quota("apigateway.vpc-links-v2", "VPC links for HTTP APIs", "account", 10, True, _HTTP),
    Quota("cognito.app-clients-per-user-pool", "app clients", "user pool", 1_000, True, _COGNITO),
    Quota("cognito.resource-servers-per-user-pool", "resource servers", "user pool", 25, True, _COGNITO),
    Quota("cognito.scopes-per-app-client", "scopes", "app client", 50, False, _COGNITO),
    Quota("cognito.scopes-per-resource-server", "scopes", "resource server", 100, False, _COGNITO),
    Quota("cognito.user-pools", "user pools", "account", 1_000, True, _COGNITO),
    Quota("elasticloadbalancing.certificates-per-load-balancer", "certificates", "load balancer", 25, True, _ALB),
    Quota("elasticloadbalancing.listeners-per-load-balancer", "listeners", "load balancer", 50, True, _ALB),
    Quota("elasticloadbalancing.rules-per-load-balancer", "listener rules", "load balancer", 100, True, _ALB),
    Quota("events.buses", "event buses", "account", 100, True, _BUS),
    Quota("events.rules-per-bus", "rules", "event bus", 300, True, _BUS),
    Quota("events.targets-per-rule", "targets", "event rule", 5, False, _BUS),
    Quota("iam.managed-policies-per-role", "managed policies", "role", 10, True, _IAM),
    Quota("iam.policies", "customer managed policies", "account", 1_500, True, _IAM),
    Quota("iam.roles", "roles", "account", 1_000, True, _IAM),
    Quota("ssm.parameters", "standard parameters", "account", 10_000, False, _SSM),
    Quota("wafv2.capacity-per-web-acl", "capacity units", "web ACL", 5_000, False, _WAF),
    Quota("wafv2.web-acls", "web ACLs", "account", 100, True, _WAF),
)
"""By name, sorted. Adjustable ones are warned about in time to ask AWS for more; the others end a design."""
