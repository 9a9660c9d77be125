"""
What exists in the local AWS: asked from outside moto's APIs, so that nothing can hide.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from moto.acm.models import acm_backends
from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends
from moto.awslambda.models import lambda_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.cognitoidp.models import cognitoidp_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models import ec2_backends
from moto.ecs.models import ecs_backends
from moto.elbv2.models import elbv2_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.logs.models import logs_backends
from moto.moto_api._internal import moto_api_backends
from moto.route53.models import route53_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends
from moto.ssm.models import ssm_backends
from moto.wafv2.models import wafv2_backends

from tests.deploy.local_aws.openapi.store import definition

__all__ = ["add_zone", "leftovers", "mapped_apis", "open_methods", "reset", "stale_stages", "unmet_scopes"]


def reset(account: str) -> None:
    """Forget everything; requests are of this account from now on."""
    os.environ["MOTO_ACCOUNT_ID"] = account  # moto reads it at every request
    moto_api_backends["global"].reset()


def add_zone(name: str) -> str:
    """Create a public hosted zone and return its id."""
    backend = route53_backends[os.environ.get("MOTO_ACCOUNT_ID", DEFAULT_ACCOUNT_ID)]["aws"]
    zone = backend.create_hosted_zone(name=name, private_zone=False, caller_reference=name)
    return str(zone.resource_id)


def leftovers() -> list[str]:
    """Return everything a stack could have made and not removed, as `kind: name`, sorted."""
    return sorted(f"{kind}: {name}" for kind, name in _existing())


def _all(backends: Any) -> Iterator[Any]:
    """Every region of every account."""
    for account in backends.values():
        yield from account.values()


def _existing() -> Iterator[tuple[str, str]]:
    for gateway in _all(apigateway_backends):
        yield from (("rest api", api.name) for api in gateway.apis.values())
        yield from (("usage plan", plan.name or "") for plan in gateway.usage_plans.values())
        yield from (("api key", key.name or "") for key in gateway.keys.values())
        yield from (("domain name", name) for name in gateway.domain_names)
    for http in _all(apigatewayv2_backends):
        yield from (("http api", api.name) for api in http.apis.values())
        yield from (("domain name", name) for name in http.domain_names)
        yield from (
            ("api mapping", f"{item.domain_name}/{item.api_mapping_key}") for item in http.api_mappings.values()
        )
    for cognito in _all(cognitoidp_backends):
        yield from (("user pool", pool.name) for pool in cognito.user_pools.values())
        yield from (("user pool domain", name) for name in cognito.user_pool_domains)
    for waf in _all(wafv2_backends):
        yield from (("web acl", acl.name) for acl in waf.wacls.values())
        yield from (("ip set", item.name) for item in waf.ip_sets.values())
        yield from (("web acl logging", arn) for arn in waf.logging_configurations)
    for logs in _all(logs_backends):
        yield from (("log group", name) for name in logs.groups)
    for kms in _all(kms_backends):
        mine = [key for key in kms.keys.values() if key.key_manager == "CUSTOMER"]
        yield from (("kms key", key.id) for key in mine if key.key_state != "PendingDeletion")
        yield from (("kms alias", name) for key in mine for name in key.aliases)
    for ssm in _all(ssm_backends):
        # dict.items: moto's own lookup loads AWS's public parameters as a side effect
        yield from (("parameter", name) for name, versions in dict.items(ssm._parameters) if versions)
    yield from _services()
    for acm in _all(acm_backends):
        yield from (("certificate", item.common_name) for item in acm._certificates.values())
    for iam in _all(iam_backends):
        yield from (
            ("role", role.name) for role in iam.roles.values() if not role.path.startswith("/aws-service-role/")
        )
        yield from (
            ("policy", policy.name) for policy in iam.managed_policies.values() if ":aws:policy/" not in policy.arn
        )
    for dns in _all(route53_backends):
        for zone in dns.zones.values():
            if zone.private_zone:
                yield "private zone", zone.name
            yield from (
                ("dns record", f"{record.name} {record.type}")
                for record in zone.rrsets
                if record.type not in {"SOA", "NS"}
            )
    for network in _all(ec2_backends):
        yield from (("vpc", vpc.id) for vpc in network.vpcs.values() if not vpc.is_default)
        # moto keeps what was deleted, and says so
        endpoints = (one for one in network.vpc_end_points.values() if one.state != "deleted")
        yield from (("vpc endpoint", one.service_name) for one in endpoints)
        yield from (("flow log", one.id) for one in network.flow_logs.values())


def stale_stages() -> list[str]:
    """Return each stage that serves something else than its API now says, as `api/stage`, sorted."""
    return sorted(
        f"{api.name}/{stage.name}"
        for gateway in _all(apigateway_backends)
        for api in gateway.apis.values()
        for stage in api.stages.values()
        if api.deployments[stage.deployment_id].local_definition != definition(api)
    )


def open_methods() -> list[str]:
    """Return each method that anyone may call, as `api METHOD path`, sorted."""
    return sorted(
        f"{api.name} {name} {resource.get_path()}"
        for gateway in _all(apigateway_backends)
        for api in gateway.apis.values()
        for resource in api.resources.values()
        for name, method in resource.resource_methods.items()
        if method.authorization_type == "NONE"
    )


def mapped_apis() -> list[str]:
    """Return what each custom domain leads to, as `host/base path: api/stage`, sorted."""
    names = {api.id: api.name for gateway in _all(apigateway_backends) for api in gateway.apis.values()}
    public = (item for gateway in _all(apigatewayv2_backends) for item in gateway.api_mappings.values())
    private = (
        item
        for gateway in _all(apigateway_backends)
        for mappings in gateway.base_path_mappings.values()
        for item in mappings.values()
    )
    return sorted(
        [
            *(f"{one.domain_name}/{one.api_mapping_key}: {names[one.api_id]}/{one.stage}" for one in public),
            *(f"{one.domain_name}/{one.base_path}: {names[one.rest_api_id]}/{one.stage}" for one in private),
        ]
    )


def unmet_scopes() -> list[str]:
    """Return each scope that a method asks for and no token can carry, as `api METHOD path: scope`, sorted."""
    offered = {
        pool.arn: {
            f"{server.identifier}/{scope['ScopeName']}"
            for server in pool.resource_servers.values()
            for scope in server.scopes
        }
        for cognito in _all(cognitoidp_backends)
        for pool in cognito.user_pools.values()
    }
    return sorted(
        f"{api.name} {name} {resource.get_path()}: {scope}"
        for gateway in _all(apigateway_backends)
        for api in gateway.apis.values()
        for resource in api.resources.values()
        for name, method in resource.resource_methods.items()
        for scope in method.authorization_scopes or ()
        if not any(scope in offered.get(arn, ()) for arn in api.authorizers[method.authorizer_id].provider_arns)
    )


def _services() -> Iterator[tuple[str, str]]:
    """What containers, functions and partners have."""
    for balancers in _all(elbv2_backends):
        yield from (("load balancer", one.name) for one in balancers.load_balancers.values())
        yield from (("target group", one.name) for one in balancers.target_groups.values())
    for containers in _all(ecs_backends):
        yield from (("cluster", one.name) for one in containers.clusters.values() if one.status == "ACTIVE")
        yield from (("service", one.name) for one in containers.services.values() if one.status == "ACTIVE")
    for functions in _all(lambda_backends):
        yield from (("function", one.function_name) for one in functions.list_functions())
    for queues in _all(sqs_backends):
        yield from (("queue", name) for name in queues.queues)
    for topics in _all(sns_backends):
        yield from (("topic", one.name) for one in topics.topics.values())
    for alarms in _all(cloudwatch_backends):
        yield from (("alarm", name) for name in alarms.alarms)
    for secrets in _all(secretsmanager_backends):
        yield from (("secret", one.name) for one in dict.values(secrets.secrets) if not one.is_deleted())
    for buckets in _all(s3_backends):
        yield from (("bucket", name) for name in buckets.buckets)
