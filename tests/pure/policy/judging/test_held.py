"""
Written values are held to what the packs allow.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.model.finding import Finding
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.held import held_to_settings
from platform_constructs.policy.settings.every_setting import CATALOGUE
from platform_constructs.policy.settings.readings import READINGS
from platform_constructs.policy.view import View
from tests.pure.policy.samples import AT, TODAY, clause, pack

METHODS = "aws_api_gateway_method_settings"
ACL = "aws_wafv2_web_acl"


def law(setting: str, *, more: dict[str, Any] | None = None, **terms: Any) -> Law:
    """One setting as a pack wants it, and perhaps as a second one does."""
    packs = [pack("baseline", "1.0.0", clause(setting, **terms))]
    if more:
        packs.append(pack("external-api", "1.0.0", clause(setting, **more)))
    return compose(packs, today=TODAY)


def held(type: str, body: Any, law: Law) -> tuple[Finding, ...]:
    view = View.of("ordering-public", {"resource": {type: {"it": body}}})
    return held_to_settings(view, law, owner="ordering", at=AT)


def said(type: str, body: Any, law: Law) -> list[str]:
    return [each.what for each in held(type, body, law)]


def test_a_throttle_that_is_none_is_refused():
    """The finding names attribute, value, setting, the packs that forbid it, and the place to change."""
    rate = law("throttle.rate_per_second", at_most=1000, more={"at_most": 500})
    body = {"method_path": "*/*", "settings": {"throttling_rate_limit": 1_000_000_000}}

    assert (
        Finding(
            "GATE-015",
            "outside-setting",
            Level.BLOCK,
            "throttling_rate_limit is 1000000000; baseline 1.0.0 allows at most 1000; external-api 1.0.0 allows "
            "at most 500",
            AT,
            "declare throttle.rate_per_second inside what the packs allow; to go outside, ask the owner of "
            "baseline 1.0.0 and external-api 1.0.0",
            "ordering",
            "1000000000",
            "ordering-public",
            f"{METHODS}.it#/settings/0/throttling_rate_limit",
        ),
    ) == held(METHODS, body, rate)


def test_only_the_packs_that_forbid_a_value_are_named():
    """A pack that allows it is not asked for more room."""
    rate = law("throttle.rate_per_second", at_most=1000, more={"at_most": 500})
    body = {"method_path": "*/*", "settings": {"throttling_rate_limit": 600}}

    assert ["throttling_rate_limit is 600; external-api 1.0.0 allows at most 500"] == said(METHODS, body, rate)


@pytest.mark.parametrize("value", [1, 500, "500", 499.5, "4e2", None, "${var.rate}", ["${var.rate}"]], ids=repr)
def test_what_is_inside_absent_or_not_known_yet_passes(value):
    """Numbers in quotes are numbers; what only Terraform will know is left to the rules."""
    body = {"method_path": "*/*", "settings": {"throttling_rate_limit": value}}

    assert () == held(METHODS, body, law("throttle.rate_per_second", at_most=500))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (501, "is 501; baseline 1.0.0 allows at most 500"),
        ("501", "is 501; baseline 1.0.0 allows at most 500"),
        (500.5, "is 500.5; baseline 1.0.0 allows at most 500"),
        (1e9, "is 1000000000; baseline 1.0.0 allows at most 500"),
        ("1e9", "is 1000000000; baseline 1.0.0 allows at most 500"),
        (-1, "is -1; throttle.rate_per_second is at least 1 requests per second; baseline 1.0.0 allows at most 500"),
        (float("inf"), "is inf; throttle.rate_per_second is a number"),
        ("plenty", "is plenty; throttle.rate_per_second is a number"),
        (True, "is true; throttle.rate_per_second is a number"),
        ([1], "is 1; throttle.rate_per_second is a number"),
        (10**100, f"is 1{'0' * 100}; baseline 1.0.0 allows at most 500"),
    ],
    ids=lambda each: repr(each)[:20],
)
def test_what_is_outside_or_no_number_is_refused(value, why):
    """However it is written: as text, as a fraction, as no number at all; minus one is AWS's "no limit"."""
    body = {"method_path": "*/*", "settings": [{"throttling_rate_limit": value}]}

    assert [f"throttling_rate_limit {why}"] == said(METHODS, body, law("throttle.rate_per_second", at_most=500))


@pytest.mark.parametrize(
    ("path", "setting"),
    [
        ("*/*", "throttle.burst"),
        ("v1/orders/GET", "throttle.burst"),
        ("v1/orders/POST", "throttle.write.burst"),
        ("v1/orders/{id}/DELETE", "throttle.write.burst"),
        ("v1/orders/ANY", "throttle.write.burst"),
    ],
)
def test_a_method_is_held_to_the_throttle_of_its_verb(path, setting):
    """Reading and writing operations have limits of their own, in the same attribute."""
    both = compose(
        [pack("baseline", "1.0.0", clause("throttle.burst", at_most=10), clause("throttle.write.burst", at_most=10))],
        today=TODAY,
    )
    [found] = held(METHODS, {"method_path": path, "settings": {"throttling_burst_limit": 11}}, both)

    assert found.fix.startswith(f"declare {setting} inside")


@pytest.mark.parametrize(
    ("setting", "terms", "type", "body", "expected"),
    [
        (
            "logs.retention_days",
            {"at_least": 365},
            "aws_cloudwatch_log_group",
            {"retention_in_days": 30},
            "retention_in_days is 30; baseline 1.0.0 demands at least 365",
        ),
        (
            "execution_log.level",
            {"one_of": ["ERROR", "INFO"]},
            METHODS,
            {"settings": {"logging_level": "OFF"}},
            "logging_level is OFF; baseline 1.0.0 allows one of ERROR, INFO",
        ),
        (
            "tracing.enabled",
            {"exactly": True},
            "aws_api_gateway_stage",
            {"xray_tracing_enabled": "false"},
            "xray_tracing_enabled is false; baseline 1.0.0 demands true",
        ),
        (
            "tracing.enabled",
            {"exactly": True},
            "aws_api_gateway_stage",
            {"xray_tracing_enabled": 1},
            "xray_tracing_enabled is 1; tracing.enabled is a yes or no",
        ),
        (
            "deletion_protection",
            {"exactly": True},
            "aws_cognito_user_pool",
            {"deletion_protection": "INACTIVE"},
            "deletion_protection is INACTIVE; baseline 1.0.0 demands true",
        ),
        (
            "identity.mfa",
            {"one_of": ["ON"]},
            "aws_cognito_user_pool",
            {"mfa_configuration": True},
            "mfa_configuration is true; identity.mfa is a text",
        ),
        (
            "waf.rate_limit.window_seconds",
            {"one_of": [300, 600]},
            ACL,
            {"rule": [{"statement": {"rate_based_statement": {"evaluation_window_sec": "60"}}}]},
            "evaluation_window_sec is 60; baseline 1.0.0 allows one of 300, 600",
        ),
        (
            "waf.body_inspection",
            {"one_of": ["KB_64"]},
            ACL,
            {"association_config": {"request_body": {"cognito_user_pool": {"default_size_inspection_limit": "KB_16"}}}},
            "default_size_inspection_limit is KB_16; baseline 1.0.0 allows one of KB_64",
        ),
    ],
)
def test_every_type_of_setting_is_held(setting, terms, type, body, expected):
    """Numbers, choices and flags, also where AWS has words for yes and no."""
    assert [expected] == said(type, body, law(setting, **terms))


def test_protection_in_awss_words_passes():
    """ACTIVE is yes."""
    assert () == held(
        "aws_cognito_user_pool", {"deletion_protection": "ACTIVE"}, law("deletion_protection", exactly=True)
    )


def size(field: str, most: object) -> dict[str, Any]:
    return {"statement": {"size_constraint_statement": {"size": most, "field_to_match": {field: {}}}}}


def test_a_size_is_held_to_what_it_measures():
    """Bodies and query strings have limits of their own, in the same attribute of different rules."""
    body = {"rule": [size("body", 9_000), size("query_string", 9_000), size("uri_path", 9_000)]}
    found = held(ACL, body, law("waf.max_query_bytes", at_most=4096))

    assert [f"{ACL}.it#/rule/1/statement/0/size_constraint_statement/0/size"] == [each.address for each in found]


def rate(limit: int, path: str = "") -> dict[str, Any]:
    scope = {"scope_down_statement": {"byte_match_statement": {"search_string": path}}} if path else {}
    return {"statement": {"rate_based_statement": {"limit": limit, **scope}}}


def test_a_rate_rule_of_sign_in_is_held_to_its_own_limit():
    """Where credentials are tried, fewer requests are let through than elsewhere."""
    body = {"rule": [rate(2000), rate(500, "/orders"), rate(500, "/OAuth2/Token"), rate(100, "/login")]}
    found = held(ACL, body, law("waf.auth_rate_limit.requests", at_most=100))

    assert [f"{ACL}.it#/rule/2/statement/0/rate_based_statement/0/limit"] == [each.address for each in found]


HEADERS = law("waf.redacted_headers", include=["authorization", "cookie"])
LOGGING = "aws_wafv2_web_acl_logging_configuration"


def redacted(*names: str) -> dict[str, Any]:
    return {"redacted_fields": [{"single_header": {"name": name}} for name in names]}


def test_a_list_has_every_name_it_has_to():
    """More names are fine; a missing one is named, with those there are."""
    assert () == held(LOGGING, redacted("x-mine", "cookie", "authorization"), HEADERS)
    assert (
        Finding(
            "GATE-015",
            "outside-setting",
            Level.BLOCK,
            "redacted_fields.single_header.name lacks authorization, which baseline 1.0.0 demands",
            AT,
            "keep every name that waf.redacted_headers demands; a declaration only adds; to go outside, ask the "
            "owner of baseline 1.0.0",
            "ordering",
            "cookie",
            "ordering-public",
            f"{LOGGING}.it#/redacted_fields/single_header/name",
        ),
    ) == held(LOGGING, redacted("cookie"), HEADERS)


@pytest.mark.parametrize("body", [{}, {"redacted_fields": []}, {"redacted_fields": {"single_header": {"name": 7}}}])
def test_an_absent_list_lacks_everything(body):
    """Taking all names away is no way round."""
    assert ["redacted_fields.single_header.name lacks authorization, cookie, which baseline 1.0.0 demands"] == said(
        LOGGING, body, HEADERS
    )


@pytest.mark.parametrize(
    "body", [redacted("${var.x}"), {"dynamic": {"redacted_fields": {}}}, {"redacted_fields": "${var.x}"}]
)
def test_a_list_that_is_not_known_yet_is_left_to_the_rules(body):
    """What only Terraform will know cannot be said to lack anything."""
    assert () == held(LOGGING, body, HEADERS)


@pytest.mark.parametrize(
    ("format", "lacking"),
    [
        ('{"status": $context.status, "requestId": "$context.requestId", "more": [$context.a.b]}', ""),
        ('{"status": "requestId"}', "requestId"),
        ("$context.requestId status requestId", "requestId, status"),
        ("[" * 100_000, "requestId, status"),
    ],
    ids=["all there", "one missing", "no JSON", "deep"],
)
def test_the_access_log_has_every_field(format, lacking):
    """The fields are the keys of the line, whose numbers stand without quotes."""
    fields = law("access_log.required_fields", include=["requestId", "status"])
    found = said("aws_api_gateway_stage", {"access_log_settings": {"format": format}}, fields)

    assert [f"access_log_settings.format lacks {lacking}, which baseline 1.0.0 demands"] * bool(lacking) == found


def test_a_setting_that_stands_elsewhere_is_left_to_what_judges_it():
    """A body compiled from the contract is no number, and is not compared with one."""
    timeout = law("integration.timeout_ms", at_most=10_000)

    assert () == held("aws_api_gateway_rest_api", {"body": json.dumps({"paths": {}})}, timeout)


def test_a_setting_no_pack_speaks_of_holds_nobody():
    """Without a pack there is nothing to hold a value to."""
    assert () == held(
        METHODS,
        {"method_path": "*/*", "settings": {"throttling_rate_limit": 9**9}},
        law("logs.retention_days", at_least=1),
    )


@pytest.mark.parametrize("setting", READINGS)
def test_every_reading_is_of_a_shape(setting):
    """A reading of an attribute that its setting does not shape would never be used."""
    assert {each.shape for each in READINGS[setting]} <= set(CATALOGUE[setting].shapes)
    assert READINGS[setting] == CATALOGUE[setting].readings
