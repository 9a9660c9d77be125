"""
Draft a waiver for what was found: what a machine knows of it, for people to complete.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from platform_constructs.errors import WaiverError, shown
from platform_constructs.flows.asking.waivers import CHECKOV, find_all
from platform_constructs.flows.check import Scan
from platform_constructs.flows.gate import approvers, unwaivable
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import Ask, World, prepare
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.policy.judging.waiver_file import MISSING

__all__ = ["Draft", "draft_waiver"]

_LASTS: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A waiver that people have to complete.

    Attributes:
        finding: What it would cover.
        at: The address to write, with the stack where the address alone is not enough; or the operationId, where the
            finding was asked for by it: such a waiver survives a new address.
        expires: A day to begin with.
        approvers: Who may agree.
    """

    finding: Finding
    at: str
    expires: date
    approvers: tuple[str, ...]

    @property
    def toml(self) -> str:
        """The table for the waivers file; the reader refuses it as long as a text is empty."""
        said = {
            "rule": self.finding.code,
            "at": self.at,
            "fingerprint": self.finding.fingerprint,
            "owner": self.finding.owner,
        }
        asked = {**MISSING, "approver": f"one of: {', '.join(self.approvers)}"}
        return "\n".join(
            [
                f"# {shown(self.finding.what)}",
                f"# {shown(str(self.finding.at))}",
                "[[waiver]]",
                *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()),
                f"expires = {self.expires.isoformat()}",
                *(f'{key} = "" # {what}' for key, what in asked.items()),
            ]
        )


def draft_waiver(world: World, book: Lawbook, ask: Ask, code: str, at: str, scan: Scan) -> Draft:
    """
    Return a waiver for what was found, to be completed by people.

    Args:
        world: The ports of a synth; nothing is published.
        book: The law.
        ask: Where to look.
        code: A rule's code or name, or the id of a check of checkov.
        at: The address or operationId of the finding, or `stack: address` as it prints.
        scan: Asks checkov; called only for one of its checks.

    Raises:
        WaiverError: WVR-018, when nothing was found there; WVR-019, when nobody may waive it.
        PlatformError: if something cannot be read, built, judged or scanned.
    """
    of_contracts = book.standard().rules
    named = {rule.name: rule.code for rule in of_contracts.values()}
    named |= {rule.name: rule.code for rule in book.rules.values()}
    wanted = named.get(code, code.upper())
    project, planned = prepare(world, book, ask)
    found: Sequence[Finding] = planned.findings
    if planned.plan is not None:
        found = find_all(world, book, planned, scan if wanted.startswith(CHECKOV) else None)
    finding = _only(found, wanted, at)
    of_domain = unwaivable(project, finding.owner, planned.laws)
    if wanted in of_domain or not (wanted in {*book.rules, *of_contracts} or wanted.startswith(CHECKOV)):
        raise WaiverError(
            "WVR-019",
            f"nobody may waive {wanted}",
            at=finding.at,
            got="a pack of this domain says so" if wanted in of_domain else "it is no rule, and no check of checkov",
            fix=finding.fix,
        )
    spot = finding.at.pointer if at == finding.at.pointer else finding.address
    twins = [
        one
        for one in found
        if (one.code, one.owner) == (wanted, finding.owner) and spot in (one.address, one.at.pointer)
    ]
    where = spot if len(twins) == 1 else f"{finding.stack}: {spot}"
    return Draft(finding, where, ask.today + _LASTS, approvers(project.organisation)[finding.owner])


def _only(found: Sequence[Finding], code: str, at: str) -> Finding:
    of_code = [one for one in found if one.code == code]
    spots = {id(one): {one.address, one.at.pointer, f"{one.stack}: {one.address}"} - {"", ": "} for one in of_code}
    here = [one for one in of_code if at in spots[id(one)]]
    if len({(one.stack, one.address) for one in here}) == 1:
        return here[0]
    if here:
        options = sorted(f"{one.stack}: {one.address}" for one in here)
        what, fix = f"{code} was found at several places of this name", f"name one of: {', '.join(options)}"
    elif of_code:
        what = f"{code} was not found at this place"
        every = sorted({f"{one.stack}: {one.address}" for one in of_code})
        fix = nearest(at, sorted(set().union(*spots.values())), f"name one of: {', '.join(every[:10])}")
    else:
        codes = sorted({one.code for one in found})
        what, fix = (
            f"{code} was not found at all",
            f"there is nothing to waive; found were: {', '.join(codes) or 'none'}",
        )
    raise WaiverError("WVR-018", what, at="the command line", got=at, fix=fix)
