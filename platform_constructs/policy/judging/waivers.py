"""
Waivers held against what was found. One that has lost its ground is a finding itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from platform_constructs.model.finding import Finding
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver, WaiverState

__all__ = ["SOON", "STATE_OF", "apply_waivers", "state_of"]

SOON: Final = 30
"""So many days before its end a waiver is called to mind."""

STATE_OF: Final[Mapping[str, WaiverState]] = {
    "WVR-001": WaiverState.EXPIRED,
    "WVR-002": WaiverState.UNMATCHED,
    "WVR-003": WaiverState.UNWAIVABLE,
    "WVR-004": WaiverState.UNAPPROVED,
    "WVR-005": WaiverState.TOO_LONG,
    "WVR-006": WaiverState.AMBIGUOUS,
    "WVR-007": WaiverState.STALE,
    "WVR-008": WaiverState.EXPIRING,
}
"""How a waiver stands, by the code of the finding that says so."""

_LONGEST: Final = timedelta(days=366)  # an exception without an end is a rule nobody released


def state_of(
    waiver: Waiver, *, today: date, owners: Mapping[str, tuple[str, ...]], unwaivable: frozenset[str], platform: str
) -> WaiverState:
    """
    Return how a waiver stands as far as it can be seen without a synth; see `apply_waivers`.
    """
    if waiver.rule in unwaivable:
        return WaiverState.UNWAIVABLE
    if waiver.approver not in _approvers(waiver, owners, platform):
        return WaiverState.UNAPPROVED
    if today > waiver.expires:
        return WaiverState.EXPIRED
    if waiver.expires > today + _LONGEST:
        return WaiverState.TOO_LONG
    return WaiverState.EXPIRING if waiver.days_left(today) <= SOON else WaiverState.IN_FORCE


def apply_waivers(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    *,
    today: date,
    owners: Mapping[str, tuple[str, ...]],
    unwaivable: frozenset[str],
    platform: str = "platform",
) -> tuple[Finding, ...]:
    """
    Mark what is waived, and report every waiver that does not hold. Nothing is ever left out.

    A waiver covers the findings of its rule that its owner has to act on, in one stack, at its very address or
    operationId, as long as they have its very fingerprint. `stack: address`, as a finding prints it, tells two
    stacks apart.

    Args:
        findings: Everything found in all stacks of the owners of these waivers.
        waivers: Of any number of domains; without those of checkov's checks as long as checkov has not looked.
        today: A waiver holds until the end of its day.
        owners: Who may approve, by domain: those of the waiver's owner and those of the platform. The gate gives
            the platform's owners for every domain, so that nobody waives for themselves.
        unwaivable: Codes that no waiver covers.
        platform: The platform's own domain.

    Returns:
        All findings and those of WVR-001 to WVR-008, in their one order.
    """
    findings = tuple(findings)
    spots: dict[tuple[str, str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        named = {finding.address, finding.at.pointer} - {""}
        for spot in named | {f"{finding.stack}: {spot}" for spot in named}:
            spots.setdefault((finding.owner, finding.code, spot), []).append(number)
    waived: dict[int, Waiver] = {}
    reports: list[Finding] = []
    for waiver in sorted(waivers, key=lambda each: (each.place, each.rule, each.at)):
        covered = spots.get((waiver.owner, waiver.rule, waiver.at), [])
        state = state_of(waiver, today=today, owners=owners, unwaivable=unwaivable, platform=platform)
        if state.holds:
            state = _ground(waiver, [findings[number] for number in covered]) or state
        if state is not WaiverState.IN_FORCE:
            approvers = sorted(_approvers(waiver, owners, platform))
            reports.append(_report(waiver, state, today, approvers, [findings[number] for number in covered]))
        if state.holds:
            for number in covered:
                waived.setdefault(number, waiver)
    marked = (
        replace(each, waiver=waived[n], days_left=waived[n].days_left(today)) if n in waived else each
        for n, each in enumerate(findings)
    )
    return tuple(sorted((*marked, *reports), key=lambda each: each.order))


def _approvers(waiver: Waiver, owners: Mapping[str, tuple[str, ...]], platform: str) -> set[str]:
    return {*owners.get(waiver.owner, ()), *owners.get(platform, ())}


def _ground(waiver: Waiver, covered: Sequence[Finding]) -> WaiverState | None:
    """Return what is wrong with what it covers; None when nothing is."""
    if not covered:
        return WaiverState.UNMATCHED
    if len({each.stack for each in covered}) > 1:
        return WaiverState.AMBIGUOUS
    return WaiverState.STALE if any(each.fingerprint != waiver.fingerprint for each in covered) else None


def _report(
    waiver: Waiver, state: WaiverState, today: date, approvers: Sequence[str], covered: Sequence[Finding]
) -> Finding:
    this, at, until = f"the waiver of {waiver.rule}", f"at {waiver.at}", waiver.expires.isoformat()
    match state:
        case WaiverState.UNWAIVABLE:
            told = ("unwaivable-rule", f"a pack lets nobody waive {waiver.rule}", "")
            fix = "fix what was found, and drop the waiver"
        case WaiverState.UNAPPROVED:
            told = ("unapproved-waiver", f"{waiver.approver} may not approve a waiver of {waiver.owner}", "")
            fix = f"ask one of {', '.join(approvers) or 'its owners: the registry names none'}"
        case WaiverState.EXPIRED:
            told = ("expired-waiver", f"{this} {at} has expired", until)
            fix = "fix what was found and drop the waiver, or have it approved anew"
        case WaiverState.TOO_LONG:
            told = ("endless-waiver", f"{this} {at} lasts longer than a year", until)
            fix = f"let it end by {(today + _LONGEST).isoformat()}, and ask again then"
        case WaiverState.UNMATCHED:
            told = ("unmatched-waiver", f"{this} covers nothing that was found", waiver.at)
            fix = "drop it; if the finding moved, write the address it has now"
        case WaiverState.AMBIGUOUS:
            stacks = sorted({each.stack for each in covered})
            told = ("ambiguous-waiver", f"{this} would cover findings in several stacks", ", ".join(stacks))
            fix = f'write at = "{stacks[0]}: {waiver.at}", and another waiver for each other stack'
        case WaiverState.STALE:
            told = ("stale-waiver", f"what {this} {at} was agreed for has changed since", _changed(waiver, covered))
            fix = "fix what was found, or have the value it has now approved anew, with the fingerprint of today"
        case _:
            left = waiver.days_left(today)
            told = ("expiring-waiver", f"{this} {at} holds for {left} more day{'' if left == 1 else 's'}", until)
            fix = "fix what was found, or ask the platform team now; from then on it blocks"
    code = next(code for code, each in STATE_OF.items() if each is state)
    level = Level.WARN if state.holds else Level.BLOCK
    name, what, got = told
    return Finding(code, name, level, what, waiver.place, fix, waiver.owner, got=got)


def _changed(waiver: Waiver, covered: Sequence[Finding]) -> str:
    now = next(each for each in covered if each.fingerprint != waiver.fingerprint)
    value = f"; it is {now.got}" if now.got else ""
    return f"{waiver.fingerprint} then, {now.fingerprint} now{value}"
