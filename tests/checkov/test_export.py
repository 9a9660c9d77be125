"""
Exported rules in a plain checkov: scanned and asserted are one answer, and nothing of ours is silent.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.adapters.checkov.export.folder import write_export
from platform_constructs.adapters.checkov.export.sources import InstalledSources
from platform_constructs.cli.world import lawbook
from platform_constructs.flows.beginning.export_rules import export_rules
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.proving.collect import stem_of
from platform_constructs.policy.rule import Rule
from policy_packs import every_rule
from tests.checkov.plain import ROOT, Scanned, paved, scan, weighed, write, written

CASES = ROOT / "tests" / "cases"
TODAY = date(2026, 11, 22)
PACKS = {"baseline": "== 1.0.0", "external-api": "== 1.0.0"}
CLUMSY = '''
from platform_constructs.model.verdict import Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource


@rule("ACME-001", "clumsy-rule", concerns={"aws_sqs_queue", "iam.statement"}, severity="low")
def clumsy_rule(queue: Resource) -> Verdict:
    """
    ## What it does
    Stumbles over every queue.

    ## Why is this bad?
    It is.

    ## Example
    One.

    Use instead:
    Another.
    """
    raise ValueError(f"stumbled over {queue.name}")
'''


def cases(*kinds: str) -> dict[str, Any]:
    """Documents that prove the rules, two of each kind for each rule: all of them would take a minute to scan."""
    found: dict[str, Any] = {}
    for rule in every_rule().values():
        for kind in kinds:
            files = sorted((CASES / stem_of(rule) / kind).glob("*.json"))
            for file in {files[0], files[-1]}:
                case = json.loads(file.read_text(encoding="utf-8"))
                whole = set(case) == {"subject", "document"}
                document = case["document"] if whole else {"resource": {sorted(rule.concerns)[0]: {"case": case}}}
                found[f"{rule.code}.{kind}.{file.stem}"] = document
    return found


@pytest.fixture(scope="module", name="everything")
def _everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("everything") / "checks"
    paved("packs", "export", str(folder))
    return folder


@pytest.fixture(scope="module", name="odd")
def _odd(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    """One scan of whatever is strange, by an export that has a rule of somebody else's which breaks down."""
    folder = tmp_path_factory.mktemp("odd")
    checks = folder / "checks"
    with pytest.MonkeyPatch.context() as patch:
        rules = {**every_rule(), "ACME-001": _rule_in(folder / "clumsy_rule.py", patch)}
        book = Lawbook(Shelf(()), rules)
        export_rules(book, (), InstalledSources({}), lambda files: write_export(files, checks), today=TODAY)
    return scan(write(folder / "stacks", ODD), checks)


def _rule_in(file: Path, patch: pytest.MonkeyPatch) -> Rule:
    file.write_text(CLUMSY, encoding="utf-8")
    spec = spec_from_file_location(f"stranger.{file.stem}", file)
    assert spec and spec.loader
    module = module_from_spec(spec)
    patch.setitem(sys.modules, spec.name, module)  # inspect looks a function's module up there
    spec.loader.exec_module(module)
    rule: Rule = module.clumsy_rule
    return rule


QUEUE = {"name": "q", "//": {"metadata": {"path": "odd/queue"}}}
ODD = {
    "stumbling": {"resource": {"aws_sqs_queue": {"q": QUEUE}}},
    "hidden": {"resource": {"aws_sqs_queue_policy": {"p": {"queue_url": "q", "policy": '${file("policy.json")}'}}}},
    "modular": {
        "module": {"network": {"source": "./network"}},
        "resource": {"aws_sns_topic": {"t": {"name": "t"}}},
    },
    "counted": {"resource": {"aws_sqs_queue": {"none": {"count": 0, **QUEUE}}}},
    "twins": {"resource": [{"aws_sqs_queue": {"q": QUEUE}}, {"aws_sqs_queue": {"q": {"name": "other"}}}]},
    "repeated": '{"resource": {"aws_sns_topic": {"t": {"name": "a",\n "name": "b"}}}}',
    "versioned": {"terraform": {"required_version": ">= 1.5"}, "resource": {"aws_sqs_queue": {"q": QUEUE}}},
    "cut-off": '{"resource": {"aws_sqs_queue": {"q": {',
}


def test_scanned_and_asserted_agree_on_the_cases_of_every_rule(everything: Path, tmp_path: Path):
    """On documents that prove each rule each way, checkov with the export says of every rule what the judge says."""
    documents, rules = cases("pass", "fail", "undecided"), every_rule()

    scanned = scan(write(tmp_path / "cases", documents), everything, "--check", "PAVED_*")

    expected = weighed(documents, rules, dict.fromkeys(rules, Level.BLOCK))
    assert ([], []) == (scanned.parsing_errors, [line for line in scanned.log.splitlines() if "[ERROR]" in line])
    assert expected == scanned.verdicts
    assert {code: {"PASSED", "FAILED"} for code in rules} == {
        code: {result for (_, _, asked), result in expected.items() if asked == code} for code in rules
    }


def test_scanned_and_asserted_agree_on_the_sample_under_its_packs(sample: Path, tmp_path: Path):
    """On the sample's stacks, beside what nobody can decide yet, checkov says what the packs' rules and levels say."""
    documents = {**written(sample), **cases("undecided")}
    labels = [f"{name}@{version.removeprefix('== ')}" for name, version in PACKS.items()]
    said = paved("packs", "export", str(tmp_path / "checks"), *(part for one in labels for part in ("--pack", one)))

    scanned = scan(write(tmp_path / "stacks", documents), tmp_path / "checks")

    book = lawbook()
    levels = compose(book.shelf.select(PACKS), today=TODAY).levels
    expected = weighed(documents, book.rules, levels)
    lesser = sorted(code for code, level in levels.items() if level is not Level.BLOCK)
    assert f"--soft-fail-on {','.join('PAVED_' + code.replace('-', '_') for code in lesser)}" in said
    assert expected == scanned.verdicts
    assert {"PASSED"} == {result for (stack, _, _), result in expected.items() if stack == "ordering-public"}


def test_a_rule_that_breaks_down_fails(odd: Scanned):
    """A foreign rule that raises fails what it was asked about; checkov alone would leave it out of its report."""
    assert [
        "aws_sqs_queue.q (odd/queue)",
        "ACME-001 broke down, so nothing is known to be safe: ValueError: stumbled over q",
    ] == odd.failed("stumbling")["ACME-001"]
    assert 1 == odd.code


def test_what_cannot_be_read_fails(odd: Scanned):
    """A policy that Terraform reads from a file, and what a module makes, are each a failure."""
    assert {
        "hidden": [
            "aws_sqs_queue_policy.p",
            "aws_sqs_queue_policy.p#/policy cannot be judged: the policy is only known at apply time; "
            'got file("policy.json")',
        ],
        "modular": ["module", "module cannot be judged: what a module makes is not in this document"],
    } == {stack: odd.failed(stack)["GATE-005"] for stack in ("hidden", "modular")}


def test_what_is_counted_to_zero_is_not_judged(odd: Scanned):
    """Nothing is said of a resource with count 0, as the judge says nothing."""
    assert [] == [record["check_id"] for record in odd.records if "counted" in record["file_path"]]


def test_a_file_that_says_a_key_twice_fails(odd: Scanned):
    """Readers disagree on which twin counts, so every question about such a file is answered with a failure."""
    said = odd.failed("repeated")

    assert ["aws_sns_topic.t", "it cannot be judged: ValueError: the file says a key twice"] == said["GATE-005"]


@pytest.mark.parametrize("stack", ["versioned", "twins", "cut-off"])
def test_a_file_that_checkov_cannot_parse_fails(odd: Scanned, stack: str):
    """checkov by itself leaves out a file with a required_version, or half a file, and succeeds: we make it fail."""
    why = "checkov cannot parse this file, so nothing in it was judged, by our rules or by checkov's own"

    assert {"GATE-091": [why]} == odd.failed(stack)
    assert stack in {Path(path).parent.name for path in odd.parsing_errors}


def test_a_damaged_export_fails_everything(everything: Path, tmp_path: Path):
    """One changed byte in one copy, and nothing is judged by what is left: every resource and data block fails."""
    shutil.copytree(everything, tmp_path / "checks")
    with (tmp_path / "checks" / "modules" / "platform_constructs.policy.reading.values.py").open("a") as copy:
        copy.write("\n")
    blocks = {"resource": {"aws_sqs_queue": {"q": QUEUE}}, "data": {"aws_caller_identity": {"me": {}}}}

    scanned = scan(write(tmp_path / "stacks", {"one": blocks}), tmp_path / "checks")

    why = (
        "the exported rules cannot be loaded, so nothing is judged: "
        "ImportError: platform_constructs.policy.reading.values.py is not as it was exported"
    )
    assert [("PAVED_GATE_002", [why])] * 2 == [(one["check_id"], one["details"]) for one in scanned.records]


def test_checkov_s_own_options_choose_among_our_rules(everything: Path, tmp_path: Path):
    """`--check` and `--skip-check` take our ids, one by one and with a wildcard."""
    method = {"http_method": "GET", "authorization": "NONE"}
    stacks = write(tmp_path / "stacks", {"one": {"resource": {"aws_api_gateway_method": {"open": method}}}})

    one = scan(stacks, everything, "--check", "PAVED_APIGW_001")
    rest = scan(stacks, everything, "--skip-check", "PAVED_APIGW_*,PAVED_GATE_*")

    assert ["PAVED_APIGW_001"] == [record["check_id"] for record in one.records]
    assert [] == rest.records


def test_an_export_needs_nothing_of_ours(everything: Path):
    """checkov's environment does not have our library, and the copies import nothing but Python's own."""
    python = ROOT / ".venv-checkov" / "bin" / "python"
    done = subprocess.run(
        [str(python), "-c", "import platform_constructs"],
        cwd=everything,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "No module named 'platform_constructs'" in done.stderr


def test_the_rules_of_an_installed_distribution_are_exported_alike(tmp_path: Path):
    """A security team's own pack, named by the registry, becomes checks as ours do, from its very files."""
    project, site = tmp_path / "project", tmp_path / "site"
    shutil.copytree(ROOT / "examples" / "security_pack" / "meridian_security_packs", site / "meridian_security_packs")
    information = site / "meridian_security_packs-1.0.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: meridian-security-packs\nVersion: 1.0.0\n")
    (information / "entry_points.txt").write_text(
        "[platform_constructs.packs]\nmeridian-security = meridian_security_packs\n"
    )
    project.mkdir()
    registry = (ROOT / "platform.toml").read_text(encoding="utf-8")
    bound = registry.replace("packs = { baseline", 'packs = { meridian-security = "~= 1.0", baseline')
    (project / "platform.toml").write_text(bound, encoding="utf-8")
    paved("packs", "lock", root=project, PYTHONPATH=str(site))
    checks = project / "checks"
    paved("packs", "export", "checks", "--pack", "meridian-security@1.0.0", root=project, PYTHONPATH=str(site))
    kept = {"resource": {"aws_cloudwatch_log_group": {"kept": {"name": "l", "retention_in_days": 3653}}}}

    scanned = scan(write(tmp_path / "stacks", {"one": kept}), checks)

    rules = site / "meridian_security_packs" / "rules"
    assert {"MSEC-002"} == scanned.failed("one").keys()
    assert {file.read_bytes() for file in rules.glob("msec_*.py")} == {
        file.read_bytes() for file in (checks / "modules").glob("meridian-security-packs.*.py")
    }
