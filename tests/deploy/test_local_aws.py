"""
Where the local AWS says no, as AWS does and moto does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.deploy.client import LocalAwsClient
from tests.deploy.fixtures.body import body

REGION = "eu-west-1"
POOL = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc"

Connect = Callable[[str], Any]


@pytest.fixture
def connect(local_aws_process: LocalAwsClient, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Return clients of an empty local AWS."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    local_aws_process.reset()

    def client(service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=local_aws_process.endpoint,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"max_attempts": 0}),
        )

    return client


def refusal(call: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call()
    answer = caught.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"]


def new_api(connect: Connect, **changes: Any) -> tuple[Any, str]:
    gateway = connect("apigateway")
    api = gateway.create_rest_api(name="ordering")["id"]
    document = {**body("ordering", "as it was", POOL), **changes}
    gateway.put_rest_api(restApiId=api, mode="overwrite", failOnWarnings=True, body=json.dumps(document))
    return gateway, api


def new_stage(connect: Connect) -> tuple[Any, str, str]:
    gateway, api = new_api(connect)
    deployment = gateway.create_deployment(restApiId=api)["id"]
    gateway.create_stage(restApiId=api, stageName="v1", deploymentId=deployment)
    return gateway, api, deployment


def new_log_role(connect: Connect) -> str:
    iam, trust = connect("iam"), {"Statement": [{"Principal": {"Service": "apigateway.amazonaws.com"}}]}
    arn: str = iam.create_role(RoleName="logs", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    policy = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
    iam.attach_role_policy(RoleName="logs", PolicyArn=policy)
    return arn


def patch(path: str, value: str | None = None, op: str = "replace") -> list[dict[str, str]]:
    return [{"op": op, "path": path, **({} if value is None else {"value": value})}]


UNKNOWN = {
    "rest": ("apigateway", lambda c: c.generate_client_certificate(), "POST /clientcertificates"),
    "json": ("cognito-idp", lambda c: c.set_ui_customization(UserPoolId="eu-west-1_a"), "SetUICustomization"),
    "query": ("iam", lambda c: c.list_service_specific_credentials(), "ListServiceSpecificCredentials"),
}


@pytest.mark.parametrize("protocol", sorted(UNKNOWN))
def test_an_operation_nobody_implemented_fails_at_once_and_is_remembered(
    connect: Connect, local_aws_process: LocalAwsClient, protocol: str
):
    """An unknown operation is a 400, which no SDK retries, and a test can ask for it afterwards."""
    service, call, operation = UNKNOWN[protocol]
    client = connect(service)

    code, _ = refusal(lambda: call(client))

    assert code in {"NotImplementedException", "NotImplemented"}
    asked = [(fault["service"], fault["operation"]) for fault in local_aws_process.faults()]
    assert [(service, operation)] == asked


def test_a_bad_body_is_refused_and_leaves_the_api_as_it_was(connect: Connect):
    """An import that is refused changes nothing."""
    gateway, api = new_api(connect)
    before = [item["path"] for item in gateway.get_resources(restApiId=api)["items"]]
    bad = json.dumps({**body("ordering", "", POOL), "openapi": "3.1.0"})

    code, message = refusal(lambda: gateway.put_rest_api(restApiId=api, mode="overwrite", body=bad))

    assert "BadRequestException" == code
    assert "Errors found during import: Invalid OpenAPI input: version '3.1.0' is not supported, 3.0.x is" == message
    assert before == [item["path"] for item in gateway.get_resources(restApiId=api)["items"]]


def test_an_import_is_a_real_one(connect: Connect):
    """Authorizer, scopes, validator, parameters, models and integration can be read back."""
    gateway, api = new_api(connect)

    resources = {item["path"]: item["id"] for item in gateway.get_resources(restApiId=api)["items"]}
    method = gateway.get_method(restApiId=api, resourceId=resources["/v1/items"], httpMethod="GET")
    authorizer = gateway.get_authorizer(restApiId=api, authorizerId=method["authorizerId"])
    model = json.loads(gateway.get_model(restApiId=api, modelName="Item")["schema"])

    assert ["ordering/read"] == method["authorizationScopes"]
    assert {"method.request.querystring.limit": False} == method["requestParameters"]
    assert "https://ordering.sandbox.meridian.example/v1/items" == method["methodIntegration"]["uri"]
    assert ("COGNITO_USER_POOLS", [POOL]) == (authorizer["type"], authorizer["providerARNs"])
    line = f"https://apigateway.amazonaws.com/restapis/{api}/models/Line"
    assert {"$ref": line} == model["properties"]["lines"]["items"]


def test_a_deployment_that_a_stage_serves_cannot_go(connect: Connect):
    """Deleting before creating is refused, so a plan that does it fails here too."""
    gateway, api, deployment = new_stage(connect)

    code, message = refusal(lambda: gateway.delete_deployment(restApiId=api, deploymentId=deployment))

    assert ("BadRequestException", "Active stages pointing to this deployment must be moved or deleted") == (
        code,
        message,
    )


def test_a_stage_is_stale_until_the_changed_api_is_deployed(connect: Connect, local_aws_process: LocalAwsClient):
    """An import alone changes nothing for callers: the stage serves its deployment."""
    gateway, api, _ = new_stage(connect)
    fresh = local_aws_process.stale_stages()
    document = body("ordering", "", POOL)
    document["paths"].pop("/v1/health")

    gateway.put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(document))

    assert [] == fresh
    assert ["ordering/v1"] == local_aws_process.stale_stages()


def test_a_setting_for_a_method_that_does_not_exist_is_refused(connect: Connect):
    """Throttling a path that the API does not have is an error, not a silent nothing."""
    gateway, api, _ = new_stage(connect)

    operations = patch("/v1~1orders/GET/throttling/rateLimit", "5")
    code, message = refusal(lambda: gateway.update_stage(restApiId=api, stageName="v1", patchOperations=operations))

    assert ("BadRequestException", "Invalid method setting path") == (code, message[:27])


def test_logging_needs_the_role_of_the_account_stack(connect: Connect):
    """Execution logs are refused until the account has a log role that API Gateway may assume."""
    gateway, api, _ = new_stage(connect)
    operations = patch("/*/*/logging/loglevel", "ERROR")

    code, message = refusal(lambda: gateway.update_stage(restApiId=api, stageName="v1", patchOperations=operations))
    gateway.update_account(patchOperations=patch("/cloudwatchRoleArn", new_log_role(connect)))
    stage = gateway.update_stage(restApiId=api, stageName="v1", patchOperations=operations)

    expected = "CloudWatch Logs role ARN must be set in account settings to enable logging"
    assert ("BadRequestException", expected) == (code, message)
    assert "ERROR" == stage["methodSettings"]["*/*"]["loggingLevel"]


def test_a_role_that_cannot_log_is_refused(connect: Connect):
    """The account takes no role that API Gateway could not use."""
    gateway = connect("apigateway")
    operations = patch("/cloudwatchRoleArn", "arn:aws:iam::123456789012:role/nobody")

    code, message = refusal(lambda: gateway.update_account(patchOperations=operations))

    assert ("BadRequestException", "The role ARN does not have required permissions configured") == (code, message)


@pytest.mark.parametrize(
    ("principal", "condition", "accepted"),
    [
        ("logs.eu-west-1.amazonaws.com", None, True),
        ("logs.eu-west-1.amazonaws.com", "arn:aws:logs:eu-west-1:123456789012:log-group:/meridian/*", True),
        ("logs.eu-west-1.amazonaws.com", "arn:aws:logs:eu-west-1:123456789012:log-group:/other/*", False),
        ("logs.eu-central-1.amazonaws.com", None, False),
    ],
)
def test_a_log_group_needs_a_key_that_lets_it_in(
    connect: Connect, principal: str, condition: str | None, accepted: bool
):
    """An encrypted log group is refused unless its key's policy names CloudWatch Logs and this group."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": "kms:*",
        "Resource": "*",
    }
    if condition:
        statement["Condition"] = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": condition}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    arn = connect("kms").create_key(Policy=policy)["KeyMetadata"]["Arn"]
    logs = connect("logs")

    if accepted:
        logs.create_log_group(logGroupName="/meridian/access", kmsKeyId=arn)
        assert ["/meridian/access"] == [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    else:
        code, _ = refusal(lambda: logs.create_log_group(logGroupName="/meridian/access", kmsKeyId=arn))
        assert "InvalidParameterException" == code


def test_a_protected_user_pool_cannot_be_deleted(connect: Connect):
    """Deletion protection protects."""
    cognito = connect("cognito-idp")
    pool = cognito.create_user_pool(PoolName="meridian", DeletionProtection="ACTIVE")["UserPool"]["Id"]

    code, _ = refusal(lambda: cognito.delete_user_pool(UserPoolId=pool))

    assert "InvalidParameterException" == code


def test_a_certificate_is_issued_when_its_record_is_there(connect: Connect, local_aws_process: LocalAwsClient):
    """Nobody gets a certificate for a name whose zone does not answer the challenge."""
    local_aws_process.add_zone("meridian.example")
    acm, dns = connect("acm"), connect("route53")
    arn = acm.request_certificate(DomainName="api.meridian.example", ValidationMethod="DNS")["CertificateArn"]
    before = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    record = before["DomainValidationOptions"][0]["ResourceRecord"]
    answer = {"Name": record["Name"], "Type": record["Type"], "TTL": 60}
    change = {"Action": "UPSERT", "ResourceRecordSet": {**answer, "ResourceRecords": [{"Value": record["Value"]}]}}
    zone = dns.list_hosted_zones()["HostedZones"][0]["Id"]

    dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})

    after = acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"]
    assert ("PENDING_VALIDATION", "ISSUED") == (before["Status"], after)


def test_a_scope_that_no_resource_server_offers_is_told(connect: Connect, local_aws_process: LocalAwsClient):
    """A method that asks for a scope nobody can be granted is open to nobody, and a test can ask for it."""
    cognito = connect("cognito-idp")
    pool = cognito.create_user_pool(PoolName="meridian")["UserPool"]
    gateway = connect("apigateway")
    api = gateway.create_rest_api(name="ordering")["id"]
    gateway.put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(body("ordering", "", pool["Arn"])))
    scopes = [{"ScopeName": "read", "ScopeDescription": "Read"}]

    cognito.create_resource_server(UserPoolId=pool["Id"], Identifier="ordering", Name="ordering", Scopes=scopes)

    expected = ["ordering GET /v1/items/{itemId}: ordering/write", "ordering POST /v1/items: ordering/write"]
    assert expected == local_aws_process.unmet_scopes()


def test_two_rules_of_one_priority_are_refused(connect: Connect):
    """WAF evaluates in order of priority, so two rules cannot share one."""
    seen = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "m"}
    limit = {"RateBasedStatement": {"Limit": 100, "AggregateKeyType": "IP"}}
    rules = [
        {"Name": name, "Priority": 1, "Statement": limit, "Action": {"Block": {}}, "VisibilityConfig": seen}
        for name in ("one", "two")
    ]

    code, _ = refusal(
        lambda: connect("wafv2").create_web_acl(
            Name="acl", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=seen, Rules=rules
        )
    )

    assert "WAFInvalidParameterException" == code


def test_what_exists_is_told_until_it_is_gone(connect: Connect, local_aws_process: LocalAwsClient):
    """The inventory sees what was made; a key waiting for its deletion counts as gone."""
    key = connect("kms").create_key()["KeyMetadata"]["KeyId"]
    connect("ssm").put_parameter(Name="/meridian/a", Value="1", Type="String")
    existing = local_aws_process.leftovers()

    connect("kms").schedule_key_deletion(KeyId=key)
    connect("ssm").delete_parameter(Name="/meridian/a")

    assert [f"kms key: {key}", "parameter: /meridian/a"] == existing
    assert [] == local_aws_process.leftovers()
