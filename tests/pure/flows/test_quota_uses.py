"""
The claims of `flows.quota_uses`: what is counted, and in what.
"""

from __future__ import annotations

from typing import Any

from platform_constructs.flows.quota_uses import over_quota, uses_of
from platform_constructs.flows.synth import prepare
from platform_constructs.model.plan import PlannedStack
from platform_constructs.policy.view import View
from tests.pure.flows.small_world import Engine, Folder, ask, lawbook, world

ACCOUNT = "account 123456789012, eu-west-1"
API = "ordering-public: aws_api_gateway_rest_api.api"
POOL = "ordering-public: aws_cognito_user_pool.pool"


def stacks(*domains: str) -> tuple[PlannedStack, ...]:
    """Domains' public APIs of the sample, as planned."""
    _, planned = prepare(world(Engine({}), Folder()), lawbook(), ask(*domains))
    assert planned.plan is not None
    return planned.plan.stacks


def counted(resources: dict[str, Any], data: dict[str, Any] | None = None) -> set[tuple[str, str, int]]:
    """What is counted in ordering's stack when it was written like this."""
    view = View.of("ordering-public", {"resource": resources, "data": data or {}})
    return {(use.quota, use.holder, use.amount) for use in uses_of(stacks("ordering"), {"ordering-public": view})}


def test_resources_of_an_account_are_counted_with_their_copies() -> None:
    """`count` and `for_each` multiply, none is none; what a promise decides counts once."""
    plans = {"one": {}, "three": {"count": 3}, "none": {"count": 0}, "promised": {"count": "${var.n}"}}
    links = {"each": {"for_each": {"a": 1, "b": 2}}}
    assert counted({"aws_api_gateway_usage_plan": plans, "aws_apigatewayv2_vpc_link": links}) == {
        ("apigateway.usage-plans", ACCOUNT, 1),
        ("apigateway.usage-plans", ACCOUNT, 3),
        ("apigateway.vpc-links-v2", ACCOUNT, 2),
    }


def test_an_openapi_body_counts_like_the_resources_it_makes() -> None:
    """Every prefix of every path is a resource; a scheme that API Gateway authorizes by is an authorizer."""
    body = {
        "openapi": "3.0.1",
        "paths": {"/v1/orders": {}, "/v1/orders/{id}": {}, "/v1/items": {}},
        "components": {"securitySchemes": {"pool": {"x-amazon-apigateway-authorizer": {}}, "other": {}}},
    }
    api = {"endpoint_configuration": {"types": ["REGIONAL"]}, "body": body}
    more = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}
    assert counted(
        {
            "aws_api_gateway_rest_api": {"api": api},
            "aws_api_gateway_stage": {"stage": more},
            "aws_api_gateway_authorizer": {"a": more},
        }
    ) == {
        ("apigateway.regional-apis", ACCOUNT, 1),
        ("apigateway.resources-per-api", API, 4),
        ("apigateway.authorizers-per-api", API, 1),
        ("apigateway.stages-per-api", API, 1),
    }


def test_private_apis_have_a_quota_of_their_own() -> None:
    """By the type of the endpoint."""
    api = {"endpoint_configuration": [{"types": ["PRIVATE"]}]}
    assert ("apigateway.private-apis", ACCOUNT, 1) in counted({"aws_api_gateway_rest_api": {"api": api}})


def test_only_mappings_of_several_levels_count() -> None:
    """AWS counts no others."""
    mappings = {
        "one": {"api_mapping_key": "ordering", "domain_name": "api.example.com"},
        "two": {"api_mapping_key": "ordering/v2", "domain_name": "api.example.com"},
    }
    assert counted({"aws_apigatewayv2_api_mapping": mappings}) == {
        ("apigateway.multi-level-mappings-per-domain-name", "api.example.com", 1)
    }


def test_a_user_pool_counts_its_servers_clients_and_scopes() -> None:
    """Scopes count in their resource server, and in the client that may ask for them."""
    pool = "${aws_cognito_user_pool.pool.id}"
    server = {"user_pool_id": pool, "scope": [{"scope_name": "a"}, {"scope_name": "b"}]}
    client = {"user_pool_id": pool, "allowed_oauth_scopes": ["x/a", "x/b", "x/c"]}
    assert counted(
        {
            "aws_cognito_user_pool": {"pool": {}},
            "aws_cognito_resource_server": {"x": server},
            "aws_cognito_user_pool_client": {"c": client, "promised": {**client, "allowed_oauth_scopes": "${var.s}"}},
        }
    ) == {
        ("cognito.user-pools", ACCOUNT, 1),
        ("cognito.resource-servers-per-user-pool", POOL, 1),
        ("cognito.scopes-per-resource-server", "ordering-public: aws_cognito_resource_server.x", 2),
        ("cognito.app-clients-per-user-pool", POOL, 1),
        ("cognito.scopes-per-app-client", "ordering-public: aws_cognito_user_pool_client.c", 3),
        ("cognito.scopes-per-app-client", "ordering-public: aws_cognito_user_pool_client.promised", 0),
    }


def test_listener_rules_count_in_their_load_balancer_not_in_their_listener() -> None:
    """The quota is the load balancer's, whichever of its listeners a rule is for."""
    listeners = {name: {"load_balancer_arn": "${aws_lb.main.arn}"} for name in ("http", "https")}
    rules = {name: {"listener_arn": f"${{aws_lb_listener.{name}.arn}}", "priority": 2000} for name in listeners}
    balancer = "ordering-public: aws_lb.main"
    assert counted({"aws_lb": {"main": {}}, "aws_lb_listener": listeners, "aws_lb_listener_rule": rules}) == {
        ("elasticloadbalancing.listeners-per-load-balancer", balancer, 1),
        ("elasticloadbalancing.rules-per-load-balancer", balancer, 1),
    }


def test_what_is_only_known_later_shares_nothing_with_others() -> None:
    """A holder that no one can name is the resource's own."""
    server = {"user_pool_id": "${var.pool}"}
    assert (
        "cognito.resource-servers-per-user-pool",
        "user_pool_id of ordering-public: aws_cognito_resource_server.x",
        1,
    ) in counted({"aws_cognito_resource_server": {"x": server}})


def test_two_stacks_meet_in_what_one_publishes_and_the_other_reads() -> None:
    """The parameter that publishes a user pool's id leads to the same pool from every stack."""
    name = "/meridian/sandbox/ordering-public/pool"
    owner = View.of(
        "ordering-public",
        {
            "resource": {
                "aws_cognito_user_pool": {"pool": {}},
                "aws_ssm_parameter": {"pool": {"name": name, "insecure_value": "${aws_cognito_user_pool.pool.id}"}},
            }
        },
    )
    guest = View.of(
        "quoting-public",
        {
            "data": {"aws_ssm_parameter": {"pool": {"name": name}, "unknown": {"name": "/else/where"}}},
            "resource": {
                "aws_cognito_user_pool_client": {
                    "own": {"user_pool_id": "${data.aws_ssm_parameter.pool.insecure_value}"},
                    "far": {"user_pool_id": "${data.aws_ssm_parameter.unknown.insecure_value}"},
                }
            },
        },
    )
    uses = uses_of(stacks("ordering", "quoting"), {"ordering-public": owner, "quoting-public": guest})
    clients = {use.holder for use in uses if use.quota == "cognito.app-clients-per-user-pool"}
    assert clients == {POOL, "/else/where"}


def test_what_is_built_is_held_to_its_quotas() -> None:
    """Twenty-one VPC links for REST APIs are one too many; nothing built is nothing over."""
    view = View.of("ordering-public", {"resource": {"aws_api_gateway_vpc_link": {"link": {"count": 21}}}})
    found = [(one.code, one.owner, one.got) for one in over_quota(stacks("ordering"), {"ordering-public": view})]
    assert found == [("QUOTA-001", "ordering", f"21 of 20 in {ACCOUNT}; ordering has 21")]
    assert list(over_quota((), {})) == []
