"""
The claims of `flows.catalogue.scanned_waivers`: what of checkov's checks is waived in a stack, without asking it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.cli.world import lawbook
from platform_constructs.flows.catalogue.scanned_waivers import scanned_waivers
from platform_constructs.flows.plan import plan_stacks
from platform_constructs.flows.read_project import read_project
from tests.pure.flows.small_world import ROOT

TODAY = date(2026, 11, 22)
BOOK = lawbook()
WRITTEN: Mapping[str, Any] = {
    "resource": {"aws_api_gateway_stage": {"live": {}}, "//": "not a table"},
    "data": {"aws_iam_policy_document": {"key": {}}},
    "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "edge"}]},
    "output": {"id": {"value": "x"}},
}


class Files(ProjectFiles):
    """The sample's files with waivers of quoting's."""

    def __init__(self, *waivers: tuple[str, str, Mapping[str, str]]) -> None:
        super().__init__(ROOT)
        self._waivers = waivers

    def waivers(self, domain: str) -> tuple[str, str] | None:
        if domain != "quoting":
            return None
        base = {
            "fingerprint": '"0123456789abcdef"',
            "owner": '"quoting"',
            "reason": '"answers differ for each caller"',
            "approver": '"platform-team"',
            "expires": "2027-02-28",
            "ticket": '"QUO-1"',
            "compensating_control": '"the backend keeps its own"',
        }
        blocks = []
        for rule, at, said in self._waivers:
            lines = {"rule": f'"{rule}"', "at": f'"{at}"', **base, **said}
            blocks.append("[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items()))
        return "\n".join(blocks), "stacks/domains/quoting/waivers.toml"


def found(*waivers: tuple[str, str, Mapping[str, str]]) -> tuple[dict[str, list[str]], int]:
    """The addresses of the waivers found, by stack, and how often what was written was asked for."""
    files = Files(*waivers)
    project = read_project(files, lambda source, file: declarations_in(source, file, root=ROOT), wanted=["quoting"])
    planned = plan_stacks(project, files, BOOK.shelf, BOOK.lifecycle, today=TODAY)
    asked: list[None] = []

    def documents() -> Mapping[str, Mapping[str, Any]]:
        asked.append(None)
        return {"quoting-public": WRITTEN, "ordering-public": WRITTEN}

    by_stack = scanned_waivers(project, planned, files, BOOK.rules, documents, today=TODAY)
    return {stack: [f"{one.rule} {one.at}" for one in each] for stack, each in by_stack.items()}, len(asked)


def test_a_waiver_is_the_stacks_whose_block_it_names():
    """Resources, data sources, providers and outputs, with the stack in front or not; nothing of another stack's."""
    here = [
        "aws_api_gateway_stage.live",
        "quoting-public: aws_api_gateway_stage.live",
        "data.aws_iam_policy_document.key",
        "provider.aws",
        "provider.aws.edge",
        "output.id",
    ]
    elsewhere = ["aws_api_gateway_stage.other", "ordering-public: aws_api_gateway_stage.live", "listQuotes"]

    assert ({"quoting-public": [f"CKV_AWS_120 {at}" for at in here]}, 1) == found(
        *(("CKV_AWS_120", at, {}) for at in [*here, *elsewhere])
    )


def test_a_waiver_that_covers_nothing_is_left_out():
    """Expired, agreed for too long, or by nobody who may; and one of another kind is another's affair."""
    stage = "aws_api_gateway_stage.live"

    assert ({"quoting-public": []}, 0) != found(("CKV_AWS_120", stage, {}))
    assert ({}, 0) == found(
        ("CKV_AWS_120", stage, {"expires": "2026-11-21"}),
        ("CKV_AWS_76", stage, {"expires": "2030-01-01"}),
        ("CKV2_AWS_4", stage, {"approver": '"quoting-leads"'}),
        ("CMP-001", stage, {}),
    )


def test_what_was_written_is_read_only_where_it_matters():
    """Most domains have no such waiver, and their synth reads nothing twice."""
    assert ({}, 0) == found()
