"""
What became of contracts, for a pull request.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from platform_constructs.adapters.reports.contract_markdown import code, prose
from platform_constructs.adapters.reports.contract_words import (
    Group,
    compared_words,
    counted,
    groups_of,
    heading_of,
    hit_words,
    is_quiet,
    summary_of,
    used_by,
    version_line,
)
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.flows.contracts.consumer_view import ConsumerView, Hit
from platform_constructs.flows.contracts.contract_diff import Judged
from platform_constructs.flows.contracts.diff_report import DiffReport
from platform_constructs.model.finding import Finding

__all__ = ["diff_markdown"]

_MOST: Final = 60  # changes of one contract
_MOST_OF_ONE: Final = 12
_MOST_TOUCHES: Final = 10
_ALL: Final = 1_000_000
_ROOM: Final = 60_000  # characters: GitHub takes 65,536 of a comment, and the gravest come first
_LABELS: Final = {Severity.BREAKING: "**breaking**", Severity.WARN: "warning", Severity.INFO: "other"}
_ANSWERS: Final = {0: "Nothing is refused.", 1: "Refused.", 2: "Could not be judged."}


def diff_markdown(report: DiffReport, *, everything: bool = False) -> str:
    """
    Return the report.

    Args:
        report: What a comparison answered.
        everything: Whether to show all changes; otherwise the worst ones, as many as a comment takes.
    """
    since = f" since {code(report.since)}" if report.since else ""
    title = f"### Contracts{since}\n\n{_ANSWERS[report.exit_code]}"
    text = "\n\n".join([title, *_parts(report, everything=everything)])
    if everything or len(text) <= _ROOM:
        return text
    kept = text[:_ROOM].rpartition("\n")[0]
    return f"{kept}\n\nMore is not shown; `paved contract diff --all` shows everything."


def _parts(report: DiffReport, *, everything: bool) -> Iterable[str]:
    changed = [one for one in report.contracts if not is_quiet(one)]
    for diff in changed:
        yield f"#### {code(heading_of(diff))}\n\n{summary_of(diff).capitalize()}."
        if diff.error is not None:
            error = diff.error
            yield f"{code(error.code)} {prose(error.what)}: {code(error.at)}, {code(str(error.got))}"
        if said := version_line(diff):
            yield f"It {prose(said)}."
        if findings := _findings((*diff.findings, *(one for view in diff.consumers for one in view.findings))):
            yield findings
        if diff.consumers:
            yield "\n".join(line for view in diff.consumers for line in _consumer(view))
        groups, left = groups_of(
            diff.judged, most=_ALL if everything else _MOST, most_of_one=_ALL if everything else _MOST_OF_ONE
        )
        if groups:
            yield "\n".join(map(_group, groups))
        if left:
            yield f"Not shown: {counted(one.change.severity for one in left)}."
    if findings := _findings(report.findings):
        yield findings
    if quiet := [one for one in report.contracts if is_quiet(one)]:
        yield f"{compared_words(quiet)} did not change."


def _findings(findings: Iterable[Finding]) -> str:
    return "\n".join(
        f"- {'**blocks**' if one.blocks else 'warning'} {code(one.code)} {prose(one.what)} "
        f"{code(one.got)} {code(str(one.at))}: {prose(one.fix)}"
        for one in findings
    )


def _group(group: Group) -> str:
    used = used_by(group.component, group.operations)
    aside = f" ({code(used)})" if used else ""
    lines = [f"- {code(group.component)}{aside}", *(f"  - {_change(one)}" for one in group.judged)]
    return "\n".join([*lines, *([f"  - {group.more} more here"] if group.more else [])])


def _change(one: Judged) -> str:
    change, waiver = one.change, one.finding.waiver
    label = "accepted" if waiver else _LABELS[change.severity]
    path = f"{code(change.path)}: " if change.path and f"`{change.path}`" not in change.what else ""
    why = f" ({prose(change.why)})" if change.severity > Severity.INFO else ""
    return f"{label} {path}{prose(change.what)}{why} {code(one.finding.code)}"


def _consumer(view: ConsumerView) -> Iterable[str]:
    yield f"- consumer {code(view.consumer.name)}: {hit_words(view)} ({code(view.consumer.contact)})"
    for touch in view.touches[:_MOST_TOUCHES]:
        label = "**broken**" if touch.hit is Hit.BROKEN else "warned"
        uses = f"{touch.operation} {touch.uses}".strip()
        yield f"  - {label} {code(uses)}: {prose(touch.change.what)}"
    if (more := len(view.touches) - _MOST_TOUCHES) > 0:
        yield f"  - {more} more"
