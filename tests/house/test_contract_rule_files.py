"""
A contract rule is one file, explained in its docstring, proved by cases and weighed by a profile.
"""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from policy_packs import every_contract_rule, every_rule
from tests.house.plan import ROOT, floor_plan, modules, named, project_files, tree

SECTIONS = ("## What it does\n", "## Why is this bad?\n", "## Example\n", "Use instead:\n")
RULES = [file for file in modules("policy_packs/contract_rules") if file.name != "__init__.py"]
CASES = ROOT / "tests" / "contract_cases"
WEIGHED_IN = {"API": "standard", "EVT": "events"}
"""The profile of each family that says of every rule how much it matters."""


def _made() -> dict[str, list[tuple[str, ast.FunctionDef]]]:
    """For each rule file, the codes and functions of the contract rules in it."""
    return {
        named(file): [
            (str(ast.literal_eval(made.args[0])), node)
            for node in tree(file).body
            if isinstance(node, ast.FunctionDef)
            for made in node.decorator_list
            if isinstance(made, ast.Call) and getattr(made.func, "id", "") == "contract_rule"
        ]
        for file in RULES
    }


def _codes() -> list[str]:
    return sorted(code for rules in _made().values() for code, _ in rules)


def test_there_are_contract_rules():
    """The tests below would pass in silence without any."""
    assert RULES


def test_a_contract_rule_file_holds_one_rule():
    """One file, one rule; its function is called like the rule, and so is the end of its file."""
    assert {} == {file: len(rules) for file, rules in _made().items() if len(rules) != 1}
    assert {} == {
        file: rule.name
        for file, rules in _made().items()
        for _, rule in rules
        if not file.removesuffix(".py").endswith(rule.name)
    }


def test_a_contract_rule_explains_itself():
    """A rule's docstring says what it does, why that is bad, and shows an example and what to use instead."""
    assert {} == {
        file: missing
        for file, rules in _made().items()
        for _, rule in rules
        if (missing := [section.strip() for section in SECTIONS if section not in (ast.get_docstring(rule) or "")])
    }


def test_a_contract_rule_is_proved_by_cases():
    """Every rule has cases that keep it and cases that break it."""
    proved = {file.relative_to(CASES).parts[:2] for file in project_files() if file.is_relative_to(CASES)}

    assert [] == [
        f"{code}/{verdict}" for code in _codes() for verdict in ("pass", "fail") if (code, verdict) not in proved
    ]


def test_no_contract_case_outlives_its_rule():
    """Every folder of cases belongs to a rule, and every case's name says in words why it is there."""
    codes = set(_codes())

    assert [] == [
        named(file)
        for file in project_files()
        if file.is_relative_to(CASES)
        and file.parent != CASES
        and not (
            (parts := file.relative_to(CASES).parts)[0] in codes
            and len(parts) == 3
            and parts[1] in {"pass", "fail"}
            and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yaml", parts[2])
        )
    ]


@pytest.mark.parametrize("family", sorted(WEIGHED_IN))
def test_every_contract_rule_is_weighed(family: str):
    """The profile of its family says of every rule how much it matters, be it `off`."""
    file = ROOT / "policy_packs" / "contract_profiles" / f"{WEIGHED_IN[family]}.toml"
    levels = tomllib.loads(file.read_text(encoding="utf-8"))["levels"]

    assert [code for code in _codes() if code.startswith(family)] == sorted(levels)


def test_a_name_means_one_rule():
    """`paved explain` takes names, so a contract rule has no name that a rule of packs has."""
    named_twice = {rule.name for rule in every_rule().values()} & {rule.name for rule in every_contract_rule().values()}

    assert set() == named_twice


def test_contract_rules_know_the_lint_and_nothing_else():
    """A rule imports what rules are made of, and the pure part of the standard library: no file, clock or network."""
    allowed = re.compile(
        r"platform_constructs\.(?:(?:contracts|model)\..+|errors)|__future__|collections(?:\.abc)?|datetime|decimal|enum|functools"
        r"|ipaddress|itertools|json|jsonschema_rs|math|re|string|typing|urllib\.parse"
    )
    strangers = {
        named(file): sorted(odd)
        for file in RULES
        if (
            odd := {
                name
                for node in ast.walk(tree(file))
                if isinstance(node, ast.Import | ast.ImportFrom)
                for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
                if not allowed.fullmatch(name)
            }
        )
    }

    assert {} == strangers
    plan = floor_plan()
    assert "policy_packs.contract_rules.*" == plan["importlinter:contract:contract-rules"]["modules"].strip()
