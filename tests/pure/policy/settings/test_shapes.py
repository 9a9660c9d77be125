"""
The way from a setting to the attributes it shapes, and back.
"""

from __future__ import annotations

import pytest

from platform_constructs.policy.settings.definition import Reading
from platform_constructs.policy.settings.every_setting import CATALOGUE
from platform_constructs.policy.settings.shapes import (
    Holder,
    Open,
    Shaped,
    holders,
    reading_of,
    settings_in_body,
    shaped_in,
    way_to,
)
from tests.pure.policy.samples import resource

METHODS = "aws_api_gateway_method_settings"
ACL = "aws_wafv2_web_acl"


def rule(statement):
    return {"name": "x", "statement": statement}


@pytest.mark.parametrize(
    ("type", "body", "shaped"),
    [
        ("aws_api_gateway_stage", {"xray_tracing_enabled": True}, {"tracing.enabled": "xray_tracing_enabled"}),
        (
            METHODS,
            {"method_path": "*/*", "settings": {"throttling_rate_limit": 1}},
            {"throttle.rate_per_second": "settings.throttling_rate_limit"},
        ),
        (
            METHODS,
            {"method_path": "v1/orders/POST", "settings": [{"throttling_rate_limit": 1}]},
            {"throttle.write.rate_per_second": "settings.0.throttling_rate_limit"},
        ),
        (
            ACL,
            {
                "rule": [
                    rule({"managed_rule_group_statement": {"name": "A"}}),
                    rule({"size_constraint_statement": {"field_to_match": {"body": {}}, "size": 1}}),
                ]
            },
            {
                "waf.managed_groups": "rule.0.statement.managed_rule_group_statement.name",
                "waf.max_body_bytes": "rule.1.statement.size_constraint_statement.size",
            },
        ),
        ("aws_sqs_queue", {"name": "q"}, {}),
    ],
)
def test_what_a_setting_shapes_is_found(type, body, shaped):
    """Each attribute is led back to the setting that is meant there: by verb, by what is matched, by the block."""
    written = resource(body, type)
    found = {
        each.setting: ".".join(each.way) for each in shaped_in(written) if not each.elsewhere and _has(body, each.way)
    }

    assert shaped == found


def _has(body, way):
    here = body
    for step in way:
        here = here.get(step) if isinstance(here, dict) else here[int(step)]
        if here is None:
            return False
    return True


def test_an_attribute_that_is_not_written_is_shaped_all_the_same():
    """Whether a block holds the attribute or not, the setting is about it."""
    found = {(each.setting, each.way) for each in shaped_in(resource({"settings": {}}, METHODS))}

    assert ("metrics.detailed", ("settings", "metrics_enabled")) in found


def test_a_trait_of_a_whole_block_says_so():
    """Where no attribute holds the value, the block is named with the reason."""
    [found] = {each for each in shaped_in(resource({"rule": [rule({})]}, ACL)) if each.setting == "waf.capacity_units"}
    [reading] = CATALOGUE["waf.capacity_units"].readings

    assert Shaped("waf.capacity_units", ("rule", "0", "statement"), reading.elsewhere) == found
    assert reading.elsewhere


def test_what_stands_in_a_body_is_not_a_resources_attribute():
    """A body holds several settings, so none of them is said of it as a whole."""
    found = {each.setting for each in shaped_in(resource({"body": "{}"}, "aws_api_gateway_rest_api"))}

    assert {"default_endpoint.disabled"} == found


def test_blocks_that_are_not_known_yet_are_marked():
    """Where dynamic makes the blocks, nothing is claimed about them."""
    written = resource({"dynamic": {"settings": {}}}, METHODS)
    [mark] = holders(written, ["settings", "metrics_enabled"])

    assert isinstance(mark, Open)
    assert "dynamic settings" == str(mark)
    assert [] == [each for each in shaped_in(written) if each.way[0] == "settings"]


def test_a_holder_knows_where_it_stands():
    """Its address leads to the attribute."""
    [found] = holders(resource({"settings": {"x": 1}}, METHODS), ["settings", "x"])

    assert isinstance(found, Holder)
    assert ("/settings/0/x", f"{METHODS}.live#/settings/0/x") == (found.pointer, found.address)


def test_a_shape_without_a_reading_holds_the_value_itself():
    """Only exceptions are written down."""
    definition = CATALOGUE["throttle.rate_per_second"]
    plan = next(each for each in definition.shapes if each.startswith("aws_api_gateway_usage_plan."))

    assert Reading(plan) == reading_of(definition, plan)
    assert definition.readings[0] == reading_of(definition, definition.readings[0].shape)


@pytest.mark.parametrize(
    ("pointer", "settings"),
    [
        ("/x-amazon-apigateway-security-policy", ("tls.api_policy",)),
        ("/x-amazon-apigateway-endpoint-access-mode", ("tls.endpoint_access_mode",)),
        ("/x-amazon-apigateway-request-validators/full/validateRequestBody", ("request_validation.body",)),
        ("/x-amazon-apigateway-request-validators/full/validateRequestParameters", ("request_validation.parameters",)),
        ("/paths/~1a/get/x-amazon-apigateway-integration/timeoutInMillis", ("integration.timeout_ms",)),
        ("/x-amazon-apigateway-api-key-source", ("usage_plan.key_required",)),
        ("/paths/~1a/get/security/0/key", ("usage_plan.key_required",)),
        ("/paths/~1a/get/security/0/cognito", ()),
        ("/paths/~1a/get/x-amazon-apigateway-integration/timeoutInMillis/x", ()),
        ("/paths/~1a/b/get/x-amazon-apigateway-integration/timeoutInMillis", ()),
        ("/x/paths/~1a/get/x-amazon-apigateway-integration/timeoutInMillis", ()),
        ("/info/title", ()),
        ("", ()),
    ],
)
def test_pointers_into_a_body_lead_to_settings(pointer, settings):
    """Exactly what a setting shapes inside an OpenAPI body is led back to it."""
    assert settings == settings_in_body(pointer)


def test_every_setting_that_shapes_a_body_says_where():
    """A setting that the catalogue calls part of the API's body is found there."""
    inside = {
        name
        for name, definition in CATALOGUE.items()
        if any(shape == "aws_api_gateway_rest_api.body" for shape in definition.shapes)
    }
    pointers = [
        "/x-amazon-apigateway-security-policy",
        "/x-amazon-apigateway-endpoint-access-mode",
        "/x-amazon-apigateway-api-key-source",
        "/x-amazon-apigateway-request-validators/full/validateRequestBody",
        "/x-amazon-apigateway-request-validators/full/validateRequestParameters",
        "/paths/~1a/get/x-amazon-apigateway-integration/timeoutInMillis",
    ]

    assert inside == {setting for pointer in pointers for setting in settings_in_body(pointer)}


@pytest.mark.parametrize(
    ("body", "pointer", "way"),
    [
        ({"settings": {"a": 1}}, "/settings/0/a", ("settings", "a")),
        ({"settings": [{"a": 1}]}, "/settings/0/a", ("settings", "0", "a")),
        ({"settings": {"0": 1}}, "/settings/0", ("settings", "0")),
        ({"a/b": {"~c": 1}}, "/a~1b/~0c", ("a/b", "~c")),
        ({}, "/x/0/y", ("x", "0", "y")),
        ({"x": [1]}, "/x/7/y", ("x", "7", "y")),
        ({"x": [{"a": {"b": 1}}]}, "/x/0/a/0/b", ("x", "0", "a", "b")),
        ({"x": "text"}, "/x/0", ("x", "0")),
        ({}, "", ()),
    ],
)
def test_a_pointer_becomes_a_way(body, pointer, way):
    """The position of a block that cdktf wrote as an object is left out; everything else stays."""
    assert way == way_to(body, pointer)
