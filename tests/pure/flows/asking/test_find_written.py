"""
A resource and its attributes are found by what a person calls them.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import DeclarationError
from platform_constructs.flows.asking.find_written import leaves, one_resource, pointer_of, those_named
from platform_constructs.policy.view import View


def named(path):
    return {"//": {"metadata": {"path": path, "uniqueId": "x"}}}


VIEW = View.of(
    "ordering-public",
    {
        "resource": {
            "aws_api_gateway_stage": {"rest-api_stage_E5106009": named("ordering-public/rest-api/stage")},
            "aws_cloudwatch_log_group": {
                "access_4A948405": named("ordering-public/access"),
                "jobs": {"//": "said by hand"},
            },
            "aws_api_gateway_rest_api": {"api_1547DDCA": {"body": '{"openapi": "3.0.1", "paths": {}}'}},
        },
        "data": {"aws_ssm_parameter": {"jobs": {}}},
    },
)
OTHER = View.of("archive-public", {"resource": {"aws_api_gateway_stage": {"rest-api_stage_E5106009": {}}}})


@pytest.mark.parametrize(
    "wanted",
    [
        "aws_api_gateway_stage.rest-api_stage_E5106009",
        "aws_api_gateway_stage.rest-api_stage",
        "aws_api_gateway_stage",
        "rest-api_stage_E5106009",
        "rest-api_stage",
        "ordering-public/rest-api/stage",
        "rest-api/stage",
        "ordering-public: aws_api_gateway_stage.rest-api_stage_E5106009",
        "ordering-public: rest-api_stage",
    ],
)
def test_a_resource_has_many_names(wanted):
    """Its address, the same without the hash, its type, its name and its construct's path all lead to it."""
    assert (VIEW, "aws_api_gateway_stage.rest-api_stage_E5106009") == (
        one_resource([VIEW], wanted)[0],
        one_resource([VIEW], wanted)[1].address,
    )


def test_an_address_counts_before_any_other_name():
    """What is somebody's whole address is never ambiguous, though others have it for a name."""
    view = View.of("s", {"resource": {"aws_x": {"a": {}}, "aws_y": {"aws_x.a": {}, "b": {}}}})

    assert "aws_x.a" == one_resource([view], "aws_x.a")[1].address


@pytest.mark.parametrize(
    ("views", "wanted", "options"),
    [
        (
            [VIEW],
            "aws_cloudwatch_log_group",
            "ordering-public: aws_cloudwatch_log_group.access_4A948405, ordering-public: aws_cloudwatch_log_group.jobs",
        ),
        (
            [VIEW],
            "jobs",
            "ordering-public: aws_cloudwatch_log_group.jobs, ordering-public: data.aws_ssm_parameter.jobs",
        ),
        (
            [VIEW, OTHER],
            "aws_api_gateway_stage.rest-api_stage",
            "archive-public: aws_api_gateway_stage.rest-api_stage_E5106009, "
            "ordering-public: aws_api_gateway_stage.rest-api_stage_E5106009",
        ),
    ],
)
def test_a_name_of_several_is_refused(views, wanted, options):
    """Where more than one is called so, all are named."""
    with pytest.raises(DeclarationError) as caught:
        one_resource(views, wanted)

    assert ("DECL-037", wanted, f"name one of: {options}") == (caught.value.code, caught.value.got, caught.value.fix)


def test_a_long_list_is_cut():
    """Of very many that are called so, a dozen are named."""
    view = View.of("s", {"resource": {"aws_x": {f"n{number:02}": {} for number in range(15)}}})
    with pytest.raises(DeclarationError) as caught:
        one_resource([view], "aws_x")

    assert f"name one of: {', '.join(f's: aws_x.n{n:02}' for n in range(12))} and 3 more" == caught.value.fix


@pytest.mark.parametrize(
    ("wanted", "fix"),
    [
        ("aws_api_gateway_stge", "did you mean aws_api_gateway_stage?"),
        ("rest-api_stag", "did you mean rest-api_stage?"),
        (
            "zzz",
            "name an address, or one of the types: aws_api_gateway_rest_api, aws_api_gateway_stage, "
            "aws_cloudwatch_log_group, data.aws_ssm_parameter",
        ),
    ],
)
def test_a_name_of_none_is_refused(wanted, fix):
    """The nearest name is suggested; a part of a resource is none by itself."""
    with pytest.raises(DeclarationError) as caught:
        one_resource([VIEW], wanted)

    assert (
        "DECL-036",
        "nothing that was written for ordering-public is called so",
        fix,
    ) == (caught.value.code, caught.value.what, caught.value.fix)


BODY = {
    "//": {"metadata": 1},
    "name": "x",
    "rule": [{"name": "a", "limit": 1}, {"name": "b", "limit": 2}],
    "settings": {"level": "INFO", "nested": {"level": None}},
    "types": ["a", "b"],
    "none": {},
    "empty": [],
    "a/b": {"limit": 3},
}
LEAVES = list(leaves(BODY))


def test_every_value_is_a_leaf():
    """Sorted by its way, without comments; a list of plain values and an empty block are one value each."""
    assert [
        (("a/b", "limit"), 3),
        (("empty",), []),
        (("name",), "x"),
        (("none",), {}),
        (("rule", "0", "limit"), 1),
        (("rule", "0", "name"), "a"),
        (("rule", "1", "limit"), 2),
        (("rule", "1", "name"), "b"),
        (("settings", "level"), "INFO"),
        (("settings", "nested", "level"), None),
        (("types",), ["a", "b"]),
    ] == LEAVES


@pytest.mark.parametrize(
    ("wanted", "ways"),
    [
        ("name", ["name"]),
        ("settings.level", ["settings.level"]),
        ("settings", ["settings.level", "settings.nested.level"]),
        ("rule.1", ["rule.1.limit", "rule.1.name"]),
        ("rule.limit", ["rule.0.limit", "rule.1.limit"]),
        ("nested.level", ["settings.nested.level"]),
        ("limit", ["a/b.limit", "rule.0.limit", "rule.1.limit"]),
        ("/rule/0/name", ["rule.0.name"]),
        ("/settings/0/level", ["settings.level"]),
        ("/a~1b", ["a/b.limit"]),
        ("types", ["types"]),
    ],
)
def test_attributes_are_found_by_way_block_or_last_words(wanted, ways):
    """A whole way or block comes first, then the same without positions, then the last words."""
    assert ways == [".".join(way) for way, _ in those_named(LEAVES, wanted, body=BODY, at="aws_x.y")]


@pytest.mark.parametrize(
    ("wanted", "fix"),
    [
        ("settings.levl", "did you mean settings.level?"),
        ("/settings/levl", "did you mean /settings/level?"),
        (
            "zzzzzz",
            "name one of: a/b.limit, empty, name, none, rule.limit, rule.name, settings.level, settings.nested.level, "
            "types",
        ),
        (
            "/level",
            "name one of: /a~1b/limit, /empty, /name, /none, /rule/0/limit, /rule/0/name, /rule/1/limit, /rule/1/name, "
            "/settings/level, /settings/nested/level, /types",
        ),
    ],
)
def test_an_attribute_that_is_not_there_is_refused(wanted, fix):
    """The nearest attribute is suggested, in the form it was asked for; a pointer begins at the top."""
    with pytest.raises(DeclarationError) as caught:
        those_named(LEAVES, wanted, body=BODY, at="aws_x.y")

    assert ("DECL-038", "aws_x.y", wanted, fix) == (
        caught.value.code,
        caught.value.at,
        caught.value.got,
        caught.value.fix,
    )


def test_a_way_is_written_as_a_pointer():
    """Slashes and tildes in keys are escaped."""
    assert ("/a~1b/~0/0", "") == (pointer_of(("a/b", "~", "0")), pointer_of(()))
