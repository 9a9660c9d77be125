"""
What deploying a domain's stacks asks of AWS, from calls that the real provider was seen to make; and what must not be.

tests/provider_calls.txt has the calls, recorded by tests/deploy, which fails when they are not what the provider
makes today. Only what each call is about is added here: whose it is, and which permissions AWS asks for beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from platform_constructs.model.environment import S3State
from platform_constructs.ownership.permission_ground import Ground
from tests.pure.ownership.evaluator import Request

__all__ = ["CALLS", "needed", "never"]

CALLS = (Path(__file__).parents[2] / "provider_calls.txt").read_text(encoding="utf-8").splitlines()
_LISTS = ("kms ListAliases", "logs DescribeLogGroups", "ssm DescribeParameters")
_OTHERS_READ = ("platform-account", "platform-identity")


def needed(ground: Ground, stack: str) -> Iterator[Request]:
    """Yield every request that the deployment of a stack makes."""
    for call in CALLS:
        yield from _requests(ground, stack, call)
    for other in _OTHERS_READ:
        yield Request("ssm:GetParameter", _parameter(ground, other))
    state = ground.environment.state
    if isinstance(state, S3State):
        key = f"{ground.environment.name}/{stack}.tfstate"
        bucket = f"arn:aws:s3:::{state.bucket}"
        yield Request("s3:ListBucket", bucket, {"s3:prefix": key})
        for action in ("s3:GetObject", "s3:PutObject"):
            yield Request(action, f"{bucket}/{key}")
        for action in ("s3:DeleteObject", "s3:GetObject", "s3:PutObject"):
            yield Request(action, f"{bucket}/{key}.tflock")
        yield from (
            Request(
                action,
                ground.arn("kms", "key/state"),
                {
                    "kms:ResourceAliases": ["alias/terraform-state"],
                    "kms:ViaService": f"s3.{state.region}.amazonaws.com",
                },
            )
            for action in ("kms:Decrypt", "kms:GenerateDataKey")
        )


def never(ground: Ground, stack: str) -> Iterator[Request]:
    """Yield what the role of a domain may not do even to its own stack, or to what is everybody's."""
    tag = {"aws:ResourceTag/domain": ground.domain.name}
    gateway, slug = ground.arn("apigateway", "", account=False), ground.organisation.slug
    role = ground.arn(
        "iam", f"role/{slug}/delivery/{slug}-{ground.environment.name}-{ground.domain.name}-deploy", region=False
    )
    boundary = f"{role.replace(':role/', ':policy/')}-boundary"
    prefix = f"{slug}-{ground.environment.name}-{stack}"
    acl, key = ground.arn("wafv2", f"regional/webacl/{prefix}/1"), ground.arn("kms", "key/1")
    group = ground.arn("logs", f"log-group:/aws/apigateway/{prefix}/access")
    stage = f"{gateway}/restapis/abc/stages/live"
    opened = {"apigateway:Request/RouteAuthorizationType": ["AWS_IAM", "NONE"]}
    yield Request("apigateway:PUT", f"{gateway}/restapis/abc", {**tag, **opened})
    yield Request("apigateway:PATCH", f"{gateway}/restapis/abc/resources/1/methods/GET", {**tag, **opened})
    yield Request("apigateway:PATCH", f"{gateway}/account")
    yield Request("apigateway:POST", f"{gateway}/domainnames/api.meridian.example/apimappings")
    yield Request("apigateway:DELETE", f"{gateway}/domainnames/api.meridian.example")
    yield Request("apigateway:PATCH", f"{gateway}/vpclinks/1", tag)
    yield Request("apigateway:PUT", f"{gateway}/tags/own", {"aws:RequestTag/domain": "somebody"})
    yield Request("apigateway:DELETE", f"{gateway}/tags/own", {"aws:TagKeys": ["domain"]})
    for action in (
        "iam:PutRolePolicy",
        "iam:DeleteRolePermissionsBoundary",
        "iam:AttachRolePolicy",
        "iam:UpdateAssumeRolePolicy",
    ):
        yield Request(action, role)
    yield Request("iam:CreatePolicyVersion", boundary)
    yield Request(
        "iam:AddClientIDToOpenIDConnectProvider", ground.arn("iam", "oidc-provider/example.com", region=False)
    )
    yield Request("iam:CreateUser", ground.arn("iam", "user/somebody", region=False))
    for action in ("logs:DeleteLogGroup", "logs:DeleteRetentionPolicy", "logs:DisassociateKmsKey"):
        yield Request(action, group, tag)
    for action in ("wafv2:DeleteLoggingConfiguration", "wafv2:DeleteWebACL"):
        yield Request(action, acl, tag)
    yield Request("wafv2:DisassociateWebACL", stage, tag)
    for action in ("kms:DisableKey", "kms:ScheduleKeyDeletion"):
        yield Request(action, key, tag)
    yield Request("kms:Decrypt", key, tag)  # its keys are for logs, which a pipeline has no business to read
    yield Request("kms:TagResource", key, {**tag, "aws:RequestTag/domain": "somebody"})
    yield Request("logs:TagResource", group, {**tag, "aws:RequestTag/domain": "somebody"})
    yield Request("logs:CreateLogGroup", group, {"aws:RequestTag/domain": "somebody"})
    yield Request("cognito-idp:UpdateUserPool", ground.arn("cognito-idp", "userpool/eu-west-1_a"))
    yield Request("ssm:PutParameter", _parameter(ground, "platform-identity"))
    yield Request(
        "iam:CreateServiceLinkedRole",
        ground.arn("iam", "role/aws-service-role/wafv2.amazonaws.com/AWSServiceRoleForWAFV2Logging", region=False),
        {"iam:AWSServiceName": "elasticloadbalancing.amazonaws.com"},
    )
    yield Request("secretsmanager:GetSecretValue", ground.arn("secretsmanager", "secret:any"))


def _requests(ground: Ground, stack: str, call: str) -> Iterator[Request]:
    """Yield a call as AWS decides about it, with the permissions that it asks for beside it."""
    service, _, operation = call.partition(" ")
    domain = ground.domain.name
    own, new = {"aws:ResourceTag/domain": domain}, {"aws:RequestTag/domain": domain}
    gateway = ground.arn("apigateway", "", account=False)
    prefix = f"{ground.organisation.slug}-{ground.environment.name}-{stack}"
    action = f"{service}:{operation}"
    if call in _LISTS:
        yield Request(action, "*")
    elif service == "sts":
        return  # GetCallerIdentity needs no permission
    elif service == "apigateway":
        method, _, path = operation.partition(" ")
        made = path in ("/restapis", "/usageplans")
        yield Request(f"apigateway:{method}", f"{gateway}{path.replace('ID', 'abc')}", new if made else own)
        if made:
            arn = f"{gateway}{path}/".replace(":", "%3A").replace("/", "%2F")
            yield Request("apigateway:PUT", f"{gateway}/tags/{arn}*", new)  # the id is not known yet
    elif service == "wafv2":
        yield from _firewall(ground, action, ground.arn("wafv2", f"regional/webacl/{prefix}/1"), own)
    elif service == "logs":
        made = operation == "CreateLogGroup"
        for name in (f"/aws/apigateway/{prefix}/access", f"aws-waf-logs-{prefix}", "API-Gateway-Execution-Logs_a/live"):
            group = ground.arn("logs", f"log-group:{name}")
            yield Request(action, group, new if made else own)
            if not operation.endswith("ForResource"):  # AWS asks so for what is not about tags
                yield Request(action, f"{group}:log-stream:", new if made else own)
            if made:
                yield Request("logs:TagResource", group, new)
                yield Request("logs:AssociateKmsKey", group, own)
    elif service == "kms":
        key = ground.arn("kms", "key/1")
        if operation == "CreateKey":
            yield Request(action, "*", new)
            yield Request("kms:TagResource", key, new)
        else:
            yield Request(action, key, own)
        if operation == "CreateAlias":
            yield Request(action, ground.arn("kms", f"alias/{prefix}-logs"))
    elif service == "ssm":
        yield Request(action, _parameter(ground, stack))
        if operation == "PutParameter":
            yield Request("ssm:AddTagsToResource", _parameter(ground, stack))
    else:
        raise AssertionError(f"nobody said what {call} is about")


def _firewall(ground: Ground, action: str, acl: str, own: dict[str, str]) -> Iterator[Request]:
    stage = f"{ground.arn('apigateway', '', account=False)}/restapis/abc/stages/live"
    match action:
        case "wafv2:AssociateWebACL":
            yield Request(action, acl)
            yield Request(action, stage, own)
            yield Request("apigateway:SetWebACL", stage, own)
        case "wafv2:GetWebACLForResource":
            yield Request(action, acl)
            yield Request(action, stage, own)
        case "wafv2:CreateWebACL":
            yield Request(action, acl)
            yield Request(action, ground.arn("wafv2", "regional/managedruleset/AWS/AWSManagedRulesCommonRuleSet"))
            yield Request("wafv2:TagResource", acl)
        case "wafv2:PutLoggingConfiguration":
            yield Request(action, acl)
            yield Request("logs:CreateLogDelivery", "*")
            yield Request(
                "iam:CreateServiceLinkedRole",
                ground.arn(
                    "iam", "role/aws-service-role/wafv2.amazonaws.com/AWSServiceRoleForWAFV2Logging", region=False
                ),
                {"iam:AWSServiceName": "wafv2.amazonaws.com"},
            )
        case _:
            yield Request(action, acl)


def _parameter(ground: Ground, stack: str) -> str:
    return ground.arn("ssm", f"parameter/{ground.organisation.slug}/{ground.environment.name}/{stack}/rest-api-id")
