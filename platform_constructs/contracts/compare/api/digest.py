"""
What a reader takes for one change: values of one list told together, and nothing more of what is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from platform_constructs.contracts.compare.change import Change, Severity

__all__ = ["digested"]

_VALUES: Final = ("-enum-value-added", "-enum-value-removed")
_MOST_NAMED: Final = 10  # values in one sentence; the rest are counted


def digested(changes: Iterable[Change]) -> list[Change]:
    """
    Return changes with those joined or left out that a reader would not miss.

    New or missing values of one list are one change, and a removed property is not also told to be optional.
    """
    listed = list(changes)
    gone = {(change.component, change.path) for change in listed if change.id.endswith("-property-removed")}
    joined: dict[tuple[str, Severity, str, str], list[Change]] = {}
    kept: list[Change] = []
    for change in listed:
        if change.id.endswith(_VALUES) and len(change.args) == 1:
            joined.setdefault((change.id, change.severity, change.component, change.path), []).append(change)
        elif not (change.id.endswith("-property-became-optional") and _is_moot(change, gone)):
            kept.append(change)
    return [*kept, *map(_joined, joined.values())]


def _is_moot(change: Change, gone: set[tuple[str, str]]) -> bool:
    return change.severity is Severity.INFO and (change.component, change.path) in gone


def _joined(same: list[Change]) -> Change:
    if len(same) == 1:
        return same[0]
    first, *others = sorted(same, key=lambda change: change.args)
    named = "".join(f", `{change.args[0]}`" for change in others[: _MOST_NAMED - 1])
    more = len(same) - _MOST_NAMED
    return replace(
        first,
        what=f"{first.what.replace(' value `', ' values `', 1)}{named}{f' and {more} more' if more > 0 else ''}",
        operations=tuple(sorted({operation for change in same for operation in change.operations})),
        args=tuple(change.args[0] for change in (first, *others)),
    )
