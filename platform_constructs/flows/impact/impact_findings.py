"""
Which findings would stand differently under another law.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from platform_constructs.flows.impact.impact_answer import Outcome, Shift
from platform_constructs.model.finding import Finding
from platform_constructs.model.verdict import Level

__all__ = ["outcome_of", "shifts_between"]

_OUTCOMES: Final = {
    Level.OFF: Outcome.ABSENT,
    Level.ADVISE: Outcome.ADVISES,
    Level.WARN: Outcome.WARNS,
    Level.BLOCK: Outcome.BLOCKS,
}


def outcome_of(finding: Finding | None) -> Outcome:
    """Return what a finding means for a synth."""
    if finding is None:
        return Outcome.ABSENT
    return Outcome.WAIVED if finding.waiver else _OUTCOMES[finding.level]


def shifts_between(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Shift, ...]:
    """
    Pair the findings of two judgements of the same stacks.

    A finding is the same in both when its code, owner, stack, address and place are: its words may differ, since they
    say who demands what. Where several are the same but for their words, equal words are paired first.

    Args:
        before: Found today, waivers applied.
        after: Found under the other law, waivers applied.

    Returns:
        Those that stand differently, in the one order of findings.
    """
    old, new = _grouped(before), _grouped(after)
    shifts = []
    for key in old.keys() | new.keys():
        for was, would_be in _pairs(old.get(key, []), new.get(key, [])):
            finding = would_be or was
            stood, stands = outcome_of(was), outcome_of(would_be)
            if finding is not None and stood is not stands and (stood, stands) != (Outcome.ABSENT, Outcome.WAIVED):
                shifts.append(Shift(finding, stood, stands))
    return tuple(sorted(shifts, key=lambda one: (one.finding.order, one.finding.got)))


_Key = tuple[str, ...]


def _grouped(findings: Iterable[Finding]) -> dict[_Key, list[Finding]]:
    groups: dict[_Key, list[Finding]] = {}
    for one in sorted(findings, key=lambda one: (one.order, one.got, outcome_of(one))):
        key = (one.code, one.owner, one.stack, one.address, one.at.file, str(one.at.line), one.at.pointer)
        groups.setdefault(key, []).append(one)
    return groups


def _pairs(old: list[Finding], new: list[Finding]) -> list[tuple[Finding | None, Finding | None]]:
    if len(old) <= 1 and len(new) <= 1:  # nearly always
        return [(old[0] if old else None, new[0] if new else None)]
    left, found = list(old), []
    rest = []
    for one in new:
        twin = next((each for each in left if each.what == one.what), None)
        if twin is None:
            rest.append(one)
        else:
            left.remove(twin)
            found.append((twin, one))
    shorter = min(len(left), len(rest))
    return [
        *found,
        *zip(left[:shorter], rest[:shorter], strict=True),
        *((one, None) for one in left[shorter:]),
        *((None, one) for one in rest[shorter:]),
    ]
