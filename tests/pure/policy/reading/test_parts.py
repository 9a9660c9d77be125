"""
OpenAPI bodies, policy documents and WAF rules, taken apart.
"""

from __future__ import annotations

import json

import pytest

from platform_constructs.policy.view import Absent, Known, Undecidable, Unknown, View
from tests.pure.policy.samples import api

STATEMENT = {
    "effect": "Allow",
    "sid": None,
    "actions": ["kms:*"],
    "not_actions": [],
    "resources": ["*"],
    "not_resources": [],
    "principals": [{"type": "*", "identifiers": ["*"]}],
    "not_principals": [],
    "conditions": [],
}


def viewed(type: str, body: object, section: str = "resource") -> View:
    """A stack with one resource or data source."""
    return View.of("s", {section: {type: {"x": body}}})


def statements(policy: object) -> list[dict[str, object]]:
    """The statements of a key's policy, as rules read them."""
    return [dict(each.body) for each in viewed("aws_kms_key", {"policy": policy}).of_type("iam.statement")]


def test_an_openapi_body_is_taken_apart():
    """The document, each operation with its method and path, and each schema can be judged by themselves."""
    document = api(
        {
            "/orders": {"post": {"security": []}, "parameters": [], "x-amazon-apigateway-any-method": {}},
            "/a~b": {"GET": {}},
        },
        components={"schemas": {"Order": {"type": "object"}}},
    )
    view = View.of("s", document)

    assert [
        ("openapi.document", "#/body", "aws_api_gateway_rest_api.api"),
        ("openapi.schema", "#/components/schemas/Order", "aws_api_gateway_rest_api.api#/body"),
        ("openapi.operation", "#/paths/~1a~0b/GET", "aws_api_gateway_rest_api.api#/body"),
        ("openapi.operation", "#/paths/~1orders/post", "aws_api_gateway_rest_api.api#/body"),
        ("openapi.operation", "#/paths/~1orders/x-amazon-apigateway-any-method", "aws_api_gateway_rest_api.api#/body"),
    ] == [
        (each.type, each.address.removeprefix("aws_api_gateway_rest_api.api"), each.parent.address)
        for each in view.resources
        if each.parent
    ]
    assert [("GET", "/a~b"), ("POST", "/orders"), ("ANY", "/orders")] == [
        (each["method"].value, each["path"].value) for each in view.of_type("openapi.operation")
    ]


def test_promises_inside_a_body_stay_promises():
    """An expression inside the body's text is Unknown or a Ref, even one with quotes of its own; escapes are values."""
    body = '{"paths": {"/o": {"get": {"a": "x${var.a["k"]}", "b": "${aws_kms_key.k.arn}", "c": "$${c}", "d": "true"}}}}'
    view = View.of("s", {"resource": {"aws_apigatewayv2_api": {"x": {"body": body}}, "aws_kms_key": {"k": {}}}})
    [operation] = view.of_type("openapi.operation")

    assert [Unknown('var.a["k"]', 'x${var.a["k"]}'), Known("${c}"), Known("true")] == [operation[key] for key in "acd"]
    assert "aws_kms_key.k" == operation["b"].target.address


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("{", "the OpenAPI body is not JSON"),
        ("openapi: 3.0.1", "the OpenAPI body is not JSON"),
        ("[]", "the OpenAPI body is not a JSON object"),
        ('{"paths": {}, "paths": {}}', "the OpenAPI body is not JSON"),
        ("[" * 200_000, "the OpenAPI body is not JSON"),
        ('{"a":' * 150 + "1" + "}" * 150, "the OpenAPI body is not JSON"),
        ('${file("openapi.json")}', 'the OpenAPI body is only known at apply time: file("openapi.json")'),
        (7, "the OpenAPI body is neither text nor an object"),
    ],
)
def test_a_body_that_cannot_be_read_is_never_an_empty_one(body, why):
    """It is listed as unreadable, and a rule that asks it anything is told it is unknown."""
    view = viewed("aws_api_gateway_rest_api", {"body": body})
    [document] = view.of_type("openapi.document")

    assert [("aws_api_gateway_rest_api.x#/body", why)] == [(each.address, each.why) for each in view.unreadable]
    assert Unknown(why) == document["paths"]
    with pytest.raises(Undecidable):
        document.blocks("paths")


@pytest.mark.parametrize(
    ("paths", "pointer"),
    [([], "#/paths"), ({"/o": {"$ref": "x"}}, "#/paths/~1o"), ({"/o": {"get": "x"}}, "#/paths/~1o/get")],
)
def test_an_operation_cannot_hide_in_a_strange_shape(paths, pointer):
    """What stands where an operation should and is none is listed."""
    unreadable = View.of("s", api(paths)).unreadable

    assert ["aws_api_gateway_rest_api.api" + pointer] == [each.address for each in unreadable]


def test_the_policy_inside_a_body_is_judged():
    """`x-amazon-apigateway-policy` is a resource policy like any other."""
    policy = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}
    view = View.of("s", api({}, **{"x-amazon-apigateway-policy": policy}))

    assert [STATEMENT] == [dict(each.body) for each in view.of_type("iam.statement")]


@pytest.mark.parametrize(
    "policy",
    [
        {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}},
        {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["kms:*"], "Resource": ["*"]}]},
        {"statement": [{"effect": "Allow", "principal": "*", "action": ["kms:*"], "resource": "*"}]},
    ],
)
def test_a_policy_reads_the_same_however_it_is_written(policy):
    """Object or text, one statement or many, one action or many."""
    assert [[STATEMENT], [STATEMENT]] == [statements(policy), statements(json.dumps(policy))]


def test_a_data_source_reads_like_its_json():
    """The blocks of an aws_iam_policy_document have the shape of a JSON policy's statements."""
    block = {"actions": ["kms:*"], "resources": ["*"], "principals": {"type": "*", "identifiers": ["*"]}}
    view = viewed("aws_iam_policy_document", {"statement": block}, "data")
    [statement] = view.of_type("iam.statement")

    assert (STATEMENT, "data.aws_iam_policy_document.x#/statement/0") == (dict(statement.body), statement.address)


def test_every_part_of_a_statement_is_carried():
    """Denials, exceptions, services and conditions are there for rules to see."""
    [found] = statements(
        {
            "Statement": {
                "Sid": "S",
                "Effect": "Deny",
                "NotAction": "a:b",
                "NotResource": ["r"],
                "NotPrincipal": {"AWS": ["1", "2"], "Service": "s"},
                "Condition": {"StringEquals": {"aws:x": "y"}, "Bool": {"aws:z": ["true"]}},
            }
        }
    )

    assert {
        "effect": "Deny",
        "sid": "S",
        "actions": [],
        "not_actions": ["a:b"],
        "resources": [],
        "not_resources": ["r"],
        "principals": [],
        "not_principals": [{"type": "AWS", "identifiers": ["1", "2"]}, {"type": "Service", "identifiers": ["s"]}],
        "conditions": [
            {"test": "StringEquals", "variable": "aws:x", "values": ["y"]},
            {"test": "Bool", "variable": "aws:z", "values": ["true"]},
        ],
    } == found


def test_promised_actions_are_unknown():
    """A list of actions that Terraform will compute is no empty list."""
    view = viewed(
        "aws_iam_policy_document", {"statement": [{"actions": "${var.all}", "resources": ["${var.r}"]}]}, "data"
    )
    [statement] = view.of_type("iam.statement")

    assert [Unknown("var.all", "${var.all}"), Unknown("var.r", "${var.r}"), Known([])] == [
        statement[key] for key in ("actions", "resources", "principals")
    ]


@pytest.mark.parametrize(
    ("policy", "why"),
    [
        ("{", "the policy is not JSON"),
        ("${var.policy}", "the policy is only known at apply time"),
        ("${jsonencode({})}", "the policy is only known at apply time"),
        ("${data.aws_ssm_parameter.p.value}", "the policy is only known at apply time"),
        ("${data.aws_iam_policy.p.policy}", "the policy is only known at apply time"),
        ("${aws_ecr_lifecycle_policy.p.policy}", "the policy is only known at apply time"),
        ("${upper(data.aws_iam_policy_document.d.json)}", "the policy is only known at apply time"),
        ('{"a": ' * 900 + '"${x("y")}"' + "}" * 900, "the policy is not JSON"),
        ('{"Version": "x"}', "the policy's statement is not an object"),
        ('{"Statement": []}', "the policy has no statement"),
        ('{"Statement": "x"}', "the policy's statement is not an object"),
        ("[1]", "the policy is not a JSON object"),
    ],
)
def test_a_policy_that_cannot_be_read_is_listed(policy, why):
    """It is never taken for a policy that allows nothing."""
    view = viewed("aws_sqs_queue", {"policy": policy})

    assert [why] == [each.why for each in view.unreadable]
    assert () == view.of_type("iam.statement")


@pytest.mark.parametrize("policy", ["${data.aws_iam_policy_document.d.json}", "${aws_iam_policy.p.policy}", "", None])
def test_a_policy_that_stands_elsewhere_is_judged_there(policy):
    """A document of the same stack is judged at its own address; no policy is no fault of reading."""
    assert () == viewed("aws_sqs_queue", {"policy": policy}).unreadable


def test_policies_are_found_wherever_they_stand():
    """Assume-role policies, policies in nested blocks and merged documents are all read."""
    text = json.dumps({"Statement": {"Effect": "Allow", "Action": "a:b", "Resource": "*"}})
    document = {
        "resource": {
            "aws_iam_role": {"r": {"assume_role_policy": text, "inline_policy": [{"name": "n", "policy": text}]}},
            "aws_ecr_lifecycle_policy": {"l": {"policy": '{"rules": []}'}},
        },
        "data": {
            "aws_iam_policy_document": {
                "d": {
                    "source_policy_documents": ["${data.aws_iam_policy_document.e.json}", text],
                    "override_policy_documents": ["${var.o}"],
                }
            }
        },
    }
    view = View.of("s", document)

    assert [
        "aws_iam_role.r#/assume_role_policy/statement/0",
        "aws_iam_role.r#/inline_policy/0/policy/statement/0",
        "data.aws_iam_policy_document.d#/source_policy_documents/1/statement/0",
    ] == [each.address for each in view.of_type("iam.statement")]
    assert ["data.aws_iam_policy_document.d#/override_policy_documents/0"] == [each.address for each in view.unreadable]


def test_waf_rules_read_the_same_from_blocks_and_json():
    """A rule that came in through `rule_json` has the provider's names."""
    text = json.dumps(
        [
            {
                "Name": "crs",
                "OverrideAction": {"None": {}},
                "Statement": {
                    "ManagedRuleGroupStatement": {
                        "VendorName": "AWS",
                        "RuleActionOverrides": [{"Name": "x", "ActionToUse": {"Count": {}}}],
                    }
                },
                "VisibilityConfig": {"CloudWatchMetricsEnabled": True},
            }
        ]
    )
    [rule] = viewed("aws_wafv2_web_acl", {"rule_json": text}).of_type("wafv2.rule")

    assert ("aws_wafv2_web_acl.x#/rule_json/0", "wafv2.rule") == (rule.address, rule.type)
    assert {
        "name": "crs",
        "override_action": {"none": {}},
        "statement": {
            "managed_rule_group_statement": {
                "vendor_name": "AWS",
                "rule_action_override": [{"name": "x", "action_to_use": {"count": {}}}],
            }
        },
        "visibility_config": {"cloudwatch_metrics_enabled": True},
    } == rule.body


def test_waf_rules_are_parts_of_their_acl():
    """Each rule block can be judged by itself."""
    view = viewed("aws_wafv2_web_acl", {"rule": [{"name": "a", "action": {"block": {}}}, {"name": "b"}]})

    assert [("aws_wafv2_web_acl.x#/rule/0", Known({})), ("aws_wafv2_web_acl.x#/rule/1", Absent())] == [
        (each.address, each["action.block"]) for each in view.of_type("wafv2.rule")
    ]


@pytest.mark.parametrize(
    "body", [{"dynamic": {"rule": {"content": {}}}}, {"rule_json": "${var.r}"}, {"rule_json": "["}]
)
def test_hidden_waf_rules_are_unknown(body):
    """Rules made by `dynamic`, or JSON that cannot be read, are no empty list of rules."""
    view = viewed("aws_wafv2_web_acl", body)

    assert ([Unknown], 1) == ([type(each["action"]) for each in view.of_type("wafv2.rule")], len(view.unreadable))
