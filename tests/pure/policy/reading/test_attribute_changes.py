"""
What would change between two ways of writing one stack.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.policy.reading.attribute_changes import attribute_changes
from platform_constructs.policy.reading.difference import Missing

GONE = Missing.MISSING


def stage(**body: Any) -> dict[str, Any]:
    return {"resource": {"aws_api_gateway_stage": {"live": {"//": {"metadata": {"path": str(body)}}, **body}}}}


def found(before: Any, after: Any) -> list[tuple[str, str, Any, Any]]:
    changes = attribute_changes("ordering-public", before, after)
    assert {"ordering-public"} >= {each.stack for each in changes}
    return [(each.address, each.attribute, each.before, each.after) for each in changes]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (stage(x=1), stage(x=2), [("aws_api_gateway_stage.live", "x", 1, 2)]),
        (stage(x=1), stage(x=1), []),
        ({}, stage(x=1), [("aws_api_gateway_stage.live", "", GONE, {"x": 1})]),
        (
            stage(x=1),
            {"resource": {}},
            [("aws_api_gateway_stage.live", "", {"x": 1}, GONE), ("resource", "", GONE, {})],
        ),
        (
            {"data": {"aws_region": {"here": {"name": "a"}}}},
            {"data": {"aws_region": {"here": {"name": "b"}}}},
            [("data.aws_region.here", "name", "a", "b")],
        ),
        ({"output": {"url": {"value": 1}}}, {"output": {"url": {"value": 2}}}, [("output.url", "value", 1, 2)]),
        (
            {"provider": {"aws": [{"region": "a"}]}},
            {"provider": {"aws": [{"region": "b"}]}},
            [("provider.aws", "0.region", "a", "b")],
        ),
        (
            {"terraform": {"backend": {}}},
            {"terraform": {"backend": {"s3": {}}}},
            [("terraform.backend", "s3", GONE, {})],
        ),
        ({"//": {"a": 1}}, {"//": {"a": 2}}, []),
        ({"resource": 5}, {"resource": []}, [("resource", "", 5, [])]),
        ({"resource": {"aws_x": 5}}, {"resource": {"aws_x": 6}}, [("aws_x", "", 5, 6)]),
    ],
)
def test_every_section_is_compared(before: Any, after: Any, expected: Any):
    """A change is named by its resource and the way in it; what cdktf notes for itself is none."""
    assert expected == found(before, after)


def test_changes_are_sorted_and_read_inside_bodies():
    """By address, then key; the OpenAPI body and the policy are documents, not texts."""

    def document(timeout: int, action: str) -> dict[str, Any]:
        body = {"paths": {"/x": {"get": {"x-amazon-apigateway-integration": {"timeoutInMillis": timeout}}}}}
        policy = {"Statement": [{"Sid": "a", "Action": action}, {"Sid": "b", "Action": "*"}]}
        return {
            "resource": {
                "aws_sqs_queue": {"q": {"policy": json.dumps(policy)}},
                "aws_api_gateway_rest_api": {"api": {"body": json.dumps(body), "name": "x"}},
            }
        }

    assert [
        (
            "aws_api_gateway_rest_api.api",
            "body.paths./x.get.x-amazon-apigateway-integration.timeoutInMillis",
            1,
            2,
        ),
        ("aws_sqs_queue.q", "policy.Statement[a].Action", "sqs:A", "sqs:B"),
    ] == found(document(1, "sqs:A"), document(2, "sqs:B"))
