"""
A baseline as a file beside its contract: read strictly, written in one order.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Any, Final

from platform_constructs.contracts.lint.baseline import Baseline, Entry
from platform_constructs.errors import ContractError
from platform_constructs.model.fingerprint import FINGERPRINT
from platform_constructs.policy.fields import Fields

__all__ = ["baseline_name", "baseline_text", "read_baseline"]

_MOST: Final = 20_000
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,15}-\d{3}")
_FINGERPRINT: Final = re.compile(rf"[0-9a-f]{{{FINGERPRINT}}}")
_HEAD: Final = """\
# What this contract broke when it came under its profile. Written by `paved contract baseline`; it may only shrink.
"""


def baseline_name(contract: str) -> str:
    """Return the path of a contract's baseline: `openapi.baseline.toml` beside `openapi.yaml`."""
    return PurePosixPath(contract).with_suffix(".baseline.toml").as_posix()


def read_baseline(text: str, file: str) -> Baseline:
    """
    Read a baseline.

    Args:
        text: The file's text.
        file: Its path.

    Raises:
        ContractError: CON-109, at the line that is wrong.
    """
    fields = Fields.parse(text, file, error=ContractError, unreadable="CON-109", malformed="CON-109", unknown="CON-109")
    data = fields.source.data
    fields.only(data, (), ("rules", "known"))
    rules = data.get("rules")
    if not isinstance(rules, list) or not all(isinstance(one, str) and _CODE.fullmatch(one) for one in rules):
        what, fix = "rules is the list of codes that the baseline was made for", 'write rules = ["API-018"]'
        raise fields.refuse("CON-109", what, ("rules",), rules, fix)
    known = data.get("known", [])
    if not isinstance(known, list) or len(known) > _MOST or not all(isinstance(one, dict) for one in known):
        what = f"what is known is a list of at most {_MOST} tables"
        raise fields.refuse("CON-109", what, ("known",), known, "run `paved contract baseline` on a copy of the file")
    entries = {_entry(fields, number, table, rules) for number, table in enumerate(known)}
    return Baseline(frozenset(rules), tuple(sorted(entries)), file)


def _entry(fields: Fields, number: int, table: dict[str, Any], rules: list[str]) -> Entry:
    key = ("known", number)
    fields.only(table, key, ("rule", "at", "fingerprint"))
    rule, at = fields.text(table, (*key, "rule")), fields.text(table, (*key, "at"))
    mark = fields.text(table, (*key, "fingerprint"))
    if rule not in rules:
        raise fields.refuse("CON-109", "the baseline was not made for this rule", (*key, "rule"), rule, "remove it")
    if not _FINGERPRINT.fullmatch(mark):
        what = f"a fingerprint is {FINGERPRINT} digits and letters from a to f"
        raise fields.refuse("CON-109", what, (*key, "fingerprint"), mark, "take it from version control again")
    return Entry(rule, at, mark, fields.source.place(*key))


def baseline_text(baseline: Baseline) -> str:
    """Return a baseline as its file says it: sorted, one line for each entry."""
    lines = [_HEAD + f"rules = {json.dumps(sorted(baseline.rules))}", "known = ["]
    for one in baseline.entries:
        facts = {"rule": one.rule, "at": one.at, "fingerprint": one.fingerprint}
        said = ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items())
        lines.append(f"    {{ {said} }},")
    return "\n".join([*lines, "]", ""])
