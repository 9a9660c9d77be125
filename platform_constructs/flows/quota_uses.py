"""
Counts what written stacks use of AWS's quotas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from platform_constructs.catalog.ledger import Entry, Use, ledger, quota_findings
from platform_constructs.model.finding import Finding
from platform_constructs.model.plan import PlannedStack
from platform_constructs.policy.reading.resource import Resource
from platform_constructs.policy.reading.values import Known, Ref, Undecidable, Value
from platform_constructs.policy.view import View

__all__ = ["ledger_of", "over_quota", "uses_of"]

_API: Final = "aws_api_gateway_rest_api"
_ACCOUNT_WIDE: Final[Mapping[str, str]] = {
    "aws_api_gateway_api_key": "apigateway.api-keys",
    "aws_api_gateway_domain_name": "apigateway.custom-domains",
    "aws_api_gateway_usage_plan": "apigateway.usage-plans",
    "aws_api_gateway_vpc_link": "apigateway.vpc-links",
    "aws_apigatewayv2_domain_name": "apigateway.custom-domains",
    "aws_apigatewayv2_vpc_link": "apigateway.vpc-links-v2",
    "aws_cloudwatch_event_bus": "events.buses",
    "aws_cognito_user_pool": "cognito.user-pools",
    "aws_iam_policy": "iam.policies",
    "aws_iam_role": "iam.roles",
    "aws_ssm_parameter": "ssm.parameters",
    "aws_wafv2_web_acl": "wafv2.web-acls",
}
"""Resources of which an account's Region has so many, by type."""


class _Shared(NamedTuple):
    quota: str
    by: str  # the attribute that says in what


_SHARED: Final[Mapping[str, _Shared]] = {
    "aws_api_gateway_authorizer": _Shared("apigateway.authorizers-per-api", "rest_api_id"),
    "aws_api_gateway_resource": _Shared("apigateway.resources-per-api", "rest_api_id"),
    "aws_api_gateway_stage": _Shared("apigateway.stages-per-api", "rest_api_id"),
    "aws_apigatewayv2_integration": _Shared("apigateway.http-apis-integrations-per-api", "api_id"),
    "aws_apigatewayv2_route": _Shared("apigateway.http-apis-routes-per-api", "api_id"),
    "aws_cloudwatch_event_rule": _Shared("events.rules-per-bus", "event_bus_name"),
    "aws_cloudwatch_event_target": _Shared("events.targets-per-rule", "rule"),
    "aws_cognito_resource_server": _Shared("cognito.resource-servers-per-user-pool", "user_pool_id"),
    "aws_cognito_user_pool_client": _Shared("cognito.app-clients-per-user-pool", "user_pool_id"),
    "aws_iam_role_policy_attachment": _Shared("iam.managed-policies-per-role", "role"),
    "aws_lb_listener": _Shared("elasticloadbalancing.listeners-per-load-balancer", "load_balancer_arn"),
    "aws_lb_listener_certificate": _Shared(
        "elasticloadbalancing.certificates-per-load-balancer", "listener_arn.load_balancer_arn"
    ),
    "aws_lb_listener_rule": _Shared("elasticloadbalancing.rules-per-load-balancer", "listener_arn.load_balancer_arn"),
}
"""Resources of which something else has so many: the quota, and the attribute, or two, that lead there."""


def uses_of(stacks: Iterable[PlannedStack], views: Mapping[str, View]) -> Iterator[Use]:
    """
    Yield what each stack uses, as far as its file says.

    What a promise decides, such as `count = var.n`, counts once. What stacks share is known by the parameter that
    publishes it, or by its name.

    Args:
        stacks: The stacks.
        views: What was written for each of them.
    """
    planned = list(stacks)
    published = {name: what for stack in planned for name, what in _published(views[stack.name])}
    for stack in planned:
        counter = _Counter(stack, views[stack.name], published)
        for quota, holder, amount in counter.counted():
            yield Use(quota, holder, stack.name, stack.site.domain.name, amount, stack.declaration.place)


def ledger_of(stacks: Sequence[PlannedStack], views: Mapping[str, View]) -> tuple[Entry, ...]:
    """Return every quota that these stacks use something of, the fullest first."""
    return ledger(uses_of(stacks, views), stacks[0].site.organisation.quotas) if stacks else ()


def over_quota(stacks: Sequence[PlannedStack], views: Mapping[str, View]) -> Iterator[Finding]:
    """Yield what these stacks alone use too much of, or nearly."""
    if stacks:
        yield from quota_findings(ledger_of(stacks, views), platform=stacks[0].site.organisation.platform.name)


def _published(view: View) -> Iterator[tuple[str, str]]:
    """Yield the parameters by which a stack tells others of its resources, with the resource."""
    for parameter in view.of_type("aws_ssm_parameter"):
        name, what = parameter["name"], parameter["insecure_value"]
        if isinstance(name, Known) and isinstance(what, Ref):
            yield str(name.value), _identity(view, what.target)


def _identity(view: View, resource: Resource) -> str:
    return f"{view.stack}: {resource.root.address}"


_Counts = Iterator[tuple[str, str, int]]


class _Counter:
    """Counts in one stack: quota, holder, amount."""

    def __init__(self, stack: PlannedStack, view: View, published: Mapping[str, str]) -> None:
        self._stack, self._view, self._published = stack, view, published
        self._account = f"account {stack.site.environment.account}, {stack.site.environment.region}"

    def counted(self) -> _Counts:
        """Yield everything."""
        for resource in self._view.resources:
            if resource.parent is not None:
                continue
            if resource.type in _ACCOUNT_WIDE:
                yield _ACCOUNT_WIDE[resource.type], self._account, _copies(resource)
            if (shared := _SHARED.get(resource.type)) is not None:
                yield shared.quota, self._holder(resource, shared.by), _copies(resource)
            if (special := _SPECIAL.get(resource.type)) is not None:
                yield from special(self, resource)
        if self._stack.firewall is not None:
            for acl in self._view.of_type("aws_wafv2_web_acl"):
                yield "wafv2.capacity-per-web-acl", _identity(self._view, acl), self._stack.firewall.capacity

    def _holder(self, resource: Resource, by: str) -> str:
        """Follow attributes to what is shared, as far as this file knows the way."""
        first, _, rest = by.partition(".")
        value = resource[first]
        if isinstance(value, Ref) and not value.target.type.startswith("data."):
            return self._holder(value.target, rest) if rest else _identity(self._view, value.target)
        name = _parameter(value)
        if name is not None:
            return self._published.get(name, name)
        return str(value.value) if isinstance(value, Known) else f"{first} of {_identity(self._view, resource)}"

    def rest_api(self, api: Resource) -> _Counts:
        """Count a REST API, and what its OpenAPI body makes in it."""
        kinds = [one.value for one in _elements(api, "endpoint_configuration.types") if isinstance(one, Known)]
        yield f"apigateway.{'private' if 'PRIVATE' in kinds else 'regional'}-apis", self._account, _copies(api)
        own = _identity(self._view, api)
        for document in (one for one in self._view.of_type("openapi.document") if one.root is api):
            paths, schemes = document.body.get("paths"), document.body.get("components", {})
            yield "apigateway.resources-per-api", own, len(_resources(paths if isinstance(paths, Mapping) else {}))
            found = schemes.get("securitySchemes") if isinstance(schemes, Mapping) else None
            authorizers = [one for one in (found if isinstance(found, Mapping) else {}).values() if _authorizes(one)]
            yield "apigateway.authorizers-per-api", own, len(authorizers)

    def mapping(self, mapping: Resource) -> _Counts:
        """Count a mapping that has more than one level; AWS counts no others."""
        key = mapping["api_mapping_key"]
        if isinstance(key, Known) and "/" in str(key.value):
            holder = self._holder(mapping, "domain_name")
            yield "apigateway.multi-level-mappings-per-domain-name", holder, _copies(mapping)

    def resource_server(self, server: Resource) -> _Counts:
        """Count the scopes of a resource server."""
        yield "cognito.scopes-per-resource-server", _identity(self._view, server), len(_blocks(server, "scope"))

    def client(self, client: Resource) -> _Counts:
        """Count the scopes that an app client may ask for."""
        scopes = len(_elements(client, "allowed_oauth_scopes"))
        yield "cognito.scopes-per-app-client", _identity(self._view, client), scopes


_SPECIAL: Final[Mapping[str, Callable[[_Counter, Resource], _Counts]]] = {
    _API: _Counter.rest_api,
    "aws_apigatewayv2_api_mapping": _Counter.mapping,
    "aws_cognito_resource_server": _Counter.resource_server,
    "aws_cognito_user_pool_client": _Counter.client,
}


def _parameter(value: Value) -> str | None:
    """Return the name of the parameter that a value is read from, if it is."""
    if isinstance(value, Ref) and value.target.type == "data.aws_ssm_parameter":
        name = value.target["name"]
        return str(name.value) if isinstance(name, Known) else None
    return None


def _copies(resource: Resource) -> int:
    count, each = resource.body.get("count"), resource.body.get("for_each")
    if isinstance(count, int) and not isinstance(count, bool):
        return count
    return len(each) if isinstance(each, Mapping | list) else 1


def _resources(paths: Mapping[str, object]) -> set[tuple[str, ...]]:
    """Return every prefix of every path: API Gateway makes a resource of each."""
    split = [tuple(segment for segment in str(path).split("/") if segment) for path in paths]
    return {segments[:length] for segments in split for length in range(1, len(segments) + 1)}


def _authorizes(scheme: object) -> bool:
    return isinstance(scheme, Mapping) and "x-amazon-apigateway-authorizer" in scheme


def _elements(resource: Resource, path: str) -> tuple[Value, ...]:
    try:
        return resource.elements(path)
    except Undecidable:
        return ()


def _blocks(resource: Resource, path: str) -> tuple[Resource, ...]:
    try:
        return resource.blocks(path)
    except Undecidable:
        return ()
