"""
Where the text of a rule is found, and when it is not.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from platform_constructs.adapters.checkov.export import answers, paved_checks
from platform_constructs.adapters.checkov.export.sources import InstalledSources
from platform_constructs.errors import PackError
from platform_constructs.flows.beginning.export_rules import RuleSource
from platform_constructs.policy.rule import Rule
from policy_packs import PACKS, every_rule

SOURCE = b"""
from platform_constructs.model.verdict import Passed
from platform_constructs.policy.rule import Rule

DOC = "## What it does ## Why is this bad? ## Example Use instead:"
bare_queue = Rule("ACME-001", "bare-queue", frozenset({"aws_sqs_queue"}), lambda _: Passed(), DOC)
"""


@pytest.fixture(name="rule")
def _rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rule:
    """A rule in a file, imported as somebody else's module."""
    file = tmp_path / "mine.py"
    file.write_bytes(SOURCE)
    spec = spec_from_file_location("stranger.mine", file)
    assert spec and spec.loader
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # inspect looks a function's module up there
    spec.loader.exec_module(module)
    rule: Rule = module.bare_queue
    return rule


@pytest.mark.parametrize("ours", every_rule().values(), ids=lambda rule: rule.code)
def test_every_rule_of_ours_is_found(ours: Rule):
    """The text of each of our rules is the file it stands in, byte for byte."""
    found = InstalledSources({}).of_rule(ours)

    file = PACKS / "rules" / f"{found.module.rpartition('.')[2]}.py"
    assert RuleSource(f"policy_packs.rules.{file.stem}", found.attribute, file.read_bytes()) == found
    assert f"def {found.attribute}(" in found.text.decode()


def test_a_rule_of_somebody_else_s_is_found(rule: Rule):
    """Wherever a module was imported from, its file is read."""
    assert RuleSource("stranger.mine", "bare_queue", SOURCE) == InstalledSources({}).of_rule(rule)


def test_a_rule_without_a_name_is_refused(rule: Rule):
    """A rule that is no name of its module could not be found again in the copy."""
    with pytest.raises(PackError) as refused:
        InstalledSources({}).of_rule(replace(rule, code="ACME-002"))

    assert (
        "error[PACK-087] the rule ACME-002 cannot be exported, because its source cannot be found\n"
        "  at   stranger.mine\n"
        "  got  it is not a name of its module\n"
        "  fix  write each rule at the top of a file of its own, and install the package as files\n"
        "  more `paved explain PACK-087`"
    ) == str(refused.value)


def test_a_rule_whose_file_is_gone_is_refused(rule: Rule, tmp_path: Path):
    """What runs here and stands nowhere cannot be copied."""
    (tmp_path / "mine.py").unlink()

    with pytest.raises(PackError) as refused:
        InstalledSources({}).of_rule(rule)

    assert ("PACK-087", "its file is gone, or is not the one that was loaded") == (
        refused.value.code,
        refused.value.got,
    )


def test_modules_are_read_and_absent_ones_are_none():
    """A module's text is its file; what is no module has none."""
    sources = InstalledSources({})

    assert Path(answers.__file__).read_bytes() == sources.of_module(sources.answers)
    assert [None, None] == [
        sources.of_module("platform_constructs.policy.view.Resource"),
        sources.of_module("platform_constructs.policy.nothing"),
    ]
    assert Path(paved_checks.__file__).read_bytes() == sources.scaffold()["paved_checks.py"]
