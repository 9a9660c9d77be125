"""
What checkov is given to read.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.adapters.checkov.view import Subject, scan_view
from platform_constructs.errors import ToolError

IDENTIFIERS = st.from_regex(r"\A[a-z_][a-z0-9_-]{0,8}\Z")
# checkov's own fields have a test of their own
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda text: not text.startswith("__"))
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
BODIES = st.dictionaries(TEXTS, VALUES, max_size=4)
TYPES = st.dictionaries(IDENTIFIERS, st.dictionaries(IDENTIFIERS, BODIES, max_size=3), max_size=3)
PLANTED = {"resource": {"aws_kms_key"}, "data": {"aws_iam_policy_document"}}


def unplanted(view: dict[str, Any], kind: str, document: dict[str, Any]) -> dict[str, Any]:
    """The resources of a view without what was planted, and without types that hold nothing else."""
    own = {
        type_: {n: b for n, b in named.items() if n in document.get(type_, {})} for type_, named in view[kind].items()
    }
    return {type_: named for type_, named in own.items() if named or type_ in document}


@given(TYPES, TYPES)
def test_a_view_says_what_the_stack_says(resources, data):
    """Whatever is in a stack, its view is JSON that holds the same resources and data sources."""
    view = json.loads(scan_view("s", {"resource": resources, "data": data}).text)

    assert resources == unplanted(view, "resource", resources)
    assert data == unplanted(view, "data", data)


@given(TYPES)
def test_every_line_leads_back_to_its_block(resources):
    """A resource is on the line the view says, whatever line breaks its values hold."""
    view = scan_view("s", {"resource": resources})
    lines = view.text.splitlines()

    assert {f"{type_}.{name}" for type_, named in resources.items() for name in named} == {
        subject.address for subject in view.own
    }
    assert all(
        json.loads("{" + lines[number - 1].removesuffix(",") + "}") == {name: resources[subject.label][name]}
        for number, subject in view.subjects.items()
        if not subject.planted
        for name in [subject.address.partition(".")[2]]
    )


@given(st.text(), st.text())
def test_what_a_yaml_reader_chokes_on_is_escaped(key, value):
    """checkov reads JSON as YAML, which knows fewer characters and more line ends."""
    text = scan_view("s", {"resource": {"aws_x": {"y": {key: value}}}}).text

    assert not [c for c in text if c != "\n" and not (c.isprintable() or "\xa0" <= c < "\ud800" or c >= "\ue000")]
    assert len(text.split("\n")) == len(text.splitlines()) + 1


def test_blocks_are_named_as_terraform_names_them():
    """Resources, data sources, providers and modules keep their addresses and construct paths."""
    comment = {"//": {"metadata": {"path": "s/x"}}}
    document = {
        "//": {"metadata": {}},
        "data": {"aws_region": {"here": {**comment}}},
        "module": {"vpc": {"source": "./vpc"}},
        "output": {"//": {}, "url": {"value": "x"}},
        "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "us"}], "random": {}},
        "resource": {"aws_sqs_queue": {"q": {**comment}}},
        "variable": {"days": {"type": "number"}},
    }

    assert [
        Subject("variable", "var.days"),
        Subject("output", "output.url"),
        Subject("module", "module.vpc"),
        Subject("provider.aws", "provider.aws"),
        Subject("provider.aws", "provider.aws.us"),
        Subject("provider.random", "provider.random"),
        Subject("data.aws_region", "data.aws_region.here", "s/x"),
        Subject("aws_sqs_queue", "aws_sqs_queue.q", "s/x"),
    ] == list(scan_view("s", document).own)


def test_what_silences_checkov_is_left_out():
    """A version requirement or a moved block makes checkov drop the whole file and succeed."""
    document = {
        "terraform": {"required_version": ">= 1.10", "backend": {"local": {"path": "x"}}},
        "moved": [{"from": "a.b", "to": "a.c"}],
        "import": [{"id": "x", "to": "a.b"}],
        "removed": [{"from": "a.d"}],
        "check": {"c": {}},
    }

    view = json.loads(scan_view("s", document).text)

    assert ["data", "locals", "module", "output", "provider", "resource", "terraform", "variable"] == sorted(view)
    assert {"backend": {"local": {"path": "x"}}} == view["terraform"]


def test_a_stack_cannot_forge_line_numbers():
    """checkov keeps its line numbers in the document it read; a stack's own are taken out."""
    document = {
        "resource": {"aws_x": {"y": {"__startline__": 1, "tags": {"__endline__": 2, "__file__": "f", "a": "b"}}}}
    }

    assert {"y": {"tags": {"a": "b"}}} == json.loads(scan_view("s", document).text)["resource"]["aws_x"]


def test_what_we_plant_gives_way():
    """A stack that already has what we plant keeps it."""
    own = {"aws_kms_key": {"planted": {"description": "theirs"}}}

    assert {"planted": {"description": "theirs"}, "planted_": {"description": "planted"}} == json.loads(
        scan_view("s", {"resource": own}).text
    )["resource"]["aws_kms_key"]


def deep(levels: int) -> Any:
    value: Any = {}
    for _ in range(levels):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("document", "got"),
    [
        ({"resource": []}, "list"),
        ({"resource": {"aws_x": "y"}}, "str"),
        ({"resource": {"aws_x": {"y": [{}]}}}, "list"),
        ({"resource": {"aws_x": {"y z": {}}}}, "y z"),
        ({"resource": {"aws_x": {"__file__": {}}}}, "__file__"),
        ({"resource": {'"}, {"': {}}}, '"}, {"'),
        ({"resource": {"aws_x": {"y": {1: 2}}}}, "1"),
        ({"resource": {"aws_x": {"y": {"z": float("nan")}}}}, "ValueError"),
        ({"resource": {"aws_x": {"y": {"z": {1, 2}}}}}, "TypeError"),
        ({"resource": {"aws_x": {"y": deep(5000)}}}, "more than 100 levels"),
        ({"provider": {"aws": ["x"]}}, "str"),
        ({"locals": 5}, "int"),
    ],
    ids=range(12),
)
def test_what_is_no_stack_is_refused(document, got):
    """A document of another shape is an error that names the stack."""
    with pytest.raises(ToolError) as refused:
        scan_view("ordering", document)

    assert str(refused.value) == (
        "error[TOOL-011] a stack's JSON is not of the shape that can be scanned\n"
        "  at   ordering\n"
        f"  got  {got}\n"
        "  fix  synthesise the stack again; where an escape hatch wrote this part, correct it\n"
        "  more `paved explain TOOL-011`"
    )
