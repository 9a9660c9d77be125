"""
Other people's contracts, compiled and deployed: one method for each operation, and no change on the second look.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import boto3
import pytest

from platform_constructs.contracts.api.contract import Contract
from tests.deploy.client import LocalAwsClient
from tests.deploy.deployment import Deployment
from tests.deploy.fixtures.body import proxy
from tests.deploy.fixtures.stack import stack
from tests.pure.contracts.reading import CORPUS, compiled
from tests.pure.contracts.test_corpus import load_again, with_one_variable_per_level
from tests.pure.contracts.test_corpus import secured as secured_document

pytestmark = [
    pytest.mark.deploy,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this clone"),
]

POOL: Final = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc"
CHOSEN: Final = (  # the newest of each, all of them in one apply
    "adyen/TransferService-v4-20250801.json",
    "mef-sonata/grace/order/productOrderManagement.api.yaml",
    "mef-sonata/grace/order/productOrderNotification.api.yaml",
    "mef-sonata/grace/quote/quoteManagement.api.yaml",
    "mef-sonata/grace/quote/quoteNotification.api.yaml",
    "tmforum/TMF622-ProductOrdering-v5.0.0.oas.yaml",
)


def api_of(path: Path) -> tuple[Contract, dict[str, Any]]:
    """Return a contract and its body, as a road would complete it."""
    document = secured_document(path)
    if "adyen" in path.parts:
        document = with_one_variable_per_level(document)
    contract = load_again(document, path)
    api, findings = compiled(contract)
    assert () == findings
    assert api is not None
    body: dict[str, Any] = json.loads(json.dumps(api.body))
    for operation in api.operations:
        resource = api.resource_paths[operation.id]
        carried = [f"path.{name}" for name in operation.path_parameters]
        integration = proxy("ordering", operation.method, resource, *carried)
        body["paths"][resource][operation.method.lower()]["x-amazon-apigateway-integration"] = integration
    body["components"]["securitySchemes"] = {
        "cognito": {
            "type": "apiKey",
            "name": "Authorization",
            "in": "header",
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools", "providerARNs": [POOL]},
        }
    }
    return contract, body


def deployed_methods(aws: LocalAwsClient) -> dict[str, set[tuple[str, str]]]:
    """Return the methods of each API, by its name."""
    client = boto3.client(
        "apigateway",
        endpoint_url=aws.endpoint,
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    found = {}
    for api in client.get_rest_apis(limit=500)["items"]:
        resources = client.get_resources(restApiId=api["id"], limit=500, embed=["methods"])["items"]
        found[api["name"]] = {
            (method, resource["path"]) for resource in resources for method in resource.get("resourceMethods", {})
        }
    return found


def test_every_operation_of_a_real_contract_becomes_one_method(
    deploy: Callable[[Path], Deployment], local_aws: LocalAwsClient, tmp_path: Path
):
    """Real Terraform and the real provider import the compiled bodies with warnings as errors, and are content."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    resources: dict[str, Any] = {}
    for number, chosen in enumerate(CHOSEN):
        contract, body = api_of(CORPUS / chosen)
        name = f"api{number}"
        wanted[name] = {(one.method, one.path.removeprefix("/ordering") or "/") for one in contract.operations}
        assert len(contract.operations) == len(wanted[name])
        resources[name] = {
            "name": name,
            "body": json.dumps(body),
            "fail_on_warnings": True,
            "endpoint_configuration": {"types": ["REGIONAL"]},
        }
    folder = tmp_path / "stacks" / "contracts"
    folder.mkdir(parents=True)
    document = stack("contracts", resource={"aws_api_gateway_rest_api": resources})
    (folder / "cdk.tf.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "manifest.json").write_text('{"stacks": {"contracts": {"dependencies": []}}}', encoding="utf-8")

    changes = deploy(tmp_path).deploy_all()

    assert {"contracts": ()} == changes
    assert wanted == deployed_methods(local_aws)
