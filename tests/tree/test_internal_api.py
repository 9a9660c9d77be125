"""
The internal API road, and the internal host that leads to it.
"""

from __future__ import annotations

import json
from typing import Any

from platform_constructs.model.platform_declarations import Edge
from tests.tree.plans import internal_api, plan


def guards(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the statements of the one policy document that says who may call."""
    found = [one["statement"] for one in document["data"]["aws_iam_policy_document"].values()]
    return next(one for one in found if "execute-api:Invoke" in one[0]["actions"])


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
    api, outside = only(document, "aws_api_gateway_rest_api"), guards(document)[0]

    endpoint = "${data.aws_ssm_parameter.execute-api-endpoint-id.insecure_value}"
    assert {"types": ["PRIVATE"], "vpc_endpoint_ids": [endpoint]} == api["endpoint_configuration"]
    condition = {"test": "StringNotEquals", "variable": "aws:SourceVpce", "values": [endpoint]}
    assert ("Deny", [condition]) == (outside["effect"], outside["condition"])
    assert "/meridian/sandbox/platform-network/execute-api-endpoint-id" in json.dumps(document)


def test_callers_are_let_in_by_operation(synth):
    """What delivery is granted is allowed to its roles and denied to others, and the rest is denied to everybody."""
    _, allowed, others, rest = guards(synth(plan(internal_api()))["ordering-internal"])

    (granted,) = allowed["resources"]
    assert ["Allow", "Deny", "Deny"] == [one["effect"] for one in (allowed, others, rest)]
    assert granted.endswith(".execution_arn}/live/GET/v1/orders/*")
    assert [granted] == others["resources"] == rest["not_resources"]
    assert ["ArnLike", "ArnNotLike"] == [one["condition"][0]["test"] for one in (allowed, others)]


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
    assert {"types": ["PRIVATE"]} == domain["endpoint_configuration"]
    assert [False, True] == sorted(zone["private_zone"] for zone in zones)
    assert ["Allow", "Deny"] == [one["effect"] for one in guards(document)]
    assert "ordering" == mapping["base_path"]
    assert "${data.aws_ssm_parameter.ordering-internal-api.insecure_value}" == mapping["api_id"]
