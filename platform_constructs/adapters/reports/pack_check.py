"""
The answer about drafts and releases, as text and as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from platform_constructs.adapters.reports.pack_changes import changes_json, changes_text
from platform_constructs.errors import shown
from platform_constructs.flows.packs.check_draft import Checked
from platform_constructs.model.counted import counted
from platform_constructs.policy.rule import Rule

__all__ = ["check_json", "check_text", "release_text"]

_LONGEST_NOTE: Final = 2_000


def check_text(checked: Checked, rules: Mapping[str, Rule], notes: Sequence[str] = ()) -> str:
    """
    Return the answer for people: what is wrong, what each draft changes, and a verdict.

    Args:
        checked: What is to be said.
        rules: Every rule, by code.
        notes: What the reader should know though nothing is wrong with it.
    """
    parts = [str(finding) for finding in checked.findings]
    parts += [changes_text(draft.comparison, rules) for draft in checked.drafts if draft.comparison]
    parts += ["\n".join(f"note: {shown(note, longest=_LONGEST_NOTE)}" for note in notes)] if notes else []
    parts.append(_verdict(checked))
    return "\n\n".join(parts)


def release_text(checked: Checked, written: Sequence[str], rules: Mapping[str, Rule]) -> str:
    """Return the answer to a release that was made."""
    [draft] = checked.drafts
    if draft.comparison is None:
        raise ValueError("a draft that cannot be read was released")
    files = "\n".join(f"wrote {file}" for file in written)
    label = draft.comparison.new.label
    return f"{changes_text(draft.comparison, rules)}\n\n{files}\n\n{label} is released; the registry says whom it binds"


def check_json(checked: Checked, rules: Mapping[str, Rule], notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the answer for machines."""
    return {
        "drafts": [
            {
                "changes": changes_json(draft.comparison, rules) if draft.comparison else None,
                "ok": not draft.findings,
                "pack": draft.name,
            }
            for draft in checked.drafts
        ],
        "findings": [
            {
                **{key: value for key, value in asdict(each).items() if key in ("code", "name", "what", "got", "fix")},
                "at": str(each.at),
            }
            for each in checked.findings
        ],
        "notes": list(notes),
        "ok": not checked.findings,
        "releases": list(checked.releases),
    }


def _verdict(checked: Checked) -> str:
    count = len(checked.releases)
    changed = "" if checked.frozen else ", and their rules mean what they meant"
    lines = [f"{count} release{'' if count == 1 else 's'} as locked{changed}"]
    if checked.leaving:
        lines.append("what is said of versions on their way out cannot be taken")
    if checked.bound:
        lines.append(f"bound to a withdrawn release: {counted(len(checked.bound), 'stack')}")
    for draft in checked.drafts:
        named = draft.comparison.new.label if draft.comparison else draft.name
        faults = len(draft.findings)
        may_not = f"the draft of {named} may not be released: {faults} fault{'' if faults == 1 else 's'}"
        lines.append(may_not if faults else f"the draft of {named} may be released")
    if not checked.drafts:
        lines.append("there is no draft")
    return "\n".join(lines)
