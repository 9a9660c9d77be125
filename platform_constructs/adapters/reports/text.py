"""
A report for people: findings first, then a table, then the verdict in one line.
"""

from __future__ import annotations

from collections.abc import Sequence

from platform_constructs.errors import shown
from platform_constructs.flows.report import Report
from platform_constructs.model.verdict import Level

__all__ = ["table", "text_report"]


def text_report(report: Report, *, seconds: float, verbose: bool = False) -> str:
    """
    Return the report as text.

    Args:
        report: What a flow answered.
        seconds: How long it took.
        verbose: Whether to list what contracts lose, and what is waived; otherwise both are counted.
    """
    listed = [finding for finding in report.findings if verbose or not finding.waived_by]
    parts = [str(finding) for finding in listed]
    if report.stacks:
        parts.append(_stacks(report))
    if notes := [*report.notes, *_lowered(report, verbose=verbose)]:
        parts.append("\n".join(f"note: {shown(note)}" for note in notes))
    parts.append(_verdict(report, seconds))
    return "\n\n".join(parts)


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned columns under a heading."""
    lines = [heading, *([shown(cell) for cell in row] for row in rows)]  # cells hold other people's text
    widths = [max(len(line[column]) for line in lines) for column in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _stacks(report: Report) -> str:
    rows = [
        [stack.name, stack.domain, str(stack.resources), str(stack.evaluated), ", ".join(stack.packs)]
        for stack in report.stacks
    ]
    return table(["STACK", "DOMAIN", "RESOURCES", "JUDGED", "PACKS"], rows)


def _lowered(report: Report, *, verbose: bool) -> list[str]:
    if verbose or not report.lowered:
        return list(report.lowered)
    count = len(report.lowered)
    details = "1 detail" if count == 1 else f"{count} details"
    return [f"API Gateway cannot carry {details} of the contracts; --verbose lists them"]


def _upcoming(report: Report) -> list[str]:
    days = report.upcoming
    if not days:
        return []
    first = days[0].isoformat()
    return [f"{len(days)} of the lesser will block, the first from {first}: `--as-of {first}` shows it"]


def _verdict(report: Report, seconds: float) -> str:
    waived = sum(1 for finding in report.findings if finding.waived_by)
    blocking = sum(1 for finding in report.findings if finding.blocks)
    lesser = [f for f in report.findings if not f.blocks and not f.waived_by and f.level > Level.OFF]
    judged = sum(stack.evaluated for stack in report.stacks)
    stacks = f"{len(report.stacks)} stack{'' if len(report.stacks) == 1 else 's'}"
    built = f"{stacks} for {report.environment}, {judged} rule verdicts"
    counts = f"{built if report.stacks else 'nothing was built'}, "
    counts += f"{blocking} blocking, {len(lesser)} lesser, {waived} waived, {seconds:.1f} s"
    lines = [*report.scans, counts, *_upcoming(report)]
    if report.refused:
        kept = "; nothing was written, the earlier output is untouched" if report.command == "synth" else ""
        lines.append(f"{report.command}: refused{kept}")
    elif report.output:
        lines.append(f"{report.command}: clean; written to {report.output}")
    else:
        lines.append(f"{report.command}: clean")
    return "\n".join(lines)
