"""
An impact for people: who would newly fail first, then what would change, then a table and the verdict in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from platform_constructs.adapters.reports.impact_groups import (
    DomainRow,
    by_rule,
    changed,
    domain_rows,
    held_by,
    moved,
    named,
    value_of,
)
from platform_constructs.adapters.reports.text import table
from platform_constructs.errors import shown
from platform_constructs.flows.impact.impact_answer import Consequences, Impact, Outcome, Shift
from platform_constructs.model.counted import counted

__all__ = ["adopts", "idle_note", "impact_summary", "impact_text", "verdict"]

_MOST_LISTED: Final = 3  # findings of one rule and domain; a hundred of a kind are read as a number
_LONGEST_NOTE: Final = 2_000
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
    parts += _section("would newly fail", _rules(consequences.fails, verbose=verbose))
    parts += _section("would newly be warned of", _rules(consequences.warns, verbose=verbose))
    parts += _section("would go away, or matter less", _rules(consequences.eases, verbose=verbose))
    parts += _section("settings that move", _moves(impact, verbose=verbose))
    parts += _section("attributes that change", _changes(impact, verbose=verbose))
    parts += _section("checkov, which did not run: `paved check` shows it then", _checks(consequences, verbose=verbose))
    parts += _section("left out until these lines of the registry take it", _held(impact, verbose=verbose))
    parts.append(_table(rows))
    if notes := [*consequences.notes, *idle_note(impact, verbose=verbose)]:
        parts.append("\n".join(f"note: {shown(note, longest=_LONGEST_NOTE)}" for note in notes))
    parts.append(verdict(impact))
    return "\n\n".join(parts)


def impact_summary(impact: Impact) -> str:
    """Return an impact as its table and its outcome in one line."""
    return f"{_table(domain_rows(impact))}\n\n{verdict(impact)}"


def idle_note(impact: Impact, *, verbose: bool = False) -> list[str]:
    """Return which rules of the version judged nothing at all, as a sentence; nothing when each judged something."""
    if not impact.idle:
        return []
    stacks = counted(len(impact.consequences.compared), "stack")
    news, rest = list(impact.idle[: impact.idle_news]), list(impact.idle[impact.idle_news :])
    parts = [f"new or changed in it {named(news, verbose=True)}"] if news else []
    parts += [f"{'and as before ' if news else ''}{named(rest, verbose=verbose)}"] if rest else []
    count = counted(len(impact.idle), "rule")
    return [f"{count} of {impact.pack} judged nothing in any of the {stacks} compared: {', '.join(parts)}"]


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


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    body = "\n".join(lines)
    indented = "\n".join(f"  {line}" if line else "" for line in body.splitlines())
    return [f"{heading}\n{indented}"] if body else []


def _rules(shifts: Iterable[Shift], *, verbose: bool) -> Iterator[str]:
    for mine, domains in by_rule(shifts):
        first = mine[0].finding
        stands = sorted({_stands(one) for one in mine})
        yield f"{', '.join(stands)}[{first.code}] {shown(first.name)}: {len(mine)} in {counted(len(domains), 'domain')}"
        fixes = {one.finding.fix for one in mine}
        for domain, theirs in domains:
            yield f"  {shown(domain)}: {len(theirs)}"
            listed = theirs if verbose else theirs[:_MOST_LISTED]
            for one in listed:
                yield f"    {_line(one)}"
                if len(fixes) > 1 and one.finding.fix:
                    yield f"      fix  {shown(one.finding.fix)}"
            if len(listed) < len(theirs):
                yield f"    and {len(theirs) - len(listed)} more; --verbose lists them"
        if len(fixes) == 1 and first.fix:
            yield f"  fix  {shown(first.fix)}"
        yield f"  more `paved explain {first.code}`"


def _stands(shift: Shift) -> str:
    after = _STANDS[shift.after]
    return f"{_STANDS[shift.before]} -> {after} " if shift.before else after


def _line(shift: Shift) -> str:
    finding = shift.finding
    where = f"{finding.stack}: {finding.at}" if finding.stack else str(finding.at)
    got = f", got {shown(finding.got)}" if finding.got else ""
    when = f", blocks from {finding.blocks_from.isoformat()}" if finding.blocks_from else ""
    return f"{shown(where)}: {shown(finding.what)}{got}{when}"


def _checks(consequences: Consequences, *, verbose: bool) -> Iterator[str]:
    if verbose:
        for one in consequences.expected:
            stacks = named(list(one.stacks), verbose=True)
            yield f"{shown(one.check)}: {shown(one.before)} -> {shown(one.after)}, in {stacks}"
    elif expected := consequences.expected:
        passing = sum(1 for one in expected if one.after.startswith("must pass"))
        bound = counted(len({stack for one in expected for stack in one.stacks}), "stack")
        checks = counted(len({one.check for one in expected}), "check")
        yield f"{checks} expected otherwise in {bound}, {passing} of them to pass; --verbose lists them"


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
