"""
Somebody writes a rule in a package of their own, and the kit tells them what is still missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT, Ended

EXAMPLE = ROOT / "examples" / "security_pack"
PACKAGE = "meridian_security_packs"
RULE = '''
from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule("MSEC-003", "nameless-key", concerns={"aws_kms_key"})
def nameless_key(key: Resource) -> Verdict:
    """
    ## What it does
    Finds keys without a description.

    ## Why is this bad?
    Nobody dares to disable a key when they cannot tell what it is for.

    ## Example
    ```json
    {}
    ```

    Use instead:
    ```json
    {"description": "orders at rest"}
    ```
    """
    match key["description"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as text) if text.strip():
            return Passed()
        case _:
            return Failed(because="it has no description", fix="say in description what it is for")
'''


class Author:
    """A copy of the example, and the commands of those who write in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rule = folder / PACKAGE / "rules" / "msec_nameless_key.py"
        self.cases = folder / "tests" / "cases" / "msec_nameless_key"

    def run(self, *command: str) -> Ended:
        """Run a Python module in the package's folder, with it on the path."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTEST_ADDOPTS": ""}
        done = subprocess.run(
            [sys.executable, "-P", "-m", *command],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def begin(self, code: str = "MSEC-003", name: str = "nameless-key") -> Ended:
        """Begin a rule."""
        begun = ("rule", "new", code, name, "--concerns", "aws_kms_key", "--folder", PACKAGE)
        return self.run("platform_constructs", *begun)

    def failing(self) -> set[str]:
        """Run the package's tests and return what fails."""
        done = self.run("pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-rf")
        return set(re.findall(r"^FAILED \S+::TestOurPacks::(\S+)", done.out, re.MULTILINE))


@pytest.fixture(name="author")
def _author(tmp_path: Path) -> Author:
    shutil.copytree(EXAMPLE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return Author(tmp_path / "package")


def test_a_rule_fails_its_tests_until_it_is_written(author):
    """What `paved rule new` writes passes nothing; the kit asks for all of it, then is content."""
    begun = author.begin()

    unwritten = author.failing()
    author.rule.write_text(RULE, encoding="utf-8")
    for path, said in {
        "pass/has-a-description.json": {"description": "orders at rest"},
        "undecided/variable.json": {"description": "${var.description}"},
    }.items():
        (author.cases / path).write_text(json.dumps(said), encoding="utf-8")
    (author.cases / "pass" / "as-it-should-be.json").unlink()
    unnamed = author.failing()
    pack = author.folder / PACKAGE / "meridian-security" / "1.0.0.toml"
    draft = pack.read_text(encoding="utf-8").replace("1.0.0", "1.1.0") + 'MSEC-003 = "block"\n'
    (pack.parent / "next.toml").write_text(draft, encoding="utf-8")

    assert (0, 4) == (begun.code, len(begun.out.splitlines()))
    assert {
        "test_a_case_gets_its_verdict[msec_nameless_key/fail/said-nothing]",
        "test_a_case_gets_its_verdict[msec_nameless_key/pass/as-it-should-be]",
        "test_a_case_gets_its_verdict[msec_nameless_key/undecided/variable]",
        "test_a_fault_says_what_its_owner_does_next[MSEC-003]",
        "test_a_rule_is_documented[MSEC-003]",
        "test_a_rule_survives_nonsense[MSEC-003]",
        "test_every_rule_is_named_by_a_pack",
        "test_every_rule_is_proved_three_ways",
    } == unwritten
    assert {"test_every_rule_is_named_by_a_pack"} == unnamed
    assert set() == author.failing()


def test_nothing_that_is_there_is_replaced(author):
    """A used code, a used name and a file that is there end with the next thing to type, and leave no file behind."""
    author.begin()
    before = {file for file in author.folder.rglob("*") if "__pycache__" not in file.parts}
    ended = [
        author.begin(),
        author.begin("MSEC-001", "other-key"),
        author.begin("APIGW-001", "other-key"),
        author.begin("MSEC-004", "foreign-backend"),
        author.begin("MSEC-4", "other-key"),
    ]
    after = {file for file in author.folder.rglob("*") if "__pycache__" not in file.parts}

    assert ["RULE-011", "RULE-011", "RULE-011", "RULE-018", "RULE-001"] == [each.err[6:14] for each in ended]
    assert {2} == {each.code for each in ended}
    assert before == after


def test_a_rule_of_a_type_that_is_not_there_is_not_begun(author):
    """A type that neither the provider nor the parts have is refused with the nearest, and no file is written."""
    before = sorted(author.folder.rglob("*.py"))
    ended = author.run(
        *("platform_constructs", "rule", "new", "MSEC-003", "x-y", "--concerns", "openapi.operations"),
        *("--folder", PACKAGE),
    )

    assert (2, True, True) == (
        ended.code,
        "error[RULE-021]" in ended.err,
        "did you mean openapi.operation" in ended.err,
    )
    assert before == sorted(author.folder.rglob("*.py"))


def test_a_rule_is_asked_before_any_pack_names_it(author, sample):
    """Asked of the sample, an author's rule says what it judged; where it judged nothing, that is no pass."""
    author.begin("MSEC-003", "nameless-key")
    author.rule.write_text(RULE, encoding="utf-8")
    there = ("platform_constructs", "rule", "ask", "nameless-key", "--folder", PACKAGE, "--root", str(sample.root))
    asked = author.run(*there, "--format", "json")
    author.rule.write_text(RULE.replace("aws_kms_key", "aws_sqs_queue"), encoding="utf-8")
    nothing = author.run(*there, "ordering")

    stacks = {one["stack"]: (len(one["asked"]), one["passed"]) for one in asked.json["stacks"]}
    assert (0, (1, 1)) == (asked.code, stacks["ordering-public"])
    assert (2, True) == (nothing.code, "error[RULE-022] MSEC-003 judged nothing" in nothing.err)


def test_a_folder_without_rules_is_no_package(author):
    """Begun in the wrong folder, nothing is written there."""
    ended = author.run(
        "platform_constructs", "rule", "new", "MSEC-003", "x-y", "--concerns", "aws_x", "--folder", "tests"
    )

    assert (2, "error[RULE-020] this folder holds no rules") == (ended.code, ended.err.splitlines()[0])


def test_the_kit_refuses_a_rule_that_no_synth_would_load(author):
    """A rule that imports what it may not fails the author's own tests, with the message of a synth."""
    rule = author.folder / PACKAGE / "rules" / "msec_hoarding_log.py"
    rule.write_text("import os\n" + rule.read_text(encoding="utf-8"), encoding="utf-8")
    done = author.run("pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")

    assert 0 != done.code
    assert "error[RULE-012] a rule imports what it has no need of" in done.out
