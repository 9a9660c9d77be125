"""
Every written value is led back to whose word it is.
"""

from __future__ import annotations

import json

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.asking.provenance import Told, explain_written
from platform_constructs.flows.synth import World
from tests.pure.flows.small_world import ROOT, Engine, Folder, ask, lawbook, world

STACK = "ordering-public"
TIMEOUT = "/paths/~1v1~1orders/get/x-amazon-apigateway-integration/timeoutInMillis"
BODY = {
    "openapi": "3.0.1",
    "info": {"title": "Ordering"},
    "x-amazon-apigateway-security-policy": "SecurityPolicy_TLS13_1_3_2025_09",
    "x-amazon-apigateway-request-validators": {
        "full": {"validateRequestBody": True, "validateRequestParameters": False}
    },
    "components": {"securitySchemes": {"cognito": {"type": "apiKey"}}, "schemas": {"Order": {"type": "object"}}},
    "paths": {
        "/v1/orders": {
            "get": {
                "security": [{"cognito": ["ordering/orders.read"]}],
                "x-amazon-apigateway-integration": {
                    "uri": "https://x",
                    "type": "http_proxy",
                    "timeoutInMillis": 10_000,
                },
            },
            "post": {"x-amazon-apigateway-integration": {"timeoutInMillis": 5_000}},
        }
    },
}


def at(path, **body):
    return {"//": {"metadata": {"path": f"{STACK}/{path}", "uniqueId": "x"}}, **body}


def written(rate=200, **stage):
    return {
        STACK: {
            "resource": {
                "aws_api_gateway_rest_api": {"api_1547DDCA": at("rest-api/api", body=json.dumps(BODY), name="n")},
                "aws_api_gateway_stage": {
                    "stage_E5106009": at("rest-api/stage", stage_name="live", xray_tracing_enabled=True, **stage)
                },
                "aws_api_gateway_method_settings": {
                    "all": {
                        "method_path": "*/*",
                        "settings": {"throttling_rate_limit": rate, "caching_enabled": False},
                    },
                },
                "aws_wafv2_web_acl": {
                    "acl": at(
                        "web-acl",
                        rule=[
                            {"name": "groups", "statement": {"managed_rule_group_statement": {"name": name}}}
                            for name in ("AWSManagedRulesCommonRuleSet", "Another")
                        ],
                    )
                },
            }
        }
    }


def explained(address, attribute=None, *, document=None, sample=None):
    found = explain_written(
        sample or world(Engine(document or written()), Folder()), lawbook(), ask("ordering"), address, attribute
    )
    return {told.attribute: told for told in found.told}


ROAD = ("the public road, at ordering-public/rest-api/stage",)
TRACING = ("true, because baseline 1.0.0 demands true and ordering asked for nothing",)
RATE = ("200, because baseline 1.0.0 prefers it and ordering asked for nothing", "baseline 1.0.0 allows at most 400")


def test_every_value_of_a_resource_is_told():
    """With the setting that shaped it, or the road's own construct."""
    found = explain_written(
        world(Engine(written(depends_on=["a.b"])), Folder()), lawbook(), ask("ordering"), "aws_api_gateway_stage", None
    )

    assert (STACK, "aws_api_gateway_stage.stage_E5106009", ()) == (found.stack, found.address, found.refused)
    assert (
        Told("depends_on", ["a.b"], "road", (), ROAD),
        Told("stage_name", "live", "road", (), ROAD),
        Told("xray_tracing_enabled", True, "setting", ("tracing.enabled",), TRACING),
    ) == found.told


@pytest.mark.parametrize(
    "attribute", ["settings.throttling_rate_limit", "throttling_rate_limit", "throttle.rate_per_second"]
)
def test_one_value_is_told_by_its_name_or_its_settings(attribute):
    """The attribute, its last word, or the setting's own name ask for the same."""
    assert {
        "settings.throttling_rate_limit": Told(
            "settings.throttling_rate_limit", 200, "setting", ("throttle.rate_per_second",), RATE
        )
    } == explained("aws_api_gateway_method_settings.all", attribute)


def test_a_finding_s_address_will_do():
    """What a finding prints behind the # is the attribute; one that is named besides counts first."""
    address = "aws_api_gateway_method_settings.all#/settings/0/throttling_rate_limit"

    assert ["settings.throttling_rate_limit"] == list(explained(address))
    assert ["method_path"] == list(explained(address, "method_path"))


def test_a_value_of_its_own_is_bound_by_the_setting():
    """Where less was declared than the packs prefer, the declaration is named with what binds it."""
    own = explained("aws_api_gateway_method_settings.all", "throttling_rate_limit", document=written(rate=50))

    assert [
        Told(
            "settings.throttling_rate_limit",
            50,
            "declaration",
            ("throttle.rate_per_second",),
            (
                "50, because stacks/domains/ordering/stack.py:5 declares it, or the road builds more than it has to",
                *(f"throttle.rate_per_second: {why}" for why in RATE),
            ),
        )
    ] == list(own.values())


def test_a_name_of_a_list_is_told_by_its_setting():
    """A managed group comes from the packs' list; one that is in no list does not."""
    found = explained("aws_wafv2_web_acl")

    group, other = (f"rule.{n}.statement.managed_rule_group_statement.name" for n in (0, 1))
    assert ("setting", ("waf.managed_groups",)) == (found[group].source, found[group].settings)
    assert "declaration" == found[other].source
    assert ("road", ("the public road, at ordering-public/web-acl",)) == (
        found["rule.0.name"].source,
        found["rule.0.name"].because,
    )


def test_a_resource_that_no_construct_made_is_the_roads_all_the_same():
    """Without a construct's path, the road alone is named."""
    assert ("the public road",) == explained("aws_api_gateway_method_settings.all")["method_path"].because


INSIDE = {
    TIMEOUT: ("setting", ("integration.timeout_ms",)),
    "/paths/~1v1~1orders/post/x-amazon-apigateway-integration/timeoutInMillis": (
        "declaration",
        ("integration.timeout_ms",),
    ),
    "/paths/~1v1~1orders/get/x-amazon-apigateway-integration/uri": ("declaration", ()),
    "/paths/~1v1~1orders/get/x-amazon-apigateway-integration/type": ("road", ()),
    "/paths/~1v1~1orders/get/security/0/cognito": ("contract", ()),
    "/x-amazon-apigateway-security-policy": ("setting", ("tls.api_policy",)),
    "/x-amazon-apigateway-request-validators/full/validateRequestBody": ("setting", ("request_validation.body",)),
    "/x-amazon-apigateway-request-validators/full/validateRequestParameters": (
        "declaration",
        ("request_validation.parameters",),
    ),
    "/components/securitySchemes/cognito/type": ("road", ()),
    "/components/schemas/Order/type": ("contract", ()),
    "/openapi": ("road", ()),
    "/info/title": ("contract", ()),
}


@pytest.mark.parametrize("pointer", sorted(INSIDE))
def test_a_value_inside_an_api_is_told_by_its_pointer(pointer):
    """A JSON pointer leads into the body, also as a finding prints it; each part of it has its own source."""
    [told] = explained("aws_api_gateway_rest_api", pointer).values()

    assert (pointer, *INSIDE[pointer]) == (told.attribute, told.source, told.settings)
    assert [told] == list(explained(f"aws_api_gateway_rest_api#{pointer}").values())
    assert [told] == list(explained("aws_api_gateway_rest_api", f"/body{pointer}").values())


def test_an_operation_is_told_by_its_id():
    """All of an operation, each value from the contract's own line, the declared backend, a setting or the road."""
    found = explained("aws_api_gateway_rest_api", "listOrders")
    line = next(
        number
        for number, text in enumerate((ROOT / "stacks/domains/ordering/openapi.yaml").read_text().splitlines(), 1)
        if "operationId: listOrders" in text
    )
    [contract] = found["/paths/~1v1~1orders/get/security/0/cognito"].because
    head, _, tail = contract.removeprefix("the contract, stacks/domains/ordering/openapi.yaml:").partition(": ")

    assert {pointer for pointer in INSIDE if pointer.startswith("/paths/~1v1~1orders/get")} == set(found)
    assert ("listOrders", True) == (tail, int(head) <= line)
    assert ("the backend that stacks/domains/ordering/stack.py:5 declares, and the path in the contract",) == found[
        "/paths/~1v1~1orders/get/x-amazon-apigateway-integration/uri"
    ].because


def test_a_body_is_one_value_until_somebody_looks_inside():
    """A document of a thousand lines is not listed unasked; a setting's name looks inside as well."""
    found = explained("aws_api_gateway_rest_api")

    assert ["body", "name"] == list(found)
    assert ("contract", ("the contract, stacks/domains/ordering/openapi.yaml",)) == (
        found["body"].source,
        found["body"].because,
    )
    assert "an OpenAPI document of 1 paths; name an operationId or a JSON pointer to look inside" == found["body"].value
    assert ["/x-amazon-apigateway-security-policy"] == list(explained("aws_api_gateway_rest_api", "tls.api_policy"))
    assert [TIMEOUT, TIMEOUT.replace("/get/", "/post/")] == list(
        explained("aws_api_gateway_rest_api", "integration.timeout_ms")
    )


@pytest.mark.parametrize(
    ("attribute", "fix"),
    [("/info/titel", "did you mean /info/title?"), ("nam", "did you mean name?"), ("/nam", "did you mean /name?")],
)
def test_a_slip_of_the_pen_is_answered(attribute, fix):
    """Outside and inside the body, the nearest name is suggested."""
    with pytest.raises(DeclarationError) as caught:
        explained("aws_api_gateway_rest_api", attribute)

    assert ("DECL-038", fix) == (caught.value.code, caught.value.fix)


def hatched(source, file):
    """The sample, in which ordering opens an escape hatch."""
    text = source.replace('domain="ordering",', 'domain="ordering", escape_hatch=print,')
    return declarations_in(text, file, root=ROOT)


def test_what_an_escape_hatch_wrote_is_told():
    """What differs from what the road alone writes is the hatch's; everything else keeps its source."""
    engine = Engine(written(description="mine", tags={"a": "b"}), written(description="the road's"))
    opened = World(Folder(), hatched, engine.build, engine.stage, lambda what: None)
    found = explained("aws_api_gateway_stage", sample=opened)

    hatch = "the escape hatch of stacks/domains/ordering/stack.py:5; the road alone writes"
    assert {
        "description": ("escape hatch", (f"{hatch} the road's",)),
        "stage_name": ("road", ROAD),
        "tags.a": ("escape hatch", (f"{hatch} nothing",)),
        "xray_tracing_enabled": ("setting", TRACING),
    } == {name: (told.source, told.because) for name, told in found.items()}


def test_a_body_that_an_escape_hatch_wrote_is_the_hatchs():
    """No value inside it is said to be the contract's then."""
    changed = written()
    changed[STACK]["resource"]["aws_api_gateway_rest_api"]["api_1547DDCA"]["body"] = json.dumps({**BODY, "x": 1})
    engine = Engine(changed, written())
    opened = World(Folder(), hatched, engine.build, engine.stage, lambda what: None)

    assert {"escape hatch"} == {
        told.source for told in explained("aws_api_gateway_rest_api", "listOrders", sample=opened).values()
    }


def test_nothing_is_told_of_what_is_not_built():
    """Where the cheap checks refuse, the answer is what they found."""

    class Dispossessed(Folder):
        """The sample, in which ordering owns nothing on the public host."""

        def registry(self):
            text, name = super().registry()
            return text.replace('    { host = "public", prefix = "/ordering" },\n', ""), name

    engine = Engine(written())
    found = explain_written(world(engine, Dispossessed()), lawbook(), ask("ordering"), "aws_api_gateway_stage", None)

    assert ("", "", (), []) == (found.stack, found.address, found.told, engine.built)
    assert {True} == {one.blocks for one in found.refused}


def test_only_what_is_asked_for_is_built():
    """Without an escape hatch the engine runs once."""
    engine = Engine(written())
    explained("aws_api_gateway_stage", sample=world(engine, Folder()))

    assert [(STACK,)] == engine.built
