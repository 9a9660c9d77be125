"""
The public API road.
"""

import json
import re

import pytest

from platform_constructs.errors import DeclarationError
from platform_constructs.model.api import Operation
from tests.tree.plans import plan, public_api, settings


@pytest.fixture(name="body")
def _body(synth, only):
    def body(document):
        return json.loads(only(document, "aws_api_gateway_rest_api")["body"])

    return body


def test_every_operation_reaches_its_backend_with_the_contracts_own_path(synth, body):
    """
    The backend sees the path the contract promises, with each parameter passed on.
    """
    paths = body(synth(plan(public_api()))["ordering-public"])["paths"]
    integration = paths["/v1/orders/{id}"]["get"]["x-amazon-apigateway-integration"]

    assert "https://ordering.sandbox.meridian.example/ordering/v1/orders/{id}" == integration["uri"]
    assert {
        "integration.request.header.X-Api-Key": "'none'",
        "integration.request.header.X-Caller-Arn": "'none'",
        "integration.request.header.X-Client-Id": "context.authorizer.claims.client_id",
        "integration.request.header.X-Partner-Id": "context.authorizer.claims.partner_id",
        "integration.request.header.X-Request-Id": "context.extendedRequestId",
        "integration.request.header.X-Tenant-Id": "context.authorizer.claims.tenant_id",
        "integration.request.path.id": "method.request.path.id",
    } == integration["requestParameters"]


def test_the_user_pool_comes_from_its_own_stack(synth, body):
    """
    The authorizer's pool is looked up in SSM, so that the two stacks deploy alone.
    """
    document = synth(plan(public_api()))["ordering-public"]
    scheme = body(document)["components"]["securitySchemes"]["cognito"]

    assert {
        "type": "cognito_user_pools",
        "providerARNs": ["${data.aws_ssm_parameter.user-pool-arn.insecure_value}"],
    } == scheme["x-amazon-apigateway-authorizer"]
    assert (
        "/meridian/sandbox/platform-identity/user-pool-arn"
        == document["data"]["aws_ssm_parameter"]["user-pool-arn"]["name"]
    )


def test_a_deployment_follows_everything_it_serves(synth, only):
    """
    The deployment is replaced when the body or the endpoint changes, and the new one comes first.
    """
    deployment = only(synth(plan(public_api()))["ordering-public"], "aws_api_gateway_deployment")

    assert {"create_before_destroy": True} == deployment["lifecycle"]
    assert ["body", "disable_execute_api_endpoint", "endpoint_configuration", "minimum_compression_size"] == re.findall(
        r"aws_api_gateway_rest_api\.[\w-]+\.(\w+)", deployment["triggers"]["redeployment"]
    )


def test_writes_and_declared_operations_have_their_own_throttle(synth):
    """
    A write gets the packs' limit for writes; an operation that asks for less gets less.
    """
    declared = public_api(operations={"getOrder": Operation(rate_per_second=7, burst=3)})
    written = synth(plan(declared))["ordering-public"]["resource"]["aws_api_gateway_method_settings"].values()
    found = {
        one["method_path"]: (one["settings"]["throttling_rate_limit"], one["settings"]["throttling_burst_limit"])
        for one in written
    }

    assert {"*/*": (200, 100), "v1/orders/POST": (50, 25), "v1/orders/{id}/GET": (7, 3)} == found


def test_settings_shape_the_stage(synth, only):
    """
    What the packs decide is what is written, not what this road would have chosen.
    """
    decided = settings(logs__retention_days=731, execution_log__level="INFO", throttle__rate_per_second=11)
    document = synth(plan(public_api(), decided=decided))["ordering-public"]
    every = next(
        one for one in document["resource"]["aws_api_gateway_method_settings"].values() if one["method_path"] == "*/*"
    )

    assert {731} == {one["retention_in_days"] for one in document["resource"]["aws_cloudwatch_log_group"].values()}
    assert ("INFO", 11) == (every["settings"]["logging_level"], every["settings"]["throttling_rate_limit"])


def test_the_access_log_is_json(synth, only):
    """
    Each request is one JSON object; every value is API Gateway's own variable.
    """
    stage = only(synth(plan(public_api()))["ordering-public"], "aws_api_gateway_stage")
    fields = json.loads(stage["access_log_settings"]["format"])

    assert fields["requestId"] == "$context.requestId"
    assert all(value.startswith("$context.") for value in fields.values())


def test_an_escape_hatch_reaches_the_constructs(synth, only):
    """
    What the road does not offer can still be changed, before anything is written.
    """

    def shout(stack):
        stack.rest_api.stage.add_override("description", "changed")

    stage = only(synth(plan(public_api(escape_hatch=shout)))["ordering-public"], "aws_api_gateway_stage")

    assert "changed" == stage["description"]


def test_an_escape_hatch_that_raises_is_named(synth):
    """
    The message says whose function broke, and with what.
    """

    def trip(stack):
        raise KeyError("web_acl")

    with pytest.raises(DeclarationError) as caught:
        synth(plan(public_api(escape_hatch=trip)))

    assert ("DECL-030", "the escape hatch of ordering-public raised KeyError") == (caught.value.code, caught.value.what)
