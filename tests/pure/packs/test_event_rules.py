"""
Every rule about event contracts against its cases: small differences from one event that keeps all of them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from platform_constructs.contracts.events.parts import EventApi, EventPart, EventPropertyPart, EventSchemaPart
from platform_constructs.contracts.events.read import read_event_contract
from platform_constructs.contracts.lint.ask import ask
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.model.organisation import Classification
from policy_packs import every_contract_rule
from tests.pure.packs.test_contract_rules import merged, no_file

CASES = Path(__file__).parents[2] / "contract_cases"
RULES = {code: rule for code, rule in every_contract_rule().items() if code.startswith("EVT-")}
FILES = sorted(CASES.glob("EVT-*/*/*.yaml"))


def read(case: Path | None) -> EventApi:
    """A case as its rule sees it."""
    change = yaml.safe_load(case.read_text(encoding="utf-8")) if case else {}
    domain, ceiling = change.pop("x-domain", "ordering"), change.pop("x-ceiling", "payment")
    whole = yaml.safe_load((CASES / "good-event.yaml").read_text(encoding="utf-8"))
    event = read_event_contract(json.dumps(merged(whole, change), default=str), "case.yaml", read=no_file)
    return EventApi(event, domain=domain, ceiling=Classification(ceiling))


def breaches(code: str, case: Path | None) -> list[Breach]:
    """Return what one rule says about a case."""
    return list(ask(RULES[code], RULES[code].defaults, read(case)))


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.relative_to(CASES).as_posix())
def test_a_case_gets_its_verdict(case: Path) -> None:
    """Every file under <CODE>/fail breaks that rule, every file under <CODE>/pass keeps it."""
    found = breaches(case.parts[-3], case)

    assert (case.parts[-2] == "fail") == bool(found), found


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_cases_of_both_kinds(code: str) -> None:
    """Each rule about events is shown to refuse something, and to let something pass."""
    assert {"fail", "pass"} == {case.parts[-2] for case in FILES if case.parts[-3] == code}


@pytest.mark.parametrize("code", RULES)
def test_the_good_event_keeps_a_rule(code: str) -> None:
    """The event that cases differ from breaks nothing itself."""
    assert [] == [(breach.at.pointer, breach.because, breach.got) for breach in breaches(code, None)]


@pytest.mark.parametrize(
    "case", [case for case in FILES if case.parts[-2] == "fail"], ids=lambda c: f"{c.parts[-3]}/{c.stem}"
)
def test_a_breach_says_what_its_owner_does_next(case: Path) -> None:
    """A breach is one phrase and a next step, both without full stop."""
    texts = [text for breach in breaches(case.parts[-3], case) for text in (breach.because, breach.fix)]

    assert [] == [text for text in texts if not text or text.endswith(".") or "\n" in text]


def test_rules_about_apis_find_nothing_in_an_event() -> None:
    """A rule about operations, bodies or servers is asked about no part of an event contract."""
    kinds = {rule.on for code, rule in every_contract_rule().items() if code.startswith("API-")}

    assert kinds
    assert [] == [part for kind in kinds for part in read(None).parts(kind)]


def test_rules_about_events_are_asked_about_parts_of_events() -> None:
    """The other way round: a rule about events is asked about none of an API."""
    assert {EventPart, EventPropertyPart, EventSchemaPart} >= {rule.on for rule in RULES.values()}
