"""
A domain's waivers, read strictly: whole, owned, dated, and each for one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.errors import WaiverError
from platform_constructs.model.fingerprint import FINGERPRINT
from platform_constructs.model.nearest import nearest
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.fields import Fields

__all__ = ["MISSING", "read_waivers"]

MISSING: Final[Mapping[str, str]] = {
    "reason": "why the rule cannot be kept",
    "approver": "which of the platform's owners agreed",
    "ticket": "where the discussion stands",
    "compensating_control": "what protects instead",
}
"""What only people can say, with what it says. A draft leaves these empty."""

_TEXTS: Final = ("rule", "at", "fingerprint", "reason", "owner", "approver", "ticket", "compensating_control")
_KEYS: Final = (*_TEXTS, "expires")
_CHECK: Final = re.compile(r"CKV2?_[A-Z]{2,16}_\d{1,6}|(?:API|CMP|CON|EVT)-\d{3}")  # checkov's, and those of contracts
_FINGERPRINT: Final = re.compile(rf"[0-9a-f]{{{FINGERPRINT}}}")
_MOST: Final = 1_000  # of one domain


def read_waivers(text: str, file: str, *, domain: str, rules_known: frozenset[str]) -> tuple[Waiver, ...]:
    """
    Read a domain's waivers, in file order.

    Args:
        text: The file's text: any number of `[[waiver]]` tables with every field of `Waiver`.
        file: Its path.
        domain: Whose file it is; the only owner its waivers may name.
        rules_known: Codes of every rule there is. Those of checkov and of contracts are known by their form.

    Raises:
        WaiverError: WVR-010 to WVR-017, at the line that is wrong.
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
    for name in MISSING:
        if table.get(name) == "":
            fix = f"write {MISSING[name]}: a waiver is agreed on by people"
            raise fields.refuse("WVR-012", f"{name} is still empty", (*key, name), "nothing", fix)
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
    if not _FINGERPRINT.fullmatch(texts["fingerprint"]):
        what = f"a fingerprint is {FINGERPRINT} digits and letters from a to f"
        fix = f"run `paved waivers draft {rule} ADDRESS`, which shows it"
        raise fields.refuse("WVR-017", what, (*key, "fingerprint"), texts["fingerprint"], fix)
    return Waiver(expires=expires, place=fields.source.place(*key), **texts)
