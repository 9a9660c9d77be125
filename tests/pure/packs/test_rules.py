"""
The rules, proved by files: cases/<rule>/{pass,fail,undecided}/<why-it-is-here>.json.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided
from platform_constructs.policy.rule import SECTIONS, Rule
from platform_constructs.policy.view import Resource, View
from policy_packs import PACKS, every_rule
from policy_packs.collect import stem_of

CASES = Path(__file__).parents[2] / "cases"
SAYS = {"pass": Passed, "fail": Failed, "undecided": Undecided}
RULES = {stem_of(rule): rule for rule in every_rule().values()}
FILES = sorted(CASES.glob("*/*/*.json"))
MAY_IMPORT = {
    "platform_constructs.model.verdict",
    "platform_constructs.policy.rule",
    "platform_constructs.policy.view",
    *sys.stdlib_module_names,
}


def subject_of(case: dict[str, Any], rule: Rule) -> Resource:
    if set(case) == {"subject", "document"}:
        found = View.of("case", case["document"]).get(case["subject"])
        assert found is not None, f"no {case['subject']} in the case's document"
        return found
    kind = sorted(rule.concerns)[0]
    found = View.of("case", {"resource": {kind: {"case": case}}}).get(f"{kind}.case")
    assert found is not None
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.with_suffix("").parts[-3:]))
def test_cases(file: Path):
    """Every file under cases/<rule>/<verdict>/ gets that verdict from that rule."""
    rule = RULES[file.parts[-3]]
    verdict = rule(subject_of(json.loads(file.read_text(encoding="utf-8")), rule))

    assert SAYS[file.parts[-2]] is type(verdict), verdict


@pytest.mark.parametrize("stem", sorted(RULES))
def test_every_rule_is_proved_three_ways(stem: str):
    """Each rule has at least one pass, one fail and one undecided case, and nothing else."""
    kinds = {file.parent.name for file in (CASES / stem).glob("*/*")}

    assert set(SAYS) == kinds


def test_no_case_is_left_over():
    """A folder of cases without its rule would prove nothing."""
    assert sorted(RULES) == sorted(folder.name for folder in CASES.iterdir())


def test_case_names_say_why_they_are_there():
    """A case's file name is words, not a number."""
    nameless = [
        str(file) for file in FILES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", file.stem) or file.stem[0].isdigit()
    ]

    assert [] == nameless


@pytest.mark.parametrize("rule", every_rule().values(), ids=lambda rule: rule.code)
def test_documented(rule: Rule):
    """A rule's docstring has the sections `paved explain` prints, in order, each with words and JSON that parses."""
    sections = re.split("|".join(map(re.escape, SECTIONS)), rule.doc)
    examples = re.findall(r"```json\n(.*?)```", rule.doc, re.DOTALL)

    assert [len(SECTIONS) + 1, 2] == [len(sections), len(examples)]
    assert all(section.strip() for section in sections[1:])
    assert all(isinstance(json.loads(example), dict) for example in examples)


@pytest.mark.parametrize("rule", every_rule().values(), ids=lambda rule: rule.code)
def test_traceable(rule: Rule):
    """A rule says which control it proves and where the demand comes from."""
    assert rule.controls
    assert rule.references
    assert all(re.fullmatch(r"[A-Z]{3}-\d{2}", control) for control in rule.controls)


@pytest.mark.parametrize("rule", every_rule().values(), ids=lambda rule: rule.code)
def test_a_fault_says_what_its_owner_does_next(rule: Rule):
    """Failures are one lower-case phrase and a next step, without full stops, in every failing case."""
    folder = CASES / stem_of(rule) / "fail"
    said = [rule(subject_of(json.loads(file.read_text(encoding="utf-8")), rule)) for file in sorted(folder.iterdir())]
    texts = [text for each in said if isinstance(each, Failed) for text in (each.because, each.fix)]

    assert [] == [text for text in texts if not text or text.endswith(".") or len(text) > 160 or "\n" in text]


def test_codes_leave_no_gap():
    """Codes are unique and counted from 001 in each family: a retired one would leave its number behind."""
    numbers: dict[str, list[int]] = {}
    for code in every_rule():
        family, _, number = code.partition("-")
        numbers.setdefault(family, []).append(int(number))

    assert {family: list(range(1, len(each) + 1)) for family, each in numbers.items()} == numbers


@pytest.mark.parametrize("file", sorted((PACKS / "rules").glob("*.py")), ids=lambda file: file.stem)
def test_rules_know_nothing_but_the_view(file: Path):
    """A rule imports verdicts, the rule decorator, the view and the standard library; no rule imports another."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert set() == {
        name for name in named if name not in MAY_IMPORT and name.partition(".")[0] not in sys.stdlib_module_names
    }


@pytest.mark.parametrize("rule", every_rule().values(), ids=lambda rule: rule.code)
def test_a_rule_survives_nonsense(rule: Rule):
    """Whatever stands where a text, list or block belongs, a rule answers; it never raises."""
    keys = _paths(rule)
    nonsense: object
    for nonsense in (
        "",
        0,
        -1,
        True,
        None,
        [],
        {},
        [[]],
        [None],
        ["x"],
        [{}],
        {"": None},
        {"x": ["y", {}]},
        "${var.x}",
        "${",
        "\x00",
    ):
        for kind in sorted(rule.concerns):
            body: dict[str, object]
            body = dict.fromkeys(keys, nonsense)
            for each in (Resource(kind, "case", body), *_nested(kind, keys, nonsense)):
                assert isinstance(rule(each), Passed | Failed | Undecided | NotConcerned)


def _paths(rule: Rule) -> set[str]:
    source = Path(rule.check.__code__.co_filename).read_text(encoding="utf-8")
    texts = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if re.fullmatch(r"[\w.{}/*:-]+", text)}


def _nested(kind: str, keys: set[str], nonsense: object) -> list[Resource]:
    made = []
    for key in sorted(keys):
        body: Any = nonsense
        for segment in reversed(key.split(".")):
            body = {segment: body}
            made.append(Resource(kind, "case", body))
        document = {"resource": {kind: {"case": body}}} if "." not in kind else {}
        made += [each for each in View.of("case", document).resources if each.type == kind]
    return made
