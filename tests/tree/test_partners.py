"""
What partners have, each apart from the others.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from platform_constructs.aws.partner import scopes_tag
from platform_constructs.model.plan import Admitted, Plan
from platform_constructs.model.platform_declarations import Partners
from platform_constructs.model.settings import EffectiveSetting, Settings
from tests.tree.plans import admitted, plan, settings

Document = dict[str, Any]


def _with(*partners: Admitted, decided: Settings | None = None) -> Plan:
    [planned] = plan(Partners(domain="platform"), decided=decided).stacks
    return Plan((replace(planned, partners=partners),))


@pytest.fixture(name="written")
def _written(synth):
    """Write the partners' stack and return its Terraform."""

    def written(*partners: Admitted, decided: Settings | None = None) -> Document:
        return synth(_with(*partners, decided=decided))["platform-partners"]

    return written


def _parts(document: Document) -> dict[str, Any]:
    """Every resource and data source by address, and everything else by name."""
    parts = {
        f"{prefix}{type}.{name}": body
        for prefix, kind in (("", "resource"), ("data.", "data"))
        for type, of in document.get(kind, {}).items()
        for name, body in of.items()
    }
    return parts | {key: value for key, value in document.items() if key not in {"data", "resource"}}


def _of(document: Document, type: str, partner: str = "northwind") -> Document:
    [found] = [body for name, body in document["resource"][type].items() if name.startswith(f"partner-{partner}_")]
    return {key: value for key, value in found.items() if key != "//"}


def test_a_partner_that_comes_changes_exactly_what_is_its_own(written):
    """Every address there was is there as it was, byte for byte; what is new is the partner's."""
    before = _parts(written(admitted("northwind"), admitted("zulu")))
    after = _parts(written(admitted("acme", "delivery-public", scopes=("delivery/read",)), *_two()))

    new = sorted(after.keys() - before.keys())

    assert before == {name: body for name, body in after.items() if name in before}
    assert {"partner-acme"} == {name.rpartition(".")[2].partition("_")[0] for name in new}
    assert [
        "aws_api_gateway_api_key",
        "aws_api_gateway_usage_plan",
        "aws_api_gateway_usage_plan_key",
        "aws_cognito_user_pool_client",
        "aws_scheduler_schedule",
        "aws_secretsmanager_secret",
        "aws_secretsmanager_secret_rotation",
        "aws_ssm_parameter",
        "data.aws_ssm_parameter",
        "data.aws_ssm_parameter",
    ] == [name.rpartition(".")[0] for name in new]


def _two() -> tuple[Admitted, Admitted]:
    return admitted("northwind"), admitted("zulu")


def test_a_partner_that_goes_leaves_nothing(written):
    """What is left is what there was before it came; the last one leaves the function that served all."""
    alone = _parts(written(admitted("northwind")))

    assert alone == {name: body for name, body in _parts(written(*_two())).items() if "zulu" not in name}
    assert [] == [name for name in _parts(written()) if "partner-" in name]


def test_what_changes_of_one_partner_changes_for_that_partner(written):
    """Another scope, limit or day is a change of that partner's resources, at the same addresses."""
    before = _parts(written(*_two()))
    changed = admitted("zulu", burst=1, scopes=("ordering/read",), expires=date(2028, 1, 1), rotation_days=30)
    after = _parts(written(admitted("northwind"), changed))

    assert before.keys() == after.keys()
    assert {"partner-zulu"} == {
        name.rpartition(".")[2].partition("_")[0] for name in after if before[name] != after[name]
    }


def test_a_client_gets_tokens_for_itself_only(written):
    """Client credentials and nothing else, its own scopes, short tokens that can be revoked."""
    client = _of(written(admitted("northwind")), "aws_cognito_user_pool_client")

    assert {
        "access_token_validity": 15,
        "allowed_oauth_flows": ["client_credentials"],
        "allowed_oauth_flows_user_pool_client": True,
        "allowed_oauth_scopes": ["ordering/read", "ordering/write"],
        "enable_token_revocation": True,
        "explicit_auth_flows": [],
        "generate_secret": True,
        "name": "meridian-sandbox-platform-partners-northwind",
        "prevent_user_existence_errors": "ENABLED",
        "token_validity_units": [{"access_token": "minutes"}],
        "user_pool_id": "${data.aws_ssm_parameter.user-pool-id.insecure_value}",
    } == client


def test_packs_may_shorten_tokens(written):
    """`identity.token_minutes` says how long they last, where a pack decides it."""
    decided = settings()
    shorter = {**decided, "identity.token_minutes": EffectiveSetting("identity.token_minutes", 5, ("a pack says so",))}
    document = written(admitted("northwind"), decided=Settings(shorter))

    assert 5 == _of(document, "aws_cognito_user_pool_client")["access_token_validity"]


def test_a_key_is_metered_over_every_api_that_is_opened(written):
    """One plan with the partner's own throttle and quota, over the stages of its APIs, and one key on it."""
    document = written(admitted("northwind", "delivery-public", "ordering-public"))
    metered = _of(document, "aws_api_gateway_usage_plan")
    looked_up = {
        name: body["name"]
        for name, body in document["data"]["aws_ssm_parameter"].items()
        if name.startswith("partner-northwind_")
    }
    names = [
        tuple(looked_up[each[key].removeprefix("${data.aws_ssm_parameter.").partition(".")[0]] for key in sorted(each))
        for each in metered["api_stages"]
    ]

    assert {"burst_limit": 40, "rate_limit": 20} == metered["throttle_settings"]
    assert {"limit": 50_000, "period": "DAY"} == metered["quota_settings"]
    assert [
        (f"/meridian/sandbox/{api}/rest-api-id", f"/meridian/sandbox/{api}/stage-name")
        for api in ("delivery-public", "ordering-public")
    ] == names
    assert "value" not in _of(document, "aws_api_gateway_api_key")
    assert "API_KEY" == _of(document, "aws_api_gateway_usage_plan_key")["key_type"]


def test_a_secret_says_what_it_is_for_and_never_what_it_is(written):
    """Its tags tell the rotation everything; no version of it stands in Terraform."""
    document = written(admitted("northwind"))
    secret = _of(document, "aws_secretsmanager_secret")
    client = next(iter(document["resource"]["aws_cognito_user_pool_client"]))

    assert {
        "client-id": f"${{aws_cognito_user_pool_client.{client}.id}}",
        "overlap-days": "7",
        "partner": "northwind",
        "scopes": "ordering/read ordering/write",
        "token-endpoint": "https://${data.aws_ssm_parameter.token-domain.insecure_value}"
        ".auth.eu-west-1.amazoncognito.com/oauth2/token",
        "user-pool-id": "${data.aws_ssm_parameter.user-pool-id.insecure_value}",
    } == secret["tags"]
    assert "Northwind $${Telecom}" in secret["description"]
    assert "meridian-sandbox-platform-partners/northwind" == secret["name"]
    assert "aws_secretsmanager_secret_version" not in document["resource"]
    assert "client_secret" not in json.dumps(document)


def test_a_secret_is_rotated_and_its_elder_retired(written, only):
    """Every so many days by Secrets Manager; and every day a schedule asks whether the overlap is over."""
    document = written(admitted("northwind"))
    rotation, schedule = (
        _of(document, "aws_secretsmanager_secret_rotation"),
        _of(document, "aws_scheduler_schedule"),
    )
    secret = next(iter(document["resource"]["aws_secretsmanager_secret"]))
    claims = next(name for name in document["resource"]["aws_ssm_parameter"] if "_claims_" in name)

    assert {"automatically_after_days": 60} == rotation["rotation_rules"]
    assert f"aws_ssm_parameter.{claims}" in rotation["depends_on"]
    assert {"SecretId": f"${{aws_secretsmanager_secret.{secret}.arn}}", "Step": "retire"} == json.loads(
        schedule["target"]["input"]
    )
    assert "rate(24 hours)" == schedule["schedule_expression"]
    assert {"arn", "dead_letter_config", "input", "role_arn"} == schedule["target"].keys()


def test_the_claims_of_a_partner_stand_where_its_tokens_are_made(written):
    """By the client's id: whose it is, whose data it may see, and its last day."""
    document = written(admitted("northwind"))
    client = next(iter(document["resource"]["aws_cognito_user_pool_client"]))
    claims = _of(document, "aws_ssm_parameter")

    assert (
        f"/meridian/sandbox/platform-partners/clients/${{aws_cognito_user_pool_client.{client}.id}}" == claims["name"]
    )
    assert {"expires": "2027-06-30", "partner": "northwind", "tenant": "nw"} == json.loads(claims["insecure_value"])


def test_the_function_may_touch_this_stacks_secrets_and_the_pools_clients_only(written, only):
    """What it may do is listed whole; nobody calls it but Secrets Manager, for this stack, and its schedules."""
    document = written()
    policies = document["data"]["aws_iam_policy_document"]
    [said] = [each["statement"] for name, each in policies.items() if "function_policy-document" in name]
    own = {one["sid"]: (one["actions"], one["resources"]) for one in said}
    secrets = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:meridian-sandbox-platform-partners/*"

    assert (
        [
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage",
        ],
        [secrets],
    ) == own["RotateThisStacksSecrets"]
    assert (
        [
            "cognito-idp:AddUserPoolClientSecret",
            "cognito-idp:DeleteUserPoolClientSecret",
            "cognito-idp:ListUserPoolClientSecrets",
        ],
        ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${data.aws_ssm_parameter.user-pool-id.insecure_value}"],
    ) == own["ChangeClientSecrets"]
    assert ["Traces"] == [sid for sid, (_, resources) in own.items() if "*" in resources]
    permission = only(document, "aws_lambda_permission")
    assert ("secretsmanager.amazonaws.com", "123456789012", secrets) == (
        permission["principal"],
        permission["source_account"],
        permission["source_arn"],
    )


def test_the_schedules_may_start_the_function_and_nothing_else(written):
    """Only schedules of this stack's group take the role, which calls one alias and keeps what could not start."""
    document = written()
    policies = document["data"]["aws_iam_policy_document"]
    [trust] = [each["statement"] for name, each in policies.items() if "schedule-trust" in name]
    [starts] = [each["statement"] for name, each in policies.items() if "schedule-document" in name]
    [group] = document["resource"]["aws_scheduler_schedule_group"]

    assert {
        "aws:SourceAccount": ["123456789012"],
        "aws:SourceArn": [f"${{aws_scheduler_schedule_group.{group}.arn}}"],
    } == {one["variable"]: one["values"] for one in trust[0]["condition"]}
    assert [["lambda:InvokeFunction"], ["sqs:SendMessage"], ["kms:Decrypt", "kms:GenerateDataKey"]] == [
        one["actions"] for one in starts
    ]
    assert [] == [one["sid"] for one in starts if "*" in one["resources"]]


def test_a_tag_holds_as_many_scopes_as_it_can():
    """256 characters, whole scopes only, and the first one always."""
    long = tuple(f"ordering/{n:03}{'x' * 100}" for n in range(5))

    assert "a/b c/d" == scopes_tag(("a/b", "c/d"))
    assert " ".join(long[:2]) == scopes_tag(long)
    assert 128 + 25 == len(scopes_tag(("x" * 24 + "/" + "y" * 128,)))
