"""
Policy documents: every way of writing one leads to the same statements, and what cannot be read is told.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.policy.reading.iam_parts import POLICY_ATTRIBUTES, document_parts, policy_parts
from platform_constructs.policy.reading.parts import Hidden, Part, Parts

LATE = "${var.late}"
EMPTY: dict[str, Any] = {
    "effect": "Allow",
    "sid": None,
    "actions": [],
    "not_actions": [],
    "resources": [],
    "not_resources": [],
    "principals": [],
    "not_principals": [],
    "conditions": [],
}


def text(*statements: Any, **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements), **more})


def bodies(parts: Parts) -> dict[str, Any]:
    return {part.pointer: part.body for part in parts.parts}


def test_a_json_statement_has_the_shape_of_a_block():
    """Keys in any case, single values and lists, principals and conditions of every form become one shape."""
    statement = {
        "Sid": "a",
        "Effect": "Deny",
        "action": "s3:Get*",
        "NotAction": ["s3:Put*"],
        "Resource": LATE,
        "NotResource": ["b"],
        "Principal": {"AWS": "1", "Service": ["c", "d"]},
        "NotPrincipal": "*",
        "Condition": {"StringEquals": {"aws:a": "x", "aws:b": ["y", "z"]}, "Bool": "odd"},
    }

    assert {
        "/policy/statement/0": {
            "effect": "Deny",
            "sid": "a",
            "actions": ["s3:Get*"],
            "not_actions": ["s3:Put*"],
            "resources": LATE,
            "not_resources": ["b"],
            "principals": [{"type": "AWS", "identifiers": ["1"]}, {"type": "Service", "identifiers": ["c", "d"]}],
            "not_principals": [{"type": "*", "identifiers": ["*"]}],
            "conditions": [
                {"test": "StringEquals", "variable": "aws:a", "values": ["x"]},
                {"test": "StringEquals", "variable": "aws:b", "values": ["y", "z"]},
                {"test": "Bool", "variable": "", "values": ["odd"]},
            ],
        }
    } == bodies(policy_parts("aws_kms_key", {"policy": text(statement)}))


def test_a_block_has_the_same_shape():
    """What Terraform writes as blocks reads like what AWS writes as JSON; no effect said is Allow."""
    block = {
        "actions": "a",
        "resources": ["b"],
        "principals": {"type": "AWS", "identifiers": ["1"]},
        "not_principals": LATE,
        "condition": [{"test": "Bool", "variable": "v", "values": "x"}, {"test": "Bool"}],
    }

    assert {
        "/statement/0": {
            **EMPTY,
            "actions": ["a"],
            "resources": ["b"],
            "principals": [{"type": "AWS", "identifiers": ["1"]}],
            "not_principals": "${var.late}",
            "conditions": [
                {"test": "Bool", "variable": "v", "values": ["x"]},
                {"test": "Bool", "variable": None, "values": []},
            ],
        },
        "/statement/1": {**EMPTY, "effect": "Deny", "sid": "s"},
    } == bodies(document_parts({"statement": [block, {"effect": "Deny", "sid": "s"}]}))


@pytest.mark.parametrize(
    ("raw", "shape"),
    [
        (None, []),
        (["odd"], ["odd"]),
        ("AWS", ["AWS"]),
        (LATE, LATE),
        ("a ${var.late}", ["a ${var.late}"]),
    ],
)
def test_odd_principals_and_conditions_stay_visible(raw: Any, shape: Any):
    """What is no object stays what it is, so that a rule sees it and an expression stays unknown."""
    found = bodies(policy_parts("aws_kms_key", {"policy": text({"Principal": raw, "Condition": raw})}))

    assert (shape, shape) == (found["/policy/statement/0"]["principals"], found["/policy/statement/0"]["conditions"])


@pytest.mark.parametrize("attribute", sorted(POLICY_ATTRIBUTES))
def test_every_attribute_of_a_policy_is_looked_into(attribute: str):
    """Wherever AWS takes a policy as text, at any depth, its statements are found."""
    body = {"a": [{"b": {attribute: text({"Action": "x"})}}]}

    assert [f"/a/0/b/{attribute}/statement/0"] == list(bodies(policy_parts("aws_x", body)))


@pytest.mark.parametrize(
    "type",
    [
        "aws_cloudwatch_log_account_policy",
        "aws_cloudwatch_log_data_protection_policy",
        "aws_ecr_lifecycle_policy",
        "aws_opensearchserverless_access_policy",
        "aws_opensearchserverless_lifecycle_policy",
        "aws_opensearchserverless_security_policy",
    ],
)
def test_what_is_called_policy_and_is_none_is_left_alone(type: str):
    """Some resources call something else a policy; nothing is hidden in them."""
    assert Parts() == policy_parts(type, {"policy": "anything"})


@pytest.mark.parametrize(
    "body",
    [
        {"lifecycle": {"policy": text({"Action": "x"})}},
        {"policy": 5},
        {"policy": {"rule": "x"}},
        {"policy": ""},
        {"policy": " {} "},
        {"policy": "${data.aws_iam_policy_document.d.json}"},
        {"policy": "${data.aws_iam_policy_document.d.minified_json}"},
        {"policy": "${aws_iam_role.r.assume_role_policy}"},
    ],
)
def test_what_is_judged_elsewhere_is_not_judged_here(body: dict[str, Any]):
    """An empty text, an object that is no policy, and a reference to what is judged where it stands hold nothing."""
    assert Parts() == policy_parts("aws_x", body)


@pytest.mark.parametrize("root", ["each.value", "local.x", "module.x", "var.x", "data.local.x"])
def test_a_value_of_terraforms_own_is_judged_nowhere_else(root: str):
    """Only a resource or a policy document is judged where it stands; `for_each` would hide a policy otherwise."""
    hidden = policy_parts("aws_x", {"for_each": {"a": {"policy": "x"}}, "policy": f"${{{root}.policy}}"}).hidden

    assert [Hidden("/policy", LATER, f"{root}.policy")] == hidden


def test_a_dynamic_block_may_hold_a_policy():
    """`dynamic` makes blocks, and a policy inside its content counts."""
    body = {"dynamic": {"x": {"content": {"policy": text({"Action": "x"})}}}}

    assert ["/dynamic/x/content/policy/statement/0"] == list(bodies(policy_parts("aws_x", body)))


def test_a_policy_may_be_written_as_an_object():
    """cdktf writes an object where a text belongs; its statement may be one alone, and its keys in any case."""
    assert ["/policy/statement/0"] == list(bodies(policy_parts("aws_x", {"policy": {"STATEMENT": {"Action": "x"}}})))


LATER, NO_JSON = "the policy is only known at apply time", "the policy is not JSON"


@pytest.mark.parametrize(
    ("policy", "at", "why", "got"),
    [
        ("{", "", NO_JSON, "{"),
        (LATE, "", LATER, "var.late"),
        ("x ${var.late}", "", NO_JSON, "var.late"),
        ("${data.aws_iam_policy_document.d.id}", "", LATER, "data.aws_iam_policy_document.d.id"),
        ("${data.aws_iam_policy.d.policy}", "", LATER, "data.aws_iam_policy.d.policy"),
        ("${aws_ecr_lifecycle_policy.p.policy}", "", LATER, "aws_ecr_lifecycle_policy.p.policy"),
        ("${aws_iam_role.r.name}", "", LATER, "aws_iam_role.r.name"),
        ("${aws_iam_role.r.policy}${aws_iam_role.r.policy}", "", LATER, "aws_iam_role.r.policy"),
        ("[]", "", "the policy is not a JSON object", "list"),
        (text(), "", "the policy has no statement", "[]"),
        (text("odd"), "/statement/0", "the policy's statement is not an object", "odd"),
        ('{"Version": "x"}', "/statement/0", "the policy's statement is not an object", "None"),
    ],
)
def test_a_policy_that_cannot_be_read_is_told(policy: str, at: str, why: str, got: str):
    """What ought to be judged and cannot be is named with where it stands, why, and what stands there."""
    assert Parts(hidden=[Hidden(f"/policy{at}", why, got)]) == policy_parts("aws_x", {"policy": policy})


def test_too_deep_an_object_is_no_policy():
    """An object nested deeper than anything real is told, not followed."""
    deep: dict[str, Any] = {}
    for _ in range(200):
        deep = {"a": deep}

    assert Parts(hidden=[Hidden("/policy", "the policy is not a JSON object", "dict")]) == policy_parts(
        "aws_x", {"policy": {"Statement": deep}}
    )


def test_documents_may_be_merged_from_others():
    """Sources and overrides of a document are judged with it, given as texts, alone or in a list."""
    body = {
        "source_policy_documents": [text({"Action": "a"}), text({"Action": "b"})],
        "override_policy_documents": text({"Action": "c"}),
        "source_json": text({"Action": "d"}),
        "override_json": None,
    }

    assert {
        "/source_policy_documents/0/statement/0": ["a"],
        "/source_policy_documents/1/statement/0": ["b"],
        "/override_policy_documents/0/statement/0": ["c"],
        "/source_json/statement/0": ["d"],
    } == {pointer: each["actions"] for pointer, each in bodies(document_parts(body)).items()}


def test_statements_that_come_late_are_told():
    """Statements made by an expression are judged by nobody, so they are hidden, and every question is undecided."""
    why = "its statements are only known at apply time"

    assert Parts(
        [Part("iam.statement", "/statement", {}, opaque="var.late")], [Hidden("/statement", why, "var.late")]
    ) == document_parts({"statement": LATE})
