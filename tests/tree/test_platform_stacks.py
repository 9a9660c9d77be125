"""
The platform's own roads, and what every stack has.
"""

import json

from platform_constructs.model.environment import Environment, LocalState, S3State
from platform_constructs.model.platform_declarations import Account, Delivery, Edge, IdentityPool
from tests.tree.plans import organisation, plan


def test_stacks_know_what_must_be_deployed_first(synth, tmp_path):
    """
    cdktf's manifest lists each stack's dependencies.
    """
    synth()
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())

    assert {
        "ordering-internal": ["platform-account"],
        "ordering-public": ["platform-account", "platform-identity"],
        "platform-account": [],
        "platform-delivery": [],
        "platform-edge": ["ordering-public"],
        "platform-internal-edge": ["ordering-internal"],
        "platform-network": [],
        "platform-identity": [],
        "platform-partners": ["ordering-public", "platform-identity"],
    } == {name: stack["dependencies"] for name, stack in manifest["stacks"].items()}


def test_every_stack_is_bound_to_its_account_and_a_provider_range(synth):
    """
    A stack refuses another account, and takes any provider of the registry's range.
    """
    for document in synth().values():
        [provider] = document["provider"]["aws"]

        assert ["123456789012"] == provider["allowed_account_ids"]
        assert {"source": "hashicorp/aws", "version": ">= 5.100, < 7"} == document["terraform"]["required_providers"][
            "aws"
        ]


def test_state_in_s3_is_locked_by_s3(synth):
    """
    A registry that keeps state in S3 gets Terraform's own lock file, and encryption.
    """
    state = S3State(kind="s3", bucket="meridian-terraform-state", region="eu-west-1")
    document = synth(plan(Account(domain="platform"), registry=organisation(state)))["platform-account"]

    assert {
        "s3": {
            "bucket": "meridian-terraform-state",
            "encrypt": True,
            "key": "sandbox/platform-account.tfstate",
            "region": "eu-west-1",
            "use_lockfile": True,
        }
    } == document["terraform"]["backend"]


def test_local_state_survives_a_new_synth(synth):
    """
    Local state lies outside the output folder, which every synth replaces.
    """
    document = synth(plan(Account(domain="platform")))["platform-account"]

    assert {"local": {"path": "../../../.paved/state/sandbox/platform-account.tfstate"}} == document["terraform"][
        "backend"
    ]


def test_only_api_gateway_takes_the_log_role(synth):
    """
    Nobody else may take the account's log role.
    """
    document = synth(plan(Account(domain="platform")))["platform-account"]
    [trust] = document["data"]["aws_iam_policy_document"].values()

    assert [[{"identifiers": ["apigateway.amazonaws.com"], "type": "Service"}]] == [
        statement["principals"] for statement in trust["statement"]
    ]


def test_a_pipeline_is_known_by_its_exact_subject_and_held_by_its_boundary(synth, only):
    """
    The role trusts one issuer, for one audience, with the registry's subjects; its boundary is its own.
    """
    document = synth(plan(Delivery(domain="platform")))["platform-delivery"]
    role, policy = only(document, "aws_iam_role"), only(document, "aws_iam_policy")
    documents = document["data"]["aws_iam_policy_document"]
    [trust] = [each["statement"] for name, each in documents.items() if "_trust_" in name]
    [boundary] = list(document["resource"]["aws_iam_policy"])

    assert [
        {
            "actions": ["sts:AssumeRoleWithWebIdentity"],
            "condition": [
                {
                    "test": "StringEquals",
                    "values": ["sts.amazonaws.com"],
                    "variable": "token.actions.githubusercontent.com:aud",
                },
                {
                    "test": "StringEquals",
                    "values": ["repo:meridian/ordering:environment:sandbox"],
                    "variable": "token.actions.githubusercontent.com:sub",
                },
            ],
            "effect": "Allow",
            "principals": [
                {
                    "identifiers": ["${aws_iam_openid_connect_provider.identity_provider_C053A055.arn}"],
                    "type": "Federated",
                }
            ],
            "sid": "ItsPipelineOnly",
        }
    ] == trust
    assert ("meridian-sandbox-ordering-deploy", 3600) == (role["name"], role["max_session_duration"])
    assert f"${{aws_iam_policy.{boundary}.arn}}" == role["permissions_boundary"]
    assert "/meridian/delivery/" == role["path"] == policy["path"]


def test_an_account_shared_by_two_environments_makes_one_provider(synth):
    """
    IAM has one provider of an issuer: the environment that keeps the account makes it, the other one names it.
    """
    keeper = Environment(
        name="alpha",
        account="123456789012",
        region="us-east-1",
        state=LocalState(kind="local"),
        default=True,
    )
    document = synth(plan(Delivery(domain="platform"), registry=organisation(None, keeper)))["platform-delivery"]
    [trust] = [
        one["statement"] for name, one in document["data"]["aws_iam_policy_document"].items() if "_trust_" in name
    ]

    assert "aws_iam_openid_connect_provider" not in document["resource"]
    assert [
        {
            "identifiers": ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"],
            "type": "Federated",
        }
    ] == trust[0]["principals"]


def test_what_a_pipeline_may_do_is_written_as_it_was_compiled(synth, only):
    """
    Every statement, in order, with its conditions: in the role's policy and in the boundary.
    """
    planned = plan(Delivery(domain="platform"))
    document = synth(planned)["platform-delivery"]
    documents = document["data"]["aws_iam_policy_document"]
    [role] = planned.stacks[0].roles

    def said(kind):
        [written] = [each["statement"] for name, each in documents.items() if f"_{kind}-document_" in name]
        return [
            (
                one["sid"],
                one["effect"],
                one["actions"],
                one["resources"],
                [(each["test"], each["variable"], each["values"]) for each in one.get("condition", [])],
            )
            for one in written
        ]

    for kind, statements in (("policy", role.statements), ("boundary", role.boundary)):
        assert [
            (
                one.sid,
                one.effect,
                list(one.actions),
                list(one.resources),
                [(each.test, each.variable, list(each.values)) for each in one.conditions],
            )
            for one in statements
        ] == said(kind)


def test_each_domain_has_its_own_resource_server(synth, only):
    """
    A domain's scopes are published under its own prefix.
    """
    document = synth(plan(IdentityPool(domain="platform")))["platform-identity"]
    server = only(document, "aws_cognito_resource_server")

    assert ("ordering", ["read", "write"]) == (server["identifier"], [scope["scope_name"] for scope in server["scope"]])


def test_the_token_endpoint_has_the_tighter_rate(synth, only):
    """
    Where credentials are tried, fewer requests are let through.
    """
    document = synth(plan(IdentityPool(domain="platform")))["platform-identity"]
    rules = {rule["name"]: rule["statement"] for rule in only(document, "aws_wafv2_web_acl")["rule"]}

    assert (2_000, 100) == (
        rules["rate-per-ip"]["rate_based_statement"]["limit"],
        rules["rate-auth-0"]["rate_based_statement"]["limit"],
    )


def test_the_platform_owns_the_mapping(synth, only):
    """
    The host leads to what the domain published under its own SSM prefix, at the registry's base path.
    """
    document = synth(plan(Edge(domain="platform")))["platform-edge"]
    mapping = only(document, "aws_apigatewayv2_api_mapping")

    assert "ordering" == mapping["api_mapping_key"]
    assert "${data.aws_ssm_parameter.ordering-public-api.insecure_value}" == mapping["api_id"]
    assert (
        "/meridian/sandbox/ordering-public/rest-api-id"
        == document["data"]["aws_ssm_parameter"]["ordering-public-api"]["name"]
    )
