"""
An impact as Markdown, for the pull request that releases a version.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from platform_constructs.adapters.reports.impact_groups import (
    changed,
    domain_rows,
    held_by,
    moved,
    named,
    value_of,
)
from platform_constructs.adapters.reports.impact_text import adopts, idle_note, verdict
from platform_constructs.errors import LONGEST_ECHO, shown
from platform_constructs.flows.impact.impact_answer import Impact, Shift

__all__ = ["impact_markdown"]

_LONGEST_NOTE: Final = 2_000


def impact_markdown(impact: Impact) -> str:
    """Return an impact as Markdown; what others wrote stands in code spans, so that none of it is markup."""
    consequences = impact.consequences
    draft = " (draft)" if impact.is_draft else ""
    parts = [
        f"## Impact of {impact.pack}{draft}",
        f"{verdict(impact)}. {impact.where.capitalize()}, for {impact.environment}, as on {impact.today.isoformat()}.",
        _table(
            ["domain", "owners", "in force", "adopts", "fails", "warns", "eases", "attributes"],
            (
                [
                    f"{row.domain} (fails today)" if row.is_failing else row.domain,
                    ", ".join(row.owners),
                    ", ".join(sorted({one.in_force or "none" for one in row.bindings})),
                    adopts(row),
                    *map(str, (row.fails, row.warns, row.eases, row.changes)),
                ]
                for row in domain_rows(impact)
            ),
        ),
    ]
    parts += _section("Would newly fail", _findings(consequences.fails))
    parts += _section("Would newly be warned of", _findings(consequences.warns))
    parts += _section("Would go away, or matter less", _findings(consequences.eases))
    parts += _section("Settings that move", _moves(impact))
    parts += _section("Attributes that change", _changes(impact))
    parts += _section("checkov, which did not run", _checks(impact))
    parts += _section("Left out until these lines of the registry take it", _held(impact))
    parts += _section(
        "Notes", [f"- {_code(note, longest=_LONGEST_NOTE)}" for note in (*consequences.notes, *idle_note(impact))]
    )
    return "\n\n".join(parts)


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    body = "\n".join(lines)
    return [f"### {heading}", body] if body else []


def _findings(shifts: Iterable[Shift]) -> Iterable[str]:
    for one in (shift.finding for shift in shifts):
        when = f", blocks from {one.blocks_from.isoformat()}" if one.blocks_from else ""
        yield f"- **{one.owner}** `{one.code}` {one.name}{when}: {_code(one.what)} at {_code(one.at)}"


def _moves(impact: Impact) -> Iterable[str]:
    rows = (
        [_code(group[0].setting), _value(group[0].before), _value(group[0].after), _names(stacks)]
        for group, stacks in moved(impact.consequences.moves)
    )
    return [table] if (table := _table(["setting", "before", "after", "stacks"], rows)) else []


def _changes(impact: Impact) -> Iterable[str]:
    rows = (
        [
            _code(group[0].address),
            _code(group[0].attribute),
            _code(value_of(group[0].before)),
            _code(value_of(group[0].after)),
            _names(stacks),
        ]
        for group, stacks in changed(impact.consequences.changes)
    )
    heading = ["address", "attribute", "before", "after", "stacks"]
    return [table] if (table := _table(heading, rows)) else []


def _checks(impact: Impact) -> Iterable[str]:
    for one in impact.consequences.expected:
        yield f"- `{one.check}`: {_code(one.before)}, then {_code(one.after)}, in {_names(list(one.stacks))}"


def _held(impact: Impact) -> Iterable[str]:
    for group, stacks in held_by(impact.bindings):
        yield f"- {_names(stacks)}: {' and '.join(_code(each) for each in group[0].held_by)}"


def _value(value: object) -> str:
    return "undecided" if value is None else _code(value_of(list(value) if isinstance(value, tuple) else value))


def _names(stacks: list[str]) -> str:
    return named(stacks, verbose=False)


def _table(heading: list[str], rows: Iterable[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(heading)} |", f"|{'---|' * len(heading)}", *lines]) if lines else ""


def _code(text: object, *, longest: int = LONGEST_ECHO) -> str:
    """Return foreign text as a code span that it cannot leave, also inside a table."""
    line = shown(str(text), longest=longest).replace("`", "'").replace("|", "\\|")
    return f"`{line}`" if line.strip() else ""
