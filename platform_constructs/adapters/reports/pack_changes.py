"""
What a version of a pack changes, as text, as JSON and as Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final

from platform_constructs.errors import shown
from platform_constructs.flows.packs.compare_packs import Comparison
from platform_constructs.policy.packs.effect import Change, Effect
from platform_constructs.policy.packs.steps import next_version
from platform_constructs.policy.rule import Rule

__all__ = ["changes_json", "changes_markdown", "changes_text", "release_note", "wide_table"]

_LONGEST: Final = 100_000  # characters of one cell: a pack's own clause, never a document
_WIDE: Final = 44
_UNSAID: Final = "-"


def changes_text(comparison: Comparison, rules: Mapping[str, Rule]) -> str:
    """
    Return a comparison for people.

    Args:
        comparison: The comparison.
        rules: Every rule, by code.
    """
    before = comparison.old.version if comparison.old else "nothing"
    parts = [f"{comparison.new.name} {before} -> {comparison.new.version}"]
    if comparison.changes:
        rows = [
            [_effects(each), _what(each, rules), each.was or _UNSAID, each.now or _UNSAID]
            for each in comparison.changes
        ]
        parts.append(wide_table(["EFFECT", "WHAT", f"IN {before.upper()}", f"IN {comparison.new.version}"], rows))
    parts.append(_verdict(comparison))
    return "\n\n".join(parts)


def changes_json(comparison: Comparison, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Return a comparison for machines."""
    return {
        "changes": [
            {
                "effects": [str(effect) for effect in each.effects],
                "name": each.name,
                "now": each.now,
                "rule": rules[each.name].name if each.name in rules else None,
                "since": each.since.isoformat() if each.since else None,
                "subject": each.subject,
                "was": each.was,
            }
            for each in comparison.changes
        ],
        "enough": not comparison.too_small,
        "least_step": comparison.least.name.lower(),
        "new": comparison.new.version,
        "old": comparison.old.version if comparison.old else None,
        "pack": comparison.new.name,
        "step": comparison.step.name.lower() if comparison.step else None,
    }


def changes_markdown(comparison: Comparison, rules: Mapping[str, Rule]) -> str:
    """Return a comparison for a pull request."""
    before = comparison.old.version if comparison.old else "nothing"
    title = f"### {comparison.new.name} {before} → {comparison.new.version}"
    table = _markdown_table(comparison, rules) or "Nothing that binds anybody changes."
    return f"{title}\n\n{table}\n\n{_cell(_verdict(comparison))}"


def release_note(comparison: Comparison, rules: Mapping[str, Rule]) -> str:
    """Return the changelog's fragment for a release: one sentence, what the pack says of itself, and the table."""
    step = f", a {comparison.step.name.lower()} step" if comparison.step else ", its first version"
    said = _cell(comparison.new.since_last).rstrip(".")
    table = _markdown_table(comparison, rules)
    return f"Released `{comparison.new.name}` {comparison.new.version}{step}: {said}.\n" + (
        f"\n{table}\n" if table else ""
    )


def wide_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned columns; a long cell goes on in the next lines of its column."""
    folded = [list(heading)]
    for row in rows:
        cells = [wrap(shown(cell, longest=_LONGEST), _WIDE, break_on_hyphens=False) or [""] for cell in row]
        height = max(map(len, cells))
        folded += [[cell[line] if line < len(cell) else "" for cell in cells] for line in range(height)]
    widths = [max(len(line[column]) for line in folded) for column in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in folded
    )


def _markdown_table(comparison: Comparison, rules: Mapping[str, Rule]) -> str:
    if not comparison.changes:
        return ""
    before = comparison.old.version if comparison.old else "nothing"
    lines = [f"| effect | what | in {before} | in {comparison.new.version} |", "| --- | --- | --- | --- |"]
    for each in comparison.changes:
        cells = [_effects(each), _what(each, rules), each.was or _UNSAID, each.now or _UNSAID]
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return "\n".join(lines)


def _effects(change: Change) -> str:
    since = change.since.isoformat() if change.since else ""
    return ", ".join(
        f"stricter from {since}" if each is Effect.STRICTER_LATER else str(each) for each in change.effects
    )


def _what(change: Change, rules: Mapping[str, Rule]) -> str:
    if change.subject == "rule" and change.name in rules:
        return f"rule {change.name} {rules[change.name].name}"
    return f"{change.subject} {change.name}"


def _verdict(comparison: Comparison) -> str:
    least = comparison.least.name.lower()
    if comparison.old is None:
        return "a first version: whoever is bound to it had nothing of this before"
    if comparison.step is None:
        return f"the other way round: {comparison.new.version} is not newer than {comparison.old.version}"
    if not comparison.changes:
        return "nothing that binds anybody changes: at least a patch step"
    if comparison.too_small:
        fit = next_version(comparison.old.version, comparison.least)
        return f"at least a {least} step: {comparison.new.version} is too small a step, {fit} would do"
    return f"at least a {least} step: {comparison.new.version} is a {comparison.step.name.lower()} one"


def _cell(text: str) -> str:
    """Return foreign text that Markdown shows as it is."""
    line = shown(text, longest=_LONGEST)
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>#|" else mark for mark in line)
