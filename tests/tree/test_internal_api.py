"""
The internal API road, and the internal host that leads to it.
"""

from __future__ import annotations

import json

from platform_constructs.model.platform_declarations import Edge
from tests.tree.plans import internal_api, plan


def test_every_operation_asks_for_a_signed_request(synth, only):
    """The body names AWS's own authorisation for each method, and no user pool."""
    document = synth(plan(internal_api()))["ordering-internal"]
    body = json.loads(only(document, "aws_api_gateway_rest_api")["body"])

    schemes = body["components"]["securitySchemes"]
    asked = [operation["security"] for item in body["paths"].values() for operation in item.values()]
    assert {"sigv4": "awsSigv4"} == {name: one["x-amazon-apigateway-authtype"] for name, one in schemes.items()}
    assert [[{"sigv4": []}]] * 2 == asked
    assert "user-pool-arn" not in json.dumps(document)


def test_it_is_reached_through_the_networks_endpoint_only(synth, only):
    """The API is private, and its policy denies what comes from elsewhere."""
    document = synth(plan(internal_api()))["ordering-internal"]
    api, policy = only(document, "aws_api_gateway_rest_api"), only(document, "aws_api_gateway_rest_api_policy")

    endpoint = "${data.aws_ssm_parameter.execute-api-endpoint-id.insecure_value}"
    assert {"types": ["PRIVATE"], "vpc_endpoint_ids": [endpoint]} == api["endpoint_configuration"]
    outside = json.loads(policy["policy"])["Statement"][0]
    assert ("Deny", {"StringNotEquals": {"aws:SourceVpce": endpoint}}) == (outside["Effect"], outside["Condition"])
    assert "/meridian/sandbox/platform-network/execute-api-endpoint-id" in json.dumps(document)


def test_callers_are_let_in_by_operation(synth, only):
    """What delivery is granted is allowed to its roles and denied to others, and the rest is denied to everybody."""
    policy = only(synth(plan(internal_api()))["ordering-internal"], "aws_api_gateway_rest_api_policy")["policy"]

    _, allowed, others, rest = json.loads(policy)["Statement"]
    granted = ["${aws_api_gateway_rest_api.rest-api_api_8D7B1B3D.execution_arn}/live/GET/v1/orders/*"]
    assert ["Allow", "Deny", "Deny"] == [one["Effect"] for one in (allowed, others, rest)]
    assert [part.partition("}")[2] for part in granted] == [part.partition("}")[2] for part in allowed["Resource"]]
    assert allowed["Resource"] == others["Resource"] == rest["NotResource"]
    assert allowed["Condition"]["ArnLike"] == others["Condition"]["ArnNotLike"]


def test_a_changed_policy_is_deployed(synth, only):
    """API Gateway takes a policy up with a deployment, so a deployment waits for it and follows its changes."""
    document = synth(plan(internal_api()))["ordering-internal"]
    deployment = only(document, "aws_api_gateway_deployment")
    (name,) = document["resource"]["aws_api_gateway_rest_api_policy"]

    assert [f"aws_api_gateway_rest_api_policy.{name}"] == deployment["depends_on"]
    assert f"aws_api_gateway_rest_api_policy.{name}.policy" in deployment["triggers"]["redeployment"]


def test_an_internal_api_counts_by_no_api_key(synth):
    """Usage plans count by keys, which nobody has here."""
    assert "aws_api_gateway_usage_plan" not in synth(plan(internal_api()))["ordering-internal"]["resource"]


def test_an_internal_host_is_found_and_reached_inside_the_network_only(synth, only):
    """Its name is private, stands in the private zone, and leads to the API."""
    document = synth(plan(Edge(domain="platform", host="internal")))["platform-internal-edge"]

    domain = only(document, "aws_api_gateway_domain_name")
    zones = document["data"]["aws_route53_zone"].values()
    mapping = only(document, "aws_api_gateway_base_path_mapping")
    statements = json.loads(domain["policy"])["Statement"]
    assert {"types": ["PRIVATE"]} == domain["endpoint_configuration"]
    assert [False, True] == sorted(zone["private_zone"] for zone in zones)
    assert ["Allow", "Deny"] == [one["Effect"] for one in statements]
    assert "ordering" == mapping["base_path"]
    assert "${data.aws_ssm_parameter.ordering-internal-api.insecure_value}" == mapping["api_id"]
