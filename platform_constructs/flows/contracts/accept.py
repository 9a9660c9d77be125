"""
Hold the waivers of contract changes against what was compared: what is accepted, and which waiver has lost its ground.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from platform_constructs.flows.contracts.change_codes import is_ours
from platform_constructs.flows.contracts.contract_diff import ContractDiff
from platform_constructs.model.finding import Finding
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.judging.waiver_file import read_waivers
from platform_constructs.policy.judging.waivers import apply_waivers

__all__ = ["Acceptance", "accept", "marks_of", "own_waivers"]

_CODE: Final = re.compile(r"\b(?!CMP-|CON-)[A-Z][A-Z0-9]{1,15}-\d{3}\b")


def own_waivers(written: tuple[str, str] | None, domain: str) -> tuple[Waiver, ...]:
    """
    Return the waivers of contract changes in a domain's file.

    Args:
        written: The file's text and path; None when there is none.
        domain: Whose file it is.

    Raises:
        WaiverError: if the file cannot be read.
    """
    if written is None:
        return ()
    codes = frozenset(_CODE.findall(written[0]))  # whether a rule of a pack exists is asked where packs judge
    return tuple(filter(is_ours, read_waivers(*written, domain=domain, rules_known=codes)))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """
    What may be accepted, and by whom.

    Attributes:
        waivers: Every waiver of the domains whose contracts are compared.
        done: The rule, address and fingerprint of those that were there before the changes: each has done its work
            once nothing is left for it to cover.
        owners: Who may approve, by domain.
        platform: The platform's own domain.
        today: The date that expiry is read against.
        whole: The domains of which every contract is compared, so that a waiver without ground is seen.
    """

    waivers: tuple[Waiver, ...]
    done: frozenset[tuple[str, str, str]]
    owners: Mapping[str, tuple[str, ...]]
    platform: str
    today: date
    whole: frozenset[str]


def accept(
    diffs: Sequence[ContractDiff], acceptance: Acceptance
) -> tuple[tuple[ContractDiff, ...], tuple[Finding, ...]]:
    """
    Mark what is accepted, and return the findings about waivers beside it.

    Args:
        diffs: What was compared.
        acceptance: The waivers.
    """
    found = [finding for diff in diffs for finding in diff.all_findings]
    spots = {(one.owner, one.code, spot) for one in found for spot in (one.address, f"{one.stack}: {one.address}")}
    ours = [one for one in acceptance.waivers if is_ours(one)]
    spent = [one for one in ours if (one.owner, one.rule, one.at) not in spots and _mark(one) in acceptance.done]
    answered = apply_waivers(
        found,
        [one for one in ours if one not in spent],
        today=acceptance.today,
        owners=acceptance.owners,
        unwaivable=frozenset(),
        platform=acceptance.platform,
    )
    by_spot = {_key(one): one for one in answered if one.waiver is not None}
    marked = tuple(_marked(diff, by_spot) for diff in diffs)
    reports = [one for one in answered if one.code.startswith("WVR-") and _is_seen(one, acceptance)]
    return marked, (*reports, *map(_spent, spent))


def _is_seen(report: Finding, acceptance: Acceptance) -> bool:
    return report.code != "WVR-002" or report.owner in acceptance.whole


def _mark(waiver: Waiver) -> tuple[str, str, str]:
    return waiver.rule, waiver.at, waiver.fingerprint


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.owner, finding.stack, finding.code, finding.address


def _marked(diff: ContractDiff, by_spot: Mapping[tuple[str, str, str, str], Finding]) -> ContractDiff:
    def one(finding: Finding) -> Finding:
        like = by_spot.get(_key(finding)) if finding.fingerprint else None
        return finding if like is None else replace(finding, waiver=like.waiver, days_left=like.days_left)

    judged = tuple(replace(each, finding=one(each.finding)) for each in diff.judged)
    return replace(diff, judged=judged, findings=tuple(map(one, diff.findings)))


def _spent(waiver: Waiver) -> Finding:
    what = f"the waiver of {waiver.rule} has done its work: what it accepted is behind us"
    return Finding(
        "WVR-002", "unmatched-waiver", Level.WARN, what, waiver.place, "drop it", waiver.owner, got=waiver.at
    )


def marks_of(waivers: Iterable[Waiver]) -> frozenset[tuple[str, str, str]]:
    """Return what tells these waivers from those agreed on since."""
    return frozenset(map(_mark, waivers))
