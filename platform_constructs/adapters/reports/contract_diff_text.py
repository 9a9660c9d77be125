"""
What became of contracts, for people at a terminal: by component, the worst first, and no more than one reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

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
from platform_constructs.contracts.compare.api.ledger import ONLY_DRAFTS
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.errors import shown
from platform_constructs.flows.contracts.consumer_view import ConsumerView, Hit
from platform_constructs.flows.contracts.contract_diff import ContractDiff, Judged
from platform_constructs.flows.contracts.diff_report import DiffReport
from platform_constructs.model.place import Place

__all__ = ["diff_text"]

_MOST: Final = 25  # changes of one contract: a screen or two
_MOST_OF_ONE: Final = 6  # changes of one component
_MOST_TOUCHES: Final = 5  # changes of one consumer
_ALL: Final = 1_000_000
_LONGEST: Final = 400  # characters of one line
_LABELS: Final = {Severity.BREAKING: "BREAKING", Severity.WARN: "warning ", Severity.INFO: "        "}
_WAIVED: Final = "accepted"
_INDENT: Final = " " * 12


def diff_text(report: DiffReport, *, everything: bool = False) -> str:
    """
    Return the report.

    Args:
        report: What a comparison answered.
        everything: Whether to show all changes; otherwise the worst ones, and how many more there are.
    """
    changed = [one for one in report.contracts if not is_quiet(one)]
    quiet = [one for one in report.contracts if is_quiet(one)]
    parts = [part for one in changed for part in _contract(one, everything=everything)]
    parts += [str(finding) for finding in report.findings]
    parts += [f"note: {shown(note)}" for note in report.notes]
    if quiet:
        parts.append(f"{compared_words(quiet)} did not change")
    if hint := _way_to_accept(report):
        parts.append(hint)
    return "\n\n".join([*parts, _verdict(report)])


def _way_to_accept(report: DiffReport) -> str:
    """Return how to draft a waiver of the first finding that is refused; empty when none could be accepted."""
    found = [one for diff in report.contracts for one in diff.all_findings if one.blocks and one.fingerprint]
    if not found or not report.since:
        return ""
    asked = f'--since {report.since} --draft {found[0].code} "{found[0].address}"'
    return _line(f"to have a break accepted: paved contract diff {asked} prints the waiver to complete")


def _contract(diff: ContractDiff, *, everything: bool) -> Iterable[str]:
    yield _line(heading_of(diff))
    if diff.error is not None:
        yield str(diff.error)
    groups, left = groups_of(
        diff.judged, most=_ALL if everything else _MOST, most_of_one=_ALL if everything else _MOST_OF_ONE
    )
    files = diff.pair.old.path if diff.pair.old else "", diff.pair.new.path if diff.pair.new else ""
    yield from (_group(group, files) for group in groups)
    if left:
        yield f"not shown: {counted(one.change.severity for one in left)}; --all shows everything"
    yield from map(str, diff.findings)
    if diff.consumers:
        yield "\n".join(["consumers", *(line for view in diff.consumers for line in _consumer(view))])
    yield from (str(finding) for view in diff.consumers for finding in view.findings)
    if said := version_line(diff):
        yield f"{_line(said)}\n{summary_of(diff)}"


def _group(group: Group, files: tuple[str, str]) -> str:
    used = used_by(group.component, group.operations)
    aside = f"  ({used})" if used else ""
    lines = [_line(f"{group.component}{aside}")]
    for one, following in zip_longest(group.judged, group.judged[1:]):
        label = _WAIVED if one.finding.waiver else _LABELS[one.change.severity]
        lines.append(_line(f"  {label}  {_said(one)}  [{one.finding.code} {one.change.id}]"))
        reason = _reason(one, files)
        if following is None or reason != _reason(following, files):  # a run of values added to one list has one reason
            lines += reason
    if group.more:
        lines.append(f"  {group.more} more here")
    return "\n".join(lines)


def _said(one: Judged) -> str:
    change = one.change
    path = f"{change.path}: " if change.path and f"`{change.path}`" not in change.what else ""
    return f"{path}{change.what}"


def _reason(one: Judged, files: tuple[str, str]) -> list[str]:
    """Return why it matters and where, and who accepted it."""
    change = one.change
    if change.severity is Severity.INFO:
        return []
    lines = [_line(f"{_INDENT}{change.why} ({_where(change.old, change.new, files)})")]
    if waiver := one.finding.waiver:
        lines.append(
            _line(f"{_INDENT}by {waiver.place}, approved by {waiver.approver} till {waiver.expires.isoformat()}")
        )
    return lines


def _where(old: Place | None, new: Place | None, files: tuple[str, str]) -> str:
    """Return the lines of a change, with the file where it is another one than the contract's own."""
    before, now = (
        (f"line {place.line}" if place.file == file else f"{place.file}:{place.line}") if place else ""
        for place, file in zip((old, new), files, strict=True)
    )
    if now and before:
        return now if now == before else f"{now}, was {before}"
    return now or (f"was {before}" if before else "nowhere in the text")


def _consumer(view: ConsumerView) -> Iterable[str]:
    yield _line(f"  {view.consumer.name}: {hit_words(view)}  ({view.consumer.contact})")
    for touch in view.touches[:_MOST_TOUCHES]:
        uses = f" {touch.uses}" if touch.uses else ""
        label = "broken" if touch.hit is Hit.BROKEN else "warned"
        yield _line(f"    {label}  {touch.operation}{uses}: {touch.change.what}")
    if (more := len(view.touches) - _MOST_TOUCHES) > 0:
        yield f"    {more} more"


def _line(text: str) -> str:
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + shown(text.strip(), longest=_LONGEST)


def _verdict(report: DiffReport) -> str:
    compared = compared_words(report.contracts)
    since = f" since {shown(report.since)}" if report.since else ""
    open_ = [one.change.severity for diff in report.contracts for one in diff.judged if one.finding.waiver is None]
    blocking = sum(1 for diff in report.contracts for one in diff.findings if one.blocks) + sum(
        1 for one in report.findings if one.blocks
    )
    hit = sum(1 for diff in report.contracts for view in diff.consumers if view.hit is Hit.BROKEN)
    excused = sum(one.change.why == ONLY_DRAFTS for diff in report.contracts for one in diff.judged)
    unread = sum(diff.error is not None for diff in report.contracts)
    parts = [
        counted(open_) or (f"{unread} not compared" if unread else "no change"),
        f"{excused} of them in a draft, where no break counts before it is stable" if excused else "",
        f"{blocking} other finding{'' if blocking == 1 else 's'}" if blocking else "",
        f"{hit} consumer{' is' if hit == 1 else 's are'} broken" if hit else "",
    ]
    answer = {0: "nothing is refused", 1: "refused", 2: "could not be judged"}[report.exit_code]
    return f"contract diff: {compared}{since}, {', '.join(filter(None, parts))}: {answer}"
