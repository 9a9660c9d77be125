"""
What an impact is about, put together so that two hundred stacks with one change read as one line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from platform_constructs.errors import shown
from platform_constructs.flows.impact.impact_answer import Binding, Impact, Move, Shift
from platform_constructs.policy.reading.attribute_changes import AttributeChange
from platform_constructs.policy.reading.difference import Missing
from platform_constructs.policy.settings.definition import shown_value

__all__ = ["DomainRow", "by_rule", "changed", "domain_rows", "held_by", "moved", "named", "value_of"]

_T = TypeVar("_T")
_MOST_NAMES = 6  # a line longer than this is not read to its end


@dataclass(frozen=True, slots=True)
class DomainRow:
    """
    One domain in numbers.

    Attributes:
        domain: Its name.
        owners: Who answers for it.
        bindings: Its stacks that the pack binds.
        fails: Findings that would newly block.
        warns: Findings that would newly warn or advise.
        eases: Findings that would go away or matter less.
        changes: Values of its Terraform that would be others.
        is_failing: Whether it fails today already.
    """

    domain: str
    owners: tuple[str, ...]
    bindings: tuple[Binding, ...]
    fails: int
    warns: int
    eases: int
    changes: int
    is_failing: bool


def domain_rows(impact: Impact) -> list[DomainRow]:
    """Return every domain the pack binds, sorted by name."""
    consequences = impact.consequences
    rows = []
    for domain in sorted({one.domain for one in impact.bindings}):
        mine = tuple(one for one in impact.bindings if one.domain == domain)
        stacks = {one.stack for one in mine}
        fails, warns, eases = (
            sum(1 for shift in shifts if shift.finding.owner == domain)
            for shifts in (consequences.fails, consequences.warns, consequences.eases)
        )
        changes = sum(1 for change in consequences.changes if change.stack in stacks)
        is_failing = domain in consequences.failing
        rows.append(DomainRow(domain, impact.owners[domain], mine, fails, warns, eases, changes, is_failing))
    return rows


def by_rule(shifts: Iterable[Shift]) -> list[tuple[list[Shift], list[tuple[str, list[Shift]]]]]:
    """Return findings put together by rule, the most frequent first, and under it by the domain that has to act."""
    rules: dict[tuple[str, str], list[Shift]] = {}
    for one in shifts:
        rules.setdefault((one.finding.code, one.finding.name), []).append(one)
    found = []
    for _, mine in sorted(rules.items(), key=lambda item: (-len(item[1]), item[0])):
        domains: dict[str, list[Shift]] = {}
        for one in mine:
            domains.setdefault(one.finding.owner, []).append(one)
        found.append((mine, sorted(domains.items())))
    return found


def moved(moves: Iterable[Move]) -> list[tuple[list[Move], list[str]]]:
    """Return settings that move alike, each with the stacks they move in."""
    return _together(moves, lambda one: (one.setting, one.before, one.after), lambda one: one.stack)


def changed(changes: Iterable[AttributeChange]) -> list[tuple[list[AttributeChange], list[str]]]:
    """Return values that change alike at one address, each with the stacks they change in."""
    return _together(
        changes,
        lambda one: (one.address, one.attribute, _exact(one.before), _exact(one.after)),
        lambda one: one.stack,
    )


def held_by(bindings: Iterable[Binding]) -> list[tuple[list[Binding], list[str]]]:
    """Return who leaves the version out, each with the stacks it is left out for."""
    held = [one for one in bindings if one.held_by]
    return _together(held, lambda one: one.held_by, lambda one: one.stack)


def named(names: list[str], *, verbose: bool) -> str:
    """Return names as a phrase, the first few unless all are wanted."""
    if verbose or len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[: _MOST_NAMES - 1])} and {len(names) - _MOST_NAMES + 1} more"


def value_of(value: Any) -> str:
    """Return a value of the Terraform in one short line."""
    if value is Missing.MISSING:
        return "nothing"
    if isinstance(value, str):
        return shown(value) or '""'
    if isinstance(value, dict | list):
        return shown(json.dumps(value, sort_keys=True, ensure_ascii=False))
    return "null" if value is None else shown_value(value)


def _exact(value: Any) -> str:
    return "" if value is Missing.MISSING else json.dumps(value, sort_keys=True)


def _together(
    every: Iterable[_T], key: Callable[[_T], Any], stack: Callable[[_T], str]
) -> list[tuple[list[_T], list[str]]]:
    groups: dict[Any, list[_T]] = {}
    for one in every:
        groups.setdefault(key(one), []).append(one)
    return [(each, [stack(one) for one in each]) for _, each in sorted(groups.items(), key=lambda item: str(item[0]))]
