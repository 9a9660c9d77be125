"""
From claims to permissions: what a domain's pipeline may do in AWS.

Where a service can tell things apart by a tag, the tag `domain` decides; else names do, which begin with the stack's.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.model.environment import S3State
from platform_constructs.model.permission import Condition, Statement
from platform_constructs.ownership.permission_ground import TAG, Ground, may, tagged, to_be_tagged

__all__ = ["allowed"]


def allowed(ground: Ground) -> tuple[Statement, ...]:
    """Return what the pipeline of a domain may do: what its stacks need to be made and changed, and no more."""
    if not ground.stacks:
        return ()
    parts = (_apis, _logs, _firewall, _keys, _tags, _parameters, _lookups, _state)
    return tuple(statement for part in parts for statement in part(ground))


def _apis(ground: Ground) -> Iterator[Statement]:
    gateway = ground.arn("apigateway", "", account=False)
    yield may(
        "OwnApis",
        ("apigateway:DELETE", "apigateway:GET", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"),
        (f"{gateway}/restapis/*", f"{gateway}/usageplans/*"),
        "Changes its own APIs with their stages and deployments, and their usage plans.",
        tagged(ground),
    )
    yield may(
        "NewApis",
        ("apigateway:POST",),
        (f"{gateway}/restapis", f"{gateway}/usageplans"),
        "Makes APIs and usage plans that are tagged as its own from the first moment.",
        to_be_tagged(ground),
    )
    # CreateRestApi with tags is refused without it: the ARN then ends in restapis%2F*, for there is no id yet
    yield may(
        "ApisTags",
        ("apigateway:PUT",),
        (f"{gateway}/tags/*",),
        "Tags what it makes or has as its own. To change tags AWS also asks for PATCH of the thing: OwnApis decides.",
        Condition("StringEqualsIfExists", f"aws:RequestTag/{TAG}", (ground.domain.name,)),
    )
    yield may(
        "OwnStagesFirewall",
        ("apigateway:SetWebACL",),
        (f"{gateway}/restapis/*/stages/*",),
        "Puts a web ACL in front of its own stages.",
        tagged(ground),
    )


def _logs(ground: Ground) -> Iterator[Statement]:
    groups = ground.arn("logs", "log-group:*")
    yield may(
        "NewLogGroups",
        ("kms:TagResource", "logs:CreateLogGroup", "logs:TagResource"),
        (ground.arn("kms", "key/*"), *ground.log_groups()),
        "Makes log groups with the names its stacks give them, and tags them and their keys; never another domain's.",
        to_be_tagged(ground),
        Condition("StringEqualsIfExists", f"aws:ResourceTag/{TAG}", (ground.domain.name,)),
    )
    yield may(
        "OwnLogGroups",
        ("logs:AssociateKmsKey", "logs:ListTagsForResource", "logs:PutRetentionPolicy"),
        (groups,),
        "Encrypts its own log groups and says how long they are kept.",
        tagged(ground),
    )


def _firewall(ground: Ground) -> Iterator[Statement]:
    own = tuple(ground.arn("wafv2", f"regional/webacl/{name}/*") for name in ground.named())
    yield may(
        "OwnWebAcls",
        (
            "wafv2:AssociateWebACL",
            "wafv2:CreateWebACL",
            "wafv2:GetLoggingConfiguration",
            "wafv2:GetWebACL",
            "wafv2:GetWebACLForResource",
            "wafv2:ListTagsForResource",
            "wafv2:PutLoggingConfiguration",
            "wafv2:TagResource",
            "wafv2:UpdateWebACL",
        ),
        own,
        "Makes and changes its own web ACLs, which are known by name.",
    )
    yield may(
        "ManagedRules",
        ("wafv2:CreateWebACL", "wafv2:UpdateWebACL"),
        (ground.arn("wafv2", "regional/managedruleset/*/*"),),
        "Uses groups of rules that AWS maintains.",
    )
    yield may(
        "StagesFirewall",
        ("wafv2:AssociateWebACL", "wafv2:GetWebACLForResource"),
        (f"{ground.arn('apigateway', '', account=False)}/restapis/*/stages/*",),
        "The other half of putting a web ACL in front of a stage; whose the stage is, OwnStagesFirewall decides.",
    )
    yield may(
        "FirewallsServiceRole",
        ("iam:CreateServiceLinkedRole",),
        (ground.arn("iam", "role/aws-service-role/wafv2.amazonaws.com/AWSServiceRoleForWAFV2Logging", region=False),),
        "AWS makes this role of its own with the first log of a web ACL in an account.",
        Condition("StringEquals", "iam:AWSServiceName", ("wafv2.amazonaws.com",)),
    )


def _keys(ground: Ground) -> Iterator[Statement]:
    keys = ground.arn("kms", "key/*")
    yield may(
        "NewKeys",
        ("kms:CreateKey",),
        ("*",),
        "Makes keys that are tagged as its own. A key has no ARN before it is made.",
        to_be_tagged(ground),
    )
    yield may(
        "OwnKeys",
        (
            "kms:CreateAlias",
            "kms:DescribeKey",
            "kms:EnableKeyRotation",
            "kms:GetKeyPolicy",
            "kms:GetKeyRotationStatus",
            "kms:ListResourceTags",
            "kms:PutKeyPolicy",
            "kms:UpdateAlias",
            "kms:UpdateKeyDescription",
        ),
        (keys,),
        "Has its keys rotated and says who may use them.",
        tagged(ground),
    )
    yield may(
        "OwnAliases",
        ("kms:CreateAlias", "kms:UpdateAlias"),
        tuple(ground.arn("kms", f"alias/{name.removesuffix('*').removesuffix('-')}-*") for name in ground.named()),
        "Names its keys by its own stacks.",
    )


def _parameters(ground: Ground) -> Iterator[Statement]:
    yield may(
        "OwnParameters",
        (
            "ssm:AddTagsToResource",
            "ssm:DeleteParameter",
            "ssm:GetParameter",
            "ssm:ListTagsForResource",
            "ssm:PutParameter",
        ),
        ground.parameters(ground.stems),
        "Publishes what other stacks need of its own: ids and ARNs.",
    )
    if ground.reads:
        yield may(
            "SharedParameters",
            ("ssm:GetParameter",),
            ground.parameters(ground.reads),
            "Reads what the stacks publish that its own depend on.",
        )


def _lookups(ground: Ground) -> Iterator[Statement]:
    yield may(
        "Lookups",
        (
            "kms:ListAliases",
            "logs:CreateLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "ssm:DescribeParameters",
        ),
        ("*",),
        "Looks names up, and has the web ACL write its log. AWS knows these for all resources only.",
    )


def _state(ground: Ground) -> Iterator[Statement]:
    state = ground.environment.state
    if not isinstance(state, S3State):
        return
    bucket = f"arn:aws:s3:::{state.bucket}"
    keys = tuple(f"{ground.environment.name}/{stem}.tfstate" for stem in ground.stems)
    yield may(
        "OwnState",
        ("s3:GetObject", "s3:PutObject"),
        tuple(f"{bucket}/{key}" for key in keys),
        "Keeps the Terraform state of its own stacks; no other state is even read.",
    )
    yield may(
        "OwnStatesLock",
        ("s3:DeleteObject", "s3:GetObject", "s3:PutObject"),
        tuple(f"{bucket}/{key}.tflock" for key in keys),
        "Locks that state while it changes it.",
    )
    yield may(
        "FindState",
        ("s3:ListBucket",),
        (bucket,),
        "Terraform looks whether the state is there.",
        Condition("StringLike", "s3:prefix", keys),
    )
    if state.kms_key_id and state.kms_key_id.startswith("alias/"):
        yield may(
            "StatesKey",
            ("kms:Decrypt", "kms:GenerateDataKey"),
            (ground.arn("kms", "key/*"),),
            "The state is encrypted; S3 asks for the key in the caller's name.",
            Condition("ForAnyValue:StringEquals", "kms:ResourceAliases", (state.kms_key_id,)),
            Condition("StringEquals", "kms:ViaService", (f"s3.{state.region}.amazonaws.com",)),
        )
    elif state.kms_key_id:
        key = state.kms_key_id
        yield may(
            "StatesKey",
            ("kms:Decrypt", "kms:GenerateDataKey"),
            (key if key.startswith("arn:") else ground.arn("kms", key if key.startswith("key/") else f"key/{key}"),),
            "The state is encrypted; S3 asks for the key in the caller's name.",
            Condition("StringEquals", "kms:ViaService", (f"s3.{state.region}.amazonaws.com",)),
        )


def _tags(ground: Ground) -> Iterator[Statement]:
    yield may(
        "OwnTags",
        ("kms:TagResource", "logs:TagResource"),
        (ground.arn("kms", "key/*"), ground.arn("logs", "log-group:*")),
        "Changes other tags of its own keys and log groups, such as the owner's address.",
        tagged(ground),
        Condition("StringEqualsIfExists", f"aws:RequestTag/{TAG}", (ground.domain.name,)),
    )
