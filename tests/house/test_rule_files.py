"""
A rule is one file, explained in its docstring and proved by cases.
"""

from __future__ import annotations

import ast
import re

from tests.house.plan import ROOT, modules, named, project_files, tree

SECTIONS = ("## What it does\n", "## Why is this bad?\n", "## Example\n", "Use instead:\n")
RULE_FILES = [file for file in modules("policy_packs/rules") if file.name != "__init__.py"]


def _rules() -> dict[str, list[ast.FunctionDef]]:
    """For each rule file, the functions in it that are rules."""
    return {
        named(file): [
            node
            for node in tree(file).body
            if isinstance(node, ast.FunctionDef)
            and any(
                isinstance(made, ast.Call) and getattr(made.func, "id", "") == "rule" for made in node.decorator_list
            )
        ]
        for file in RULE_FILES
    }


def test_a_rule_file_holds_one_rule():
    """One file, one rule; its function is called like the fault, and so is the end of its file."""
    several = {file: [rule.name for rule in rules] for file, rules in _rules().items() if len(rules) != 1}
    misnamed = {
        file: rule.name
        for file, rules in _rules().items()
        for rule in rules
        if not file.removesuffix(".py").endswith(f"_{rule.name}")
    }

    assert {} == several
    assert {} == misnamed


def test_a_rule_explains_itself():
    """A rule's docstring says what it does, why that is bad, and shows an example and what to use instead."""
    incomplete = {
        file: missing
        for file, rules in _rules().items()
        for rule in rules
        if (missing := [section.strip() for section in SECTIONS if section not in (ast.get_docstring(rule) or "")])
    }

    assert {} == incomplete


def test_a_rule_is_proved_by_cases():
    """Every rule has cases that pass, cases that fail, and cases that cannot be decided before apply."""
    cases = ROOT / "tests" / "cases"
    proved = {
        file.relative_to(cases).parts[:2]
        for file in project_files()
        if file.is_relative_to(cases) and file.suffix == ".json"
    }

    missing = [
        f"{file.stem}/{verdict}"
        for file in RULE_FILES
        for verdict in ("pass", "fail", "undecided")
        if (file.stem, verdict) not in proved
    ]

    assert [] == missing


def test_no_case_outlives_its_rule():
    """Every folder of cases belongs to a rule file, and every case file says in words why it is there."""
    cases = ROOT / "tests" / "cases"
    rules = {file.stem for file in RULE_FILES}

    strangers = [
        named(file)
        for file in project_files()
        if file.is_relative_to(cases)
        and file.suffix != ".py"
        and not (
            (parts := file.relative_to(cases).parts)[0] in rules
            and len(parts) == 3
            and parts[1] in {"pass", "fail", "undecided", "unconcerned"}
            and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.json", parts[2])
        )
    ]

    assert [] == strangers
