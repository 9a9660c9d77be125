"""
A contract's changelog as Markdown, in the manner of Keep a Changelog.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from platform_constructs.adapters.reports.contract_markdown import code, prose
from platform_constructs.adapters.reports.contract_words import used_by
from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.flows.contracts.changelog import Entry

__all__ = ["changelog_markdown"]


def changelog_markdown(entries: Sequence[Entry], *, title: str, old: str, new: str, day: date | None) -> str:
    """
    Return the changelog of one step.

    Args:
        entries: What `changelog` returned.
        title: The API's title, or the event.
        old: The version before.
        new: The version after.
        day: Its day; None leaves it out, so that equal inputs give equal texts.
    """
    dated = f" - {day.isoformat()}" if day else ""
    since = f"What changed in {prose(title or 'this API')} since {code(old or 'the version before')}."
    parts = [f"## {code(new or 'Unreleased')}{dated}", since]
    if not entries:
        parts.append("No change that a consumer can notice.")
    for section, listed in groupby(entries, key=lambda entry: entry.section):
        parts.append(f"### {section}")
        parts.append("\n".join(line for entry in listed for line in _entry(entry)))
    return "\n\n".join(parts)


def _entry(entry: Entry) -> Iterable[str]:
    used = used_by(entry.component, entry.operations)
    aside = f" ({code(used)})" if used else ""
    if len(entry.changes) == 1 and not aside:
        yield f"- {code(entry.component)}: {_change(entry.changes[0])}"
        return
    yield f"- {code(entry.component)}{aside}"
    yield from (f"  - {_change(change)}" for change in entry.changes)


def _change(change: Change) -> str:
    label = "**breaking:** " if change.severity is Severity.BREAKING else ""
    path = f"{code(change.path)}: " if change.path and f"`{change.path}`" not in change.what else ""
    return f"{label}{path}{prose(change.what)}"
