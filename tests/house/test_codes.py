"""
Codes are how people ask: each is explained where it is used, and is used where it is explained.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from tests.house.plan import ROOT, modules, named, tree

CODE = re.compile(r"(?!SHA-|AES-)[A-Z][A-Z0-9]+-\d{3}")
RULES = ROOT / "policy_packs" / "rules"


def _texts(file: Path) -> list[str]:
    return [
        node.value for node in ast.walk(tree(file)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _explained() -> dict[str, list[tuple[str, str]]]:
    """For each codes.py, its pairs of code and text, in order, repeats included."""
    found = {}
    for file in modules("platform_constructs", "stacks"):
        if file.name == "codes.py":
            tables = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Dict)]
            found[named(file)] = [
                (str(ast.literal_eval(key)), str(ast.literal_eval(value)))
                for table in tables
                for key, value in zip(table.keys, table.values, strict=True)
                if key is not None
            ]
    return found


def _said() -> dict[str, set[str]]:
    """For each code that the library or a road says, the files that say it."""
    found: dict[str, set[str]] = {}
    for file in modules("platform_constructs", "stacks"):
        if file.name != "codes.py":
            for text in _texts(file):
                if CODE.fullmatch(text):
                    found.setdefault(text, set()).add(named(file))
    return found


def _rule_codes() -> Counter[str]:
    return Counter(
        decorator.args[0].value
        for file in modules("policy_packs/contract_rules", "policy_packs/rules")
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and getattr(decorator.func, "id", "") in {"contract_rule", "rule"}
        and isinstance(decorator.args[0], ast.Constant)
        and isinstance(decorator.args[0].value, str)
    )


def test_every_code_we_say_is_explained():
    """Whatever code an error or a finding shows, `paved explain` knows it."""
    explained = {code for pairs in _explained().values() for code, _ in pairs}

    assert {} == {code: sorted(files) for code, files in sorted(_said().items()) if code not in explained}


def test_every_code_we_explain_is_said():
    """No explanation outlives its error."""
    said = _said()

    unsaid = {file: [code for code, _ in pairs if code not in said] for file, pairs in _explained().items()}

    assert {} == {file: codes for file, codes in unsaid.items() if codes}


def test_a_code_means_one_thing():
    """No two rooms, and no room and a rule, share a code."""
    rooms = Counter(code for pairs in _explained().values() for code, _ in pairs)

    assert [] == sorted(code for code, times in (rooms + _rule_codes()).items() if times > 1)


def test_codes_are_zero_padded_and_in_order():
    """Every table of codes is sorted and written like `REG-001`, so that the next free number is seen at once."""
    tables = {file: [code for code, _ in pairs] for file, pairs in _explained().items()}

    assert {file: sorted(codes) for file, codes in tables.items()} == tables
    assert [] == [code for codes in tables.values() for code in codes if not CODE.fullmatch(code)]


def test_an_explanation_is_a_paragraph():
    """Every code is explained in whole sentences, not in a word."""
    short = [code for pairs in _explained().values() for code, text in pairs if len(text) < 40 or text[-1] not in ".`"]

    assert [] == short


def test_the_judge_knows_no_rule_by_name():
    """No module of the library names a rule: packs do."""
    rules = set(_rule_codes())

    assert [] == [
        f"{named(file)}: {text}" for file in modules("platform_constructs") for text in _texts(file) if text in rules
    ]
