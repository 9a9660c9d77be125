"""
A domain team declares an API.
"""

import json

import pytest

STACKS = {
    "delivery-internal",
    "delivery-planner-container",
    "delivery-public",
    "delivery-slots-function",
    "delivery-tracking-public",
    "ordering-public",
    "platform-account",
    "platform-balancer",
    "platform-delivery",
    "platform-edge",
    "platform-identity",
    "platform-internal-edge",
    "platform-network",
    "platform-partners",
    "quoting-public",
    "suppliers-public",
}
WITH_HATCH = """
from platform_constructs import HttpBackend, PublicApi

def change(stack):
    {change}

api = PublicApi(
    domain="ordering",
    backend=HttpBackend(url="https://ordering.meridian.example"),
    escape_hatch=change,
)
"""


def test_the_sample_is_written(sample):
    """
    `paved synth` writes every stack, with a manifest that digests what went in and what came out.
    """
    ended = sample.paved("synth")
    written = sample.output()
    manifest = json.loads(written["paved.json"])

    assert (0, "") == (ended.code, ended.error)
    assert STACKS == manifest["stacks"].keys()
    assert written.keys() - {"paved.json"} == manifest["outputs"].keys()
    assert {"platform.toml", "stacks/domains/ordering/stack.py", "stacks/domains/ordering/openapi.yaml"} <= manifest[
        "inputs"
    ].keys()


def test_one_domain_is_written_alone(sample):
    """
    `paved synth ordering` writes ordering's stack only.
    """
    ended = sample.paved("synth", "ordering", "--format", "json")

    assert 0 == ended.code
    assert ["ordering-public"] == [stack["name"] for stack in ended.json["stacks"]]


def test_equal_inputs_give_equal_bytes(sample):
    """
    Neither the hash seed nor the order of declarations changes a byte of the output.
    """
    sample.paved("synth", PYTHONHASHSEED="1")
    first = sample.output()
    source = sample.path("platform/stack.py").read_text().splitlines()
    declared = [line for line in source if line.endswith(")")]
    rest = [line for line in source if line not in declared]
    sample.write("platform/stack.py", "\n".join([*rest, *reversed(declared)]) + "\n")
    sample.paved("synth", PYTHONHASHSEED="2")
    second = sample.output()
    for written in (first, second):
        written.pop("paved.json")  # it digests stack.py, which is no longer the same

    assert first == second


def test_a_path_of_another_domain_is_refused(sample):
    """
    Ordering cannot declare what quoting owns: both are named, with a request that would meet.
    """
    sample.paved("synth", "ordering")
    before = sample.output()
    sample.replace("ordering/openapi.yaml", "  /ordering/v1/orders:", "  /quoting/v1/quotes:")
    ended = sample.paved("synth", "ordering")
    line = sample.line("ordering/openapi.yaml", "operationId: listOrders") - 1

    assert 1 == ended.code
    assert "/quoting/v1/quotes belongs to quoting; ordering may not declare it" in ended.out
    assert f"stacks/domains/ordering/openapi.yaml:{line}" in ended.out
    assert f"platform.toml:{sample.line('platform.toml', '/quoting')}" in ended.out
    assert "GET https://api.sandbox.meridian.example/quoting/v1/quotes" in ended.out
    assert before == sample.output()


@pytest.mark.parametrize(
    "change",
    [
        "stack.web_acl.node.try_remove_child('logging')",
        "stack.web_acl.logging.add_override('resource_arn', 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x')",
    ],
)
def test_an_escape_hatch_cannot_turn_waf_logging_off(sample, change):
    """
    What an escape hatch does is judged like everything else, on the written JSON.
    """
    sample.paved("synth", "ordering")
    before = sample.output()
    sample.write("ordering/stack.py", WITH_HATCH.format(change=change))
    ended = sample.paved("synth", "ordering", "--format", "json")

    assert 1 == ended.code
    assert {"unlogged-web-acl"} <= {one["name"] for one in ended.json["findings"] if one["blocks"]}
    assert before == sample.output()


def test_an_escape_hatch_may_import_what_the_road_does_not_use(sample):
    """
    A provider submodule nobody foresaw is loaded all the same.
    """
    change = (
        "from cdktf_cdktf_provider_aws.xray_group import XrayGroup; "
        "XrayGroup(stack, 'group', group_name='x', filter_expression='fault')"
    )
    sample.write("ordering/stack.py", WITH_HATCH.format(change=change))
    ended = sample.paved("synth", "ordering")

    assert (0, "") == (ended.code, ended.error)
    assert "aws_xray_group" in json.loads(sample.output()["stacks/ordering-public/cdk.tf.json"])["resource"]


def test_a_submodule_imported_by_a_computed_name_starts_over_with_the_full_package(sample):
    """
    What cannot be seen in the source costs ten seconds, and works.
    """
    change = "import importlib; importlib.import_module('cdktf_cdktf_provider_aws.' + 'glue' + '_job')"
    sample.write("ordering/stack.py", WITH_HATCH.format(change=change))
    ended = sample.paved("synth", "ordering")

    assert 0 == ended.code
    assert "starting over" in ended.err


def test_another_domains_broken_file_is_a_note(sample):
    """
    A broken declaration fails its own domain; others are told, and go on.
    """
    sample.write("quoting/stack.py", "import nothing_there\n")
    ended = sample.paved("synth", "ordering", "--format", "json")

    assert 0 == ended.code
    assert ["quoting is broken and was left out: the declaration raised ModuleNotFoundError"] == [
        note for note in ended.json["notes"] if "broken" in note
    ]


def test_terraforms_own_files_survive_a_new_synth(sample):
    """
    What `terraform init` left in a stack's folder is still there after the next synth.
    """
    sample.paved("synth", "ordering")
    lock = sample.root / "cdktf.out" / "stacks" / "ordering-public" / ".terraform.lock.hcl"
    lock.write_text("# locked\n")
    sample.paved("synth", "ordering")

    assert "# locked\n" == lock.read_text()


def test_the_cdktf_cli_meets_the_same_gate(sample):
    """
    cdktf.json's app honours where the cdktf CLI wants its output, and refuses what the gate refuses.
    """
    ended = sample.paved("synth", "ordering", CDKTF_OUTDIR="elsewhere")

    assert 0 == ended.code
    assert (sample.root / "elsewhere" / "manifest.json").is_file()
