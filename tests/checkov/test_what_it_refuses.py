"""
The real checkov, where it would by itself succeed without having judged.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.errors import ToolError
from tests.checkov.conftest import Document, Scan, road


def refusal(run: Scan, stacks: dict[str, Document]) -> str:
    with pytest.raises(ToolError) as refused:
        run(stacks)
    return str(refused.value)


def test_a_stack_that_does_not_parse_is_refused(run: Scan):
    """One key too long for checkov's reader makes it drop the stack; the stack is named."""
    broken = {"resource": {"aws_sqs_queue": {"q": {"k" * 1100: "v"}}}}

    assert (
        "error[TOOL-005] checkov could not parse every stack\n"
        "  at   broken\n"
        "  got  1 of 2 stacks\n"
        "  fix  look for what an escape hatch wrote into this stack, and remove it\n"
        "  more `paved explain TOOL-005`"
    ) == refusal(run, {"broken": broken, "road": road()})


def test_a_check_that_crashes_is_refused(run: Scan):
    """A rule group without override_action crashes a check, which plain checkov leaves out of its report."""
    document = road()
    del document["resource"]["aws_wafv2_web_acl"]["acl"]["rule"][0]["override_action"]

    assert (
        "error[TOOL-008] checkov's CKV_AWS_192 crashed and judged nothing\n"
        "  at   road: aws_wafv2_web_acl.acl\n"
        "  got  TypeError: 'NoneType' object is not subscriptable\n"
        "  fix  give the resource the shape the check expects, or skip the check in a pack and say why\n"
        "  more `paved explain TOOL-008`"
    ) == refusal(run, {"road": document})


def test_a_check_on_relations_that_crashes_is_refused(run: Scan):
    """A number where a text belongs silences a graph check for every stack, without a word from plain checkov."""
    document = {"resource": {"aws_acm_certificate": {"c": {"domain_name": 5}}}}

    assert [
        "error[TOOL-008] checkov's CKV2_AWS_71 crashed and judged nothing",
        "  at   the relations between resources",
    ] == refusal(run, {"odd": document, "road": road()}).splitlines()[:2]


def test_the_caller_s_own_configuration_has_no_say(run: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither a .checkov.yaml in the current folder or at home nor checkov's variables switch a check off."""
    (tmp_path / ".checkov.yaml").write_text("skip-check: [CKV_AWS_27]\nsoft-fail: true\n")
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "HOME": str(tmp_path),
        "CKV_SKIP_CHECK": "CKV_AWS_27",
        "CKV_FRAMEWORK": "dockerfile",
        "CKV_IGNORED_DIRECTORIES": "0000",
        "CHECKOV_CHECK_FAIL_LEVEL": "NONE",
        "LOG_LEVEL": "CRITICAL",
        "PYTHONPATH": str(tmp_path),
        "BC_API_KEY": "x",
        "HTTPS_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)

    report = run({"one": {"resource": {"aws_sqs_queue": {"q": {"name": "q"}}}}})

    assert ["CKV_AWS_27"] == [finding.code for finding in report.findings]
