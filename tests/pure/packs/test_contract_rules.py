"""
Every rule of the API standard against its cases: small differences from one contract that keeps all of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from platform_constructs.contracts.document.document import read_document
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.ask import ask
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from policy_packs import every_contract_rule

CASES = Path(__file__).parents[2] / "contract_cases"
GOOD = yaml.safe_load((CASES / "good.yaml").read_text(encoding="utf-8"))
RULES = {code: rule for code, rule in every_contract_rule().items() if code.startswith("API-")}
FILES = sorted(CASES.glob("API-*/*/*.yaml"))


def merged(whole: Any, change: Any) -> Any:
    """Apply an RFC 7386 merge patch."""
    if not isinstance(change, dict):
        return change
    found = dict(whole) if isinstance(whole, dict) else {}
    for key, value in change.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = merged(found.get(key), value)
    return found


def breaches(code: str, case: Path | None) -> list[Breach]:
    """
    Return what one rule says about a case.

    A case that says `openapi` is a whole document. `x-options` at its top are the rule's options, where they differ.
    """
    change = yaml.safe_load(case.read_text(encoding="utf-8")) if case else {}
    rule = RULES[code]
    chosen = {name: tuple(v) if isinstance(v, list) else v for name, v in change.pop("x-options", {}).items()}
    assert {} == {name: fault for name, v in chosen.items() if (fault := rule.options[name].fault(v))}
    document = change if "openapi" in change else merged(GOOD, change)
    api = Api(read_document(json.dumps(document), "case.yaml", read=no_file))
    return list(ask(rule, Options({**rule.defaults, **chosen}), api))


def no_file(path: str) -> str:
    raise FileNotFoundError(path)


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.relative_to(CASES).as_posix())
def test_a_case_gets_its_verdict(case: Path) -> None:
    """Every file under <CODE>/fail breaks that rule, every file under <CODE>/pass keeps it."""
    found = breaches(case.parts[-3], case)

    assert (case.parts[-2] == "fail") == bool(found), found


@pytest.mark.parametrize("code", RULES)
def test_the_good_contract_keeps_a_rule(code: str) -> None:
    """The contract that cases differ from breaks nothing itself."""
    assert [] == [(breach.at.pointer, breach.because, breach.got) for breach in breaches(code, None)]


@pytest.mark.parametrize(
    "case", [case for case in FILES if case.parts[-2] == "fail"], ids=lambda c: f"{c.parts[-3]}/{c.stem}"
)
def test_a_breach_says_what_its_owner_does_next(case: Path) -> None:
    """A breach is one lower-case phrase and a next step, both without full stop."""
    texts = [text for breach in breaches(case.parts[-3], case) for text in (breach.because, breach.fix)]

    assert [] == [text for text in texts if not text or text[0].isupper() or text.endswith(".") or "\n" in text]
