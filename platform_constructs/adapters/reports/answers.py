"""
What one rule said of some stacks, for people and for machines.
"""

from __future__ import annotations

from dataclasses import asdict

from platform_constructs.adapters.reports.as_json import json_finding, json_text
from platform_constructs.adapters.reports.text import table
from platform_constructs.errors import shown
from platform_constructs.flows.asking.ask_rule import Answers

__all__ = ["json_answers", "text_answers"]

_HEADING = ("STACK", "ASKED ABOUT", "PASSED", "FAILED", "UNDECIDED", "BROKE DOWN", "LEFT ALONE")


def text_answers(answers: Answers, *, verbose: bool) -> str:
    """
    Return what was found, then how often the rule said what of each stack.

    Args:
        answers: What the rule said.
        verbose: Whether to list every address that it was asked about.
    """
    parts = [str(one) for one in answers.findings]
    if not answers.stacks:
        return "\n\n".join(parts)
    rows = [
        [
            one.stack,
            *map(str, (len(one.asked), one.count.passed, one.count.failed, one.count.undecided, one.count.raised)),
            str(one.left_alone),
        ]
        for one in answers.stacks
    ]
    if verbose:
        parts += [
            "\n".join([f"asked about in {one.stack}", *(f"  {shown(address)}" for address in one.asked)])
            for one in answers.stacks
            if one.asked
        ]
    parts.append(table(_HEADING, rows))
    judged = sum(one.count.evaluated for one in answers.stacks)
    faults = sum(one.count.evaluated - one.count.passed for one in answers.stacks)
    parts.append(f"{answers.rule.code} {answers.rule.name} gave {judged} verdicts, of which {faults} would block")
    return "\n\n".join(parts)


def json_answers(answers: Answers) -> str:
    """Return the same for machines."""
    return json_text(
        {
            "findings": [json_finding(one) for one in answers.findings],
            "ok": not answers.findings,
            "rule": answers.rule.code,
            "stacks": [
                {"asked": list(one.asked), "left_alone": one.left_alone, "stack": one.stack, **asdict(one.count)}
                for one in answers.stacks
            ],
        }
    )
