"""
What contracts break, for people and for machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from platform_constructs.adapters.reports.as_json import json_finding
from platform_constructs.adapters.reports.text import table
from platform_constructs.contracts.lint.profile import Profile, RuleLevel
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.errors import shown
from platform_constructs.flows.contracts.lint_report import LintReport
from platform_constructs.model.finding import Finding

__all__ = ["first_sentence", "json_lint", "json_rules", "text_lint", "text_rules"]


def text_lint(report: LintReport, *, explain: bool = False) -> str:
    """
    Return the report as text.

    Args:
        report: What was found.
        explain: Whether to add the documentation of every rule that found something.
    """
    parts = [_finding(one) for one in report.findings if one.waiver is None]
    if explain:
        parts += [f"--- {code}\n{doc}" for code, doc in report.docs.items()]
    rows = [
        [name, one.profile.name, *map(str, (one.rules, *report.counts[name], one.known))]
        for name, one in report.contracts.items()
    ]
    parts.append(table(["CONTRACT", "PROFILE", "RULES", "BLOCKING", "LESSER", "WAIVED", "KNOWN"], rows))
    if report.notes:
        parts.append("\n".join(f"note: {shown(note)}" for note in report.notes))
    parts.append(f"contract lint: {'refused' if report.refused else 'clean'}")
    return "\n\n".join(parts)


def _finding(finding: Finding) -> str:
    lines = str(finding).splitlines()
    return "\n".join(line for line in lines if finding.owner or not line.startswith("  who  "))


def json_lint(report: LintReport) -> dict[str, Any]:
    """Return the report as an answer for machines."""
    return {
        "contracts": [
            {"name": name, "file": one.file, "profile": one.profile.name, "rules": one.rules, "known": one.known}
            for name, one in report.contracts.items()
        ],
        "findings": [json_finding(one) for one in report.findings],
        "notes": list(report.notes),
        "ok": not report.refused,
    }


def text_rules(rules: Iterable[ContractRule], profile: Profile, *, today: date) -> str:
    """Return a table of rules with the level that a profile gives each."""
    rows = [
        [rule.code, rule.name, _level(profile.levels.get(rule.code), today), first_sentence(rule)] for rule in rules
    ]
    return table(["CODE", "NAME", profile.name.upper(), "WHAT IT DOES"], rows)


def json_rules(rules: Iterable[ContractRule], profile: Profile, *, today: date) -> dict[str, Any]:
    """Return rules with what a profile makes of each, for machines."""
    return {"profile": profile.name, "rules": [_rule(rule, profile, today) for rule in rules]}


def _rule(rule: ContractRule, profile: Profile, today: date) -> dict[str, Any]:
    term = profile.levels.get(rule.code)
    later = term.blocks_from(today) if term else None
    options: Mapping[str, object] = profile.options.get(rule.code) or rule.defaults
    return {
        "code": rule.code,
        "name": rule.name,
        "level": profile.level(rule.code, today).name.lower(),
        "blocks_from": later.isoformat() if later else None,
        "options": dict(options),
        "references": list(rule.references),
        "what": first_sentence(rule),
    }


def _level(term: RuleLevel | None, today: date) -> str:
    if term is None:
        return "off"
    later = term.blocks_from(today)
    return f"{term.on(today).name.lower()}{f', block from {later.isoformat()}' if later else ''}"


def first_sentence(rule: ContractRule) -> str:
    """Return what a rule does, in the first sentence of its documentation."""
    text = " ".join(rule.doc.partition("## What it does")[2].partition("##")[0].split())
    return f"{text.partition('. ')[0].rstrip('.')}."
