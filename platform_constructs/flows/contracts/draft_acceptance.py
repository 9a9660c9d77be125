"""
Draft the waiver that accepts changes of a contract: what a machine knows of it, for people to complete.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from platform_constructs.errors import WaiverError
from platform_constructs.flows.beginning.draft_waiver import Draft
from platform_constructs.flows.contracts.diff_report import DiffReport
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest

__all__ = ["draft_acceptance"]

_LASTS: Final = timedelta(days=90)


def draft_acceptance(report: DiffReport, code: str, at: str, *, today: date) -> Draft:
    """
    Return a waiver of what was found, to be completed by people.

    Args:
        report: What a comparison with the past answered.
        code: The code of the changes.
        at: What the report calls their place, with the stack in front where several stacks have it.
        today: The day that its end is reckoned from.

    Raises:
        WaiverError: WVR-018, when nothing was found there that a waiver could accept.
    """
    found = [one for diff in report.contracts for one in diff.all_findings if one.fingerprint]
    here = [one for one in found if one.code == code.upper() and at in (one.address, f"{one.stack}: {one.address}")]
    if len({one.stack for one in here}) == 1:
        alike = {one.stack for one in found if (one.owner, one.code, one.address) == _key(here[0])}
        spot = here[0].address if len(alike) == 1 else f"{here[0].stack}: {here[0].address}"
        return Draft(here[0], spot, today + _LASTS, report.approvers.get(here[0].owner, ()))
    spots = sorted({f"{one.code} {one.stack}: {one.address}" for one in here or found})
    raise WaiverError(
        "WVR-018",
        f"{code} was found in several contracts" if here else f"{code} was not found at this place",
        at="the command line",
        got=at,
        fix=nearest(f"{code} {at}", spots, f"name one of: {', '.join(spots[:10]) or 'nothing to accept was found'}"),
    )


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.owner, finding.code, finding.address
