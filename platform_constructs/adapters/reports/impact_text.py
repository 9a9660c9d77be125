"""
An impact for people: who would newly fail first, then what would change, then a table and the verdict in one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from platform_constructs.adapters.reports.impact_groups import (
    DomainRow,
    changed,
    counted,
    domain_rows,
    held_by,
    moved,
    named,
    value_of,
)
from platform_constructs.adapters.reports.text import table
from platform_constructs.errors import shown
from platform_constructs.flows.impact_answer import Impact, Outcome, Shift

__all__ = ["adopts", "impact_text", "verdict"]

_STANDS: Final = {
    Outcome.ABSENT: "gone",
    Outcome.WAIVED: "waived",
    Outcome.ADVISES: "advise",
    Outcome.WARNS: "warn",
    Outcome.BLOCKS: "block",
}


def impact_text(impact: Impact, *, verbose: bool = False) -> str:
    """
    Return an impact as text.

    Args:
        impact: What a flow answered.
        verbose: Whether to name every stack, where otherwise the first few stand for many.
    """
    consequences, rows = impact.consequences, domain_rows(impact)
    draft = ", a draft," if impact.is_draft else ""
    parts = [f"{impact.pack}{draft} {impact.where}, for {impact.environment}, as on {impact.today.isoformat()}"]
    parts += _section("would newly fail", (str(one.finding) for one in consequences.fails), between="\n\n")
    parts += _section("would newly be warned of", (_line(one) for one in consequences.warns))
    parts += _section("would go away, or matter less", (_line(one) for one in consequences.eases))
    parts += _section("settings that move", _moves(impact, verbose=verbose))
    parts += _section("attributes that change", _changes(impact, verbose=verbose))
    checks = (
        f"{shown(one.check)}: {shown(one.before)} -> {shown(one.after)}, in {named(list(one.stacks), verbose=verbose)}"
        for one in consequences.expected
    )
    parts += _section("checkov, which did not run: `paved check` shows it after the release", checks)
    parts += _section("left out until these lines of the registry take it", _held(impact, verbose=verbose))
    parts.append(_table(rows))
    if consequences.notes:
        parts.append("\n".join(f"note: {shown(note)}" for note in consequences.notes))
    parts.append(verdict(impact))
    return "\n\n".join(parts)


def verdict(impact: Impact) -> str:
    """Return the outcome in one line."""
    rows, consequences = domain_rows(impact), impact.consequences
    failing = sum(1 for row in rows if row.fails)
    changes = counted(len(consequences.changes), "attribute")
    stacks = counted(len({one.stack for one in consequences.changes}), "stack")
    return (
        f"{failing} of {counted(len(rows), 'domain')} would newly fail; {len(consequences.fails)} newly blocking, "
        f"{len(consequences.warns)} newly warned of, {len(consequences.eases)} eased; {changes} of {stacks} change"
    )


def adopts(row: DomainRow) -> str:
    """Return when a domain's stacks would get the version."""
    return ", ".join(sorted({one.adoption.value for one in row.bindings}))


def _section(heading: str, lines: Iterable[str], *, between: str = "\n") -> list[str]:
    body = between.join(lines)
    indented = "\n".join(f"  {line}" if line else "" for line in body.splitlines())
    return [f"{heading}\n{indented}"] if body else []


def _line(shift: Shift) -> str:
    finding = shift.finding
    where = f"{finding.stack}: {finding.at}" if finding.stack else str(finding.at)
    when = f", blocks from {finding.blocks_from.isoformat()}" if finding.blocks_from else ""
    said = f"[{finding.code}] {shown(finding.what)}, {shown(where)}{when}"
    return (
        f"{_STANDS[shift.before]} -> {_STANDS[shift.after]} {said}" if shift.before else f"{_STANDS[shift.after]}{said}"
    )


def _moves(impact: Impact, *, verbose: bool) -> Iterable[str]:
    for group, stacks in moved(impact.consequences.moves):
        one = group[0]
        before, after = (value_of(_listed(value)) for value in (one.before, one.after))
        yield f"{one.setting}: {before} -> {after}, in {named(stacks, verbose=verbose)}"
        for why in (*one.because, *(f"was {why}" for why in one.was[:1])):
            yield f"  {shown(why)}"


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else "undecided" if value is None else value


def _changes(impact: Impact, *, verbose: bool) -> Iterable[str]:
    for group, stacks in changed(impact.consequences.changes):
        one = group[0]
        what = f"{one.address} {one.attribute}".rstrip()
        yield f"{shown(what)}: {value_of(one.before)} -> {value_of(one.after)}, in {named(stacks, verbose=verbose)}"


def _held(impact: Impact, *, verbose: bool) -> Iterable[str]:
    for group, stacks in held_by(impact.bindings):
        yield f"{named(stacks, verbose=verbose)}: {shown(' and '.join(group[0].held_by))}"


def _table(rows: list[DomainRow]) -> str:
    heading = ["DOMAIN", "OWNERS", "IN FORCE", "ADOPTS", "FAILS", "WARNS", "EASES", "ATTRIBUTES"]
    cells = [
        [
            f"{row.domain} (fails today)" if row.is_failing else row.domain,
            ", ".join(row.owners),
            ", ".join(sorted({one.in_force or "none" for one in row.bindings})),
            adopts(row),
            *map(str, (row.fails, row.warns, row.eases, row.changes)),
        ]
        for row in rows
    ]
    return table(heading, cells)
