"""
Golden verdicts: what every rule of a pack said of every case on the day the pack was released.

A rule's meaning is frozen by its cases. A rule that has to judge differently takes a new code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.proving.cases import VERDICTS, Case, judge_case
from platform_constructs.policy.proving.collect import stem_of
from platform_constructs.policy.rule import Rule

__all__ = ["golden_faults", "golden_text", "said_of"]

_DIGITS: Final = 12  # of a case's digest: against slips of the pen and quiet edits, not against forgery


def golden_text(pack: Pack, rules: Mapping[str, Rule], cases: Iterable[Case]) -> str:
    """
    Return what every rule of a pack says of every case, as it is frozen in a file.

    Args:
        pack: The version that is released.
        rules: Every rule there is, by code.
        cases: Every case there is.
    """
    of_stem = _by_stem(cases)
    verdicts = {
        code: {_label(case): f"{said_of(rules[code], case)} {_digest(case)}" for case in of_stem.get(stem_of(rule), ())}
        for code in sorted(pack.rules)
        if (rule := rules.get(code))
    }
    return json.dumps({"pack": pack.label, "verdicts": verdicts}, indent=1, sort_keys=True) + "\n"


def golden_faults(text: str, rules: Mapping[str, Rule], cases: Iterable[Case]) -> tuple[str, ...]:
    """
    Return what is no longer as it was on the day of a release, one line each: a rule, a case or a verdict.

    Args:
        text: What was frozen.
        rules: Every rule there is, by code.
        cases: Every case there is.
    """
    frozen = _read(text)
    if frozen is None:
        return ("the file is not what a release writes",)
    of_stem = _by_stem(cases)
    faults: list[str] = []
    for code, verdicts in sorted(frozen.items()):
        rule = rules.get(code)
        if rule is None:
            faults.append(f"{code}: the rule is gone")
            continue
        there = {_label(case): case for case in of_stem.get(stem_of(rule), ())}
        faults += [f"{code} {rule.name}, {label}: {fault}" for label, said in sorted(verdicts.items())
                   if (fault := _changed(rule, there.get(label), said))]  # fmt: skip
    return tuple(faults)


def said_of(rule: Rule, case: Case) -> str:
    """Return the verdict a rule gives a case: pass, fail, undecided, or how it broke down."""
    try:
        verdict = judge_case(rule, case)
    except Exception as fault:  # rules are foreign code: one that raises has no verdict
        return f"broke down with {type(fault).__name__}"
    found = (name for name, kind in VERDICTS.items() if isinstance(verdict, kind))
    return next(found, f"answered {type(verdict).__name__}")


def _changed(rule: Rule, case: Case | None, said: str) -> str:
    if case is None:
        return "the case is gone"
    was, _, digest = said.rpartition(" ")
    if digest != _digest(case):
        return "the case asks something else now"
    now = said_of(rule, case)
    return "" if now == was else f"it was {was}, and is {now}"


def _by_stem(cases: Iterable[Case]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in sorted(cases, key=lambda each: each.label):
        found.setdefault(case.stem, []).append(case)
    return found


def _label(case: Case) -> str:
    return f"{case.verdict}/{case.name}"


def _digest(case: Case) -> str:
    return hashlib.sha256(json.dumps(case.said, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def _read(text: str) -> dict[str, dict[str, str]] | None:
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    verdicts = document.get("verdicts") if isinstance(document, dict) else None
    if not isinstance(verdicts, dict) or not all(isinstance(each, dict) for each in verdicts.values()):
        return None
    return verdicts if all(isinstance(said, str) for each in verdicts.values() for said in each.values()) else None
