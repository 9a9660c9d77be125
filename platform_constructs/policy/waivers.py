"""
Waivers: read strictly, and held against what was found. One that has lost its ground is a finding itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from platform_constructs.errors import WaiverError
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.fields import Fields

__all__ = ["apply_waivers", "read_waivers"]

_TEXTS: Final = ("rule", "at", "reason", "owner", "approver", "ticket", "compensating_control")
_KEYS: Final = (*_TEXTS, "expires")
_CHECK: Final = re.compile(r"CKV2?_[A-Z]{2,16}_\d{1,6}")
_LONGEST: Final = timedelta(days=366)  # an exception without an end is a rule nobody released
_MOST: Final = 1_000  # of one domain


def read_waivers(text: str, file: str, *, domain: str, rules_known: frozenset[str]) -> tuple[Waiver, ...]:
    """
    Read a domain's waivers, in file order.

    Args:
        text: The file's text: any number of `[[waiver]]` tables with every field of `Waiver`.
        file: Its path.
        domain: Whose file it is; the only owner its waivers may name.
        rules_known: Codes of every rule there is. Ids of checkov checks are known by their form.

    Raises:
        WaiverError: WVR-010 to WVR-016, at the line that is wrong.
    """
    fields = Fields.parse(text, file, error=WaiverError, unreadable="WVR-010", malformed="WVR-012", unknown="WVR-011")
    data = fields.source.data
    fields.only(data, (), ("waiver",))
    tables = data.get("waiver", [])
    if not isinstance(tables, list) or len(tables) > _MOST or not all(isinstance(table, dict) for table in tables):
        fix = "write [[waiver]] above each"
        raise fields.refuse("WVR-012", f"waivers are a list of at most {_MOST} tables", ("waiver",), tables, fix)
    waivers: dict[tuple[str, str], Waiver] = {}
    for number, table in enumerate(tables):
        waiver = _waiver(fields, number, table, domain, rules_known)
        if (waiver.rule, waiver.at) in waivers:
            key = ("waiver", number, "at")
            raise fields.refuse("WVR-016", f"{waiver.rule} is waived twice here", key, waiver.at, "drop one of the two")
        waivers[waiver.rule, waiver.at] = waiver
    return tuple(waivers.values())


def _waiver(fields: Fields, number: int, table: Mapping[str, Any], domain: str, rules_known: frozenset[str]) -> Waiver:
    key = ("waiver", number)
    fields.only(table, key, _KEYS)
    texts = {name: fields.text(table, (*key, name)) for name in _TEXTS}
    expires = fields.day(table, (*key, "expires"))
    rule = texts["rule"]
    if rule not in rules_known and not _CHECK.fullmatch(rule):
        fix = nearest(rule, rules_known, "write the code from the finding, such as APIGW-001 or CKV_AWS_76")
        raise fields.refuse("WVR-013", "no rule has this code", (*key, "rule"), rule, fix)
    if texts["owner"] != domain:
        fix = f"write owner = {domain!r}, or move the waiver to its owner's file"
        raise fields.refuse("WVR-014", f"this file holds the waivers of {domain}", (*key, "owner"), texts["owner"], fix)
    if "*" in texts["at"]:
        fix = "write one waiver for each address that the findings name"
        raise fields.refuse("WVR-015", "a waiver covers one place", (*key, "at"), texts["at"], fix)
    return Waiver(expires=expires, place=fields.source.place(*key), **texts)


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
    operationId. `stack: address`, as a finding prints it, tells two stacks apart.

    Args:
        findings: Everything found in all stacks of the owners of these waivers.
        waivers: Of any number of domains; without those of checkov's checks as long as checkov has not looked.
        today: A waiver holds until the end of its day.
        owners: Who may approve, by domain: those of the waiver's owner and those of the platform. The gate gives
            the platform's owners for every domain, so that nobody waives for themselves.
        unwaivable: Codes that no waiver covers.
        platform: The platform's own domain.

    Returns:
        All findings and those of WVR-001 to WVR-006, in their one order.
    """
    findings = tuple(findings)
    spots: dict[tuple[str, str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        named = {finding.address, finding.at.pointer} - {""}
        for spot in named | {f"{finding.stack}: {spot}" for spot in named}:
            spots.setdefault((finding.owner, finding.code, spot), []).append(number)
    waived: dict[int, str] = {}
    faults: list[Finding] = []
    for waiver in sorted(waivers, key=lambda each: (each.place, each.rule, each.at)):
        covered = spots.get((waiver.owner, waiver.rule, waiver.at), [])
        fault = _fault(waiver, today, {*owners.get(waiver.owner, ()), *owners.get(platform, ())}, unwaivable)
        if fault is None and not covered:
            fault = _finding(
                waiver,
                "WVR-002",
                "unmatched-waiver",
                f"the waiver of {waiver.rule} covers nothing that was found",
                got=waiver.at,
                fix="drop it; if the finding moved, write the address it has now",
            )
        if fault is None and len(stacks := sorted({findings[number].stack for number in covered})) > 1:
            fault = _finding(
                waiver,
                "WVR-006",
                "ambiguous-waiver",
                f"the waiver of {waiver.rule} would cover findings in several stacks",
                got=", ".join(stacks),
                fix=f'write at = "{stacks[0]}: {waiver.at}", and another waiver for each other stack',
            )
        if fault is not None:
            faults.append(fault)
            continue
        for number in covered:
            waived.setdefault(number, str(waiver.place))
    marked = (replace(each, waived_by=waived[n]) if n in waived else each for n, each in enumerate(findings))
    return tuple(sorted((*marked, *faults), key=lambda each: each.order))


def _fault(waiver: Waiver, today: date, approvers: set[str], unwaivable: frozenset[str]) -> Finding | None:
    if waiver.rule in unwaivable:
        what = f"a pack lets nobody waive {waiver.rule}"
        fix = "fix what was found, and drop the waiver"
        return _finding(waiver, "WVR-003", "unwaivable-rule", what, got=waiver.rule, fix=fix)
    if waiver.approver not in approvers:
        what = f"{waiver.approver} may not approve a waiver of {waiver.owner}"
        fix = f"ask one of {', '.join(sorted(approvers)) or 'its owners: the registry names none'}"
        return _finding(waiver, "WVR-004", "unapproved-waiver", what, got=waiver.approver, fix=fix)
    if today > waiver.expires:
        what = f"the waiver of {waiver.rule} at {waiver.at} has expired"
        fix = "fix what was found and drop the waiver, or have it approved anew"
        return _finding(waiver, "WVR-001", "expired-waiver", what, got=waiver.expires.isoformat(), fix=fix)
    if waiver.expires > today + _LONGEST:
        what = f"the waiver of {waiver.rule} at {waiver.at} lasts longer than a year"
        fix = f"let it end by {(today + _LONGEST).isoformat()}, and ask again then"
        return _finding(waiver, "WVR-005", "endless-waiver", what, got=waiver.expires.isoformat(), fix=fix)
    return None


def _finding(waiver: Waiver, code: str, name: str, what: str, *, got: str, fix: str) -> Finding:
    return Finding(code, name, Level.BLOCK, what, waiver.place, fix, waiver.owner, got=got)
