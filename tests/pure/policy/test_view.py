"""
The view: a promise is never taken for a value, and what is hidden never for what is absent.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import PlatformError
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Undecidable, Unknown, Unreadable, View
from tests.pure.policy.samples import resource

WRITTEN = json.loads((Path(__file__).parent / "written.tf.json").read_text(encoding="utf-8"))


@pytest.fixture(name="written", scope="module")
def _written():
    return View.of("ordering-public", WRITTEN)


def test_everything_that_cdktf_wrote_is_seen(written):
    """Resources, data sources and their parts, sorted by address."""
    assert [
        "aws_api_gateway_method_settings.ms",
        "aws_api_gateway_method_settings.ms2",
        "aws_api_gateway_rest_api.api",
        "aws_api_gateway_rest_api.api#/body",
        "aws_api_gateway_rest_api.api#/paths/~1o/get",
        "aws_api_gateway_rest_api.api2",
        "aws_api_gateway_rest_api.api2#/body",
        "aws_kms_key.key",
        "aws_sqs_queue.q",
        "aws_sqs_queue.q#/policy/statement/0",
        "data.aws_iam_policy_document.doc",
        "data.aws_iam_policy_document.doc#/statement/0",
        "data.aws_iam_policy_document.doc2",
        "data.aws_iam_policy_document.doc2#/statement",
    ] == [each.address for each in written.resources]


def test_what_cannot_be_read_is_listed(written):
    """A body made by a function and statements made by `dynamic` are named, not skipped."""
    code = 'jsonencode({"paths" = {"/o" = {"get" = {"uri" = aws_kms_key.key.arn}}}})'

    assert (
        Unreadable(
            "aws_api_gateway_rest_api.api2#/body",
            f"the OpenAPI body is only known at apply time: {code}",
            f"${{{code}}}",
        ),
        Unreadable(
            "data.aws_iam_policy_document.doc2#/statement",
            "its statements are only known at apply time",
            "dynamic statement",
        ),
    ) == written.unreadable


def test_single_blocks_read_alike_however_they_are_written():
    """cdktf writes a block as an object, an escape hatch as a list of one; an index may be given for both."""
    bodies: list[dict[str, Any]] = [{"settings": {"level": "INFO"}}, {"settings": [{"level": "INFO"}]}]

    assert [Known("INFO")] * 4 == [
        resource(body)[path] for body in bodies for path in ("settings.level", "settings.0.level")
    ]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, Absent()),
        ("x", Known("x")),
        ("$${x}", Known("${x}")),
        ("true", Known(True)),
        (False, Known(False)),
        (7, Known(7)),
        ("${var.x}", Unknown("var.x", "${var.x}")),
        ("a${var.x}", Unknown("var.x", "a${var.x}")),
        ("%{ if a }b%{ endif }", Unknown("if a", "%{ if a }b%{ endif }")),
        ("${aws_gone.x.arn}", Unknown("aws_gone.x.arn", "${aws_gone.x.arn}")),
        (["a", "$${b}"], Known(["a", "${b}"])),
        (["a", "${var.b}"], Unknown("var.b", "${var.b}")),
        ({"a": {"b": ["${var.c}"]}}, Unknown("var.c", "${var.c}")),
    ],
)
def test_values_are_known_only_when_they_stand_there(raw, value):
    """Every form of an attribute reads as what it is."""
    assert value == resource({"x": raw})["x"]


def test_a_lone_reference_leads_to_its_resource(written):
    """`${TYPE.NAME.ATTR}` is followed; `data.` is too."""
    policy = written.get("aws_kms_key.key")["policy"]

    assert isinstance(policy, Ref)
    assert ("data.aws_iam_policy_document.doc", "json", "data.aws_iam_policy_document.doc.json") == (
        policy.target.address,
        policy.attribute,
        policy.expression,
    )


@pytest.mark.parametrize(
    ("body", "path", "value"),
    [
        ({"dynamic": {"settings": {"content": {}}}}, "settings.level", Unknown("dynamic settings")),
        ({"dynamic": [{"settings": {}}], "settings": {"level": "x"}}, "settings.level", Unknown("dynamic settings")),
        ({"rule": [{"a": 1}, {"a": 2}]}, "rule.a", Unknown("rule has 2 blocks")),
        ({"rule": [{"a": 1}, {"a": 2}]}, "rule.1.a", Known(2)),
        ({"rule": [{"a": 1}, {"a": 2}]}, "rule.7.a", Absent()),
        ({"rule": []}, "rule.a", Absent()),
        ({"rule": "${var.r}"}, "rule.a", Unknown("var.r", "${var.r}")),
        ({"rule": "text"}, "rule.a", Unknown("rule is not a block")),
        ({"tags": {"a.b": "c"}}, "tags.a.b", Known("c")),
        ({}, "a.b.c", Absent()),
    ],
)
def test_the_way_to_a_value_is_honest(body, path, value):
    """Where `dynamic`, several blocks or an expression hide the value, it is Unknown and never Absent."""
    assert value == resource(body)[path]


def test_blocks_have_addresses_of_their_own():
    """A repeated block can be named in a finding."""
    settings = resource({"settings": [{"a": 1}, {"a": {"b": [{"c": 3}]}}]}).blocks("settings")
    [inner] = settings[1].blocks("a.b")

    assert ["aws_api_gateway_stage.live#/settings/0", "aws_api_gateway_stage.live#/settings/1"] == [
        each.address for each in settings
    ]
    assert ("aws_api_gateway_stage.live#/settings/1/a/b/0", Known(3)) == (inner.address, inner["c"])


@pytest.mark.parametrize("body", [{"dynamic": {"rule": {}}}, {"rule": "${var.r}"}, {"rule": ["${var.r}"]}])
def test_hidden_blocks_are_not_an_empty_list(body):
    """A rule that counts blocks cannot be told there are none."""
    with pytest.raises(Undecidable):
        resource(body).blocks("rule")


def test_elements_are_read_one_by_one():
    """One promise in a list does not hide its neighbours; a list that is itself a promise is undecidable."""
    found = resource({"types": ["A", "${var.b}"], "one": "A", "gone": None, "all": "${var.all}"})

    assert (Known("A"), Unknown("var.b", "${var.b}")) == found.elements("types")
    assert ((Known("A"),), ()) == (found.elements("one"), found.elements("gone"))
    with pytest.raises(Undecidable, match=r"^var\.all$"):
        found.elements("all")


def test_numbers_in_quotes_are_numbers_when_asked():
    """Terraform turns "1024" into 1024 where it wants a number."""
    found = resource({"a": "1024", "b": "1.5", "c": "x", "d": "${var.d}"})

    assert [Known(1024), Known(1.5), Known("x"), Unknown("var.d", "${var.d}")] == [
        found.number(each) for each in "abcd"
    ]


def test_references_are_followed_backwards():
    """Who points at a resource is known, by type and attribute, however deep the reference stands."""
    document = {
        "resource": {
            "aws_wafv2_web_acl": {"edge": {}},
            "aws_wafv2_web_acl_association": {
                "by_arn": {"web_acl_arn": "${aws_wafv2_web_acl.edge.arn}", "resource_arn": "x"},
                "by_name": {"resource_arn": "${upper(aws_wafv2_web_acl.edge.arn)}"},
                "elsewhere": {"web_acl_arn": "${aws_wafv2_web_acl.other.arn}"},
                "only_waits": {"depends_on": ["${aws_wafv2_web_acl.edge.arn}"]},
            },
            "aws_lb": {"deep": {"a": [{"b": {"c": ["x-${aws_wafv2_web_acl.edge.arn}"]}}]}},
        }
    }
    acl = View.of("s", document).get("aws_wafv2_web_acl.edge")
    ways = [
        ("aws_wafv2_web_acl_association", None),
        ("aws_wafv2_web_acl_association", "web_acl_arn"),
        ("aws_lb", "a.b"),
        ("aws_lb", "a.c"),
    ]

    assert [["by_arn", "by_name"], ["by_arn"], ["deep"], []] == [
        [each.name for each in acl.referrers(*way)] for way in ways
    ]


@pytest.mark.parametrize(
    "existence", [{"count": "${var.n}"}, {"count": "1"}, {"for_each": "${var.all}"}, {"for_each": {}}, {"count": True}]
)
def test_a_referrer_that_may_not_exist_proves_nothing(existence):
    """A rule that asks who logs an ACL is undecided when `count` or `for_each` decides whether the log exists."""
    log = {"resource_arn": "${aws_wafv2_web_acl.edge.arn}", **existence}
    view = View.of("s", {"resource": {"aws_wafv2_web_acl": {"edge": {}}, "aws_log": {"log": log}}})

    with pytest.raises(Undecidable):
        view.get("aws_wafv2_web_acl.edge").referrers("aws_log")


@pytest.mark.parametrize(("count", "names"), [(0, []), ("0", []), (2, ["log"]), (None, ["log"])])
def test_a_count_of_nothing_is_nothing(count, names):
    """What `count = 0` leaves out refers to nobody; what is certainly there does."""
    log = {"resource_arn": "${aws_wafv2_web_acl.edge.arn}", "count": count}
    view = View.of("s", {"resource": {"aws_wafv2_web_acl": {"edge": {}}, "aws_log": {"log": log}}})

    assert names == [each.name for each in view.get("aws_wafv2_web_acl.edge").referrers("aws_log")]


def test_resources_cannot_hide_in_other_shapes():
    """Terraform lets lists of objects stand for objects; what is written so is seen, or named as unreadable."""
    document = {
        "resource": [{"aws_a": [{"x": [{"k": 1}]}]}, {"aws_b": {"y": [{}, {}]}}, "odd"],
        "module": {"m": {"source": "./m"}},
    }
    view = View.of("s", document)

    assert [("aws_a.x", Known(1))] == [(each.address, each["k"]) for each in view.resources]
    assert ["?.?", "aws_b.y", "module"] == [each.address for each in view.unreadable]


def test_twins_are_not_resolved_by_order():
    """Two blocks for one address: neither is believed alone."""
    view = View.of("s", {"resource": [{"aws_a": {"x": {"k": 1}}}, {"aws_a": {"x": {"k": 2}}}]})

    assert ["aws_a.x"] == [each.address for each in view.unreadable]


def test_a_resource_can_stand_alone():
    """A rule can be tried on a bare body."""
    alone = Resource("aws_api_gateway_method", "m", {"authorization": "${aws_x.y.z}"})

    assert Unknown("aws_x.y.z", "${aws_x.y.z}") == alone["authorization"]
    assert ("aws_api_gateway_method.m", ()) == (alone.address, alone.referrers("aws_x"))


TEXTS = st.sampled_from(["x", "true", "${var.x}", "$${x}", "${", "{", '{"Statement": 1}', "${aws_a.x.arn}", "*", "[1]"])
KEYS = st.sampled_from(
    [
        "policy",
        "body",
        "rule",
        "rule_json",
        "statement",
        "dynamic",
        "count",
        "for_each",
        "paths",
        "get",
        "principals",
        "Statement",
        "Principal",
        "Condition",
        "source_policy_documents",
        "//",
        "a.b",
        "0",
        "components",
        "schemas",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 3) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)
TYPES = ["aws_a", "aws_api_gateway_rest_api", "aws_wafv2_web_acl", "aws_iam_role", "aws_iam_policy_document", "data.x"]


@given(
    st.sampled_from(["resource", "data"]),
    st.dictionaries(st.sampled_from(TYPES), VALUES | st.dictionaries(st.just("x"), VALUES), max_size=3),
    st.booleans(),
)
def test_no_document_breaks_the_view(section, types, as_text):
    """Whatever stands in a document, every resource of it can be asked anything."""
    if as_text:
        types["aws_apigatewayv2_api"] = {"x": {"body": json.dumps(types), "policy": json.dumps(types)}}
    for each in View.of("s", {section: types}).resources:
        for path in ("rule", "statement.0.principals", "body", "policy.a.b", "paths.get"):
            each[path]
            each.number(path)
            for ask in (each.blocks, each.elements):
                with contextlib.suppress(Undecidable):
                    ask(path)
        with contextlib.suppress(Undecidable):
            each.referrers("aws_a")


def _nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(("document", "got"), [([], "list"), (_nested(5_000), "nested deeper than 100 levels")])
def test_what_is_no_terraform_is_refused(document, got):
    """A list, or an abyss, is not judged at all."""
    with pytest.raises(PlatformError) as caught:
        View.of("ordering-public", document)

    assert (
        "error[GATE-004] the written Terraform cannot be read\n"
        "  at   ordering-public\n"
        f"  got  {got}\n"
        "  fix  synthesise the stack again; if an escape hatch wrote this, take it out\n"
        "  more `paved explain GATE-004`"
    ) == str(caught.value)


def test_a_large_stack_is_viewed_in_a_moment():
    """Ten thousand resources that refer to each other are viewed and resolved without a quadratic walk."""
    many = {f"r{n}": {"ref": f"${{aws_a.r{n - 1}.arn}}", "list": ["a"] * 5} for n in range(10_000)}
    view = View.of("s", {"resource": {"aws_a": many}})

    assert 9_999 == sum(len(each.referrers("aws_a")) for each in view.resources)
