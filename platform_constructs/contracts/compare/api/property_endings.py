"""
Whether the announced end of a property keeps the notice that is due to those who use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from platform_constructs.contracts.compare.change import Change, Severity

__all__ = ["weighed_ending"]

_PLAIN: Final = "-deprecated"
_DATED: Final = "-deprecated-with-sunset"


def weighed_ending(change: Change, notices: Mapping[str, int], today: date) -> Change:
    """
    Return a change of a schema; where it announces an end without the notice that is due, as one that breaks.

    Args:
        change: Its operations are those it reaches.
        notices: The days that a sunset has to lie ahead, by operation.
        today: The day.
    """
    notice = max((notices.get(operation, 0) for operation in change.operations), default=0)
    if not notice:
        return change
    if change.id.endswith(_PLAIN):
        return replace(
            change,
            id=f"{change.id}-sunset-missing",
            severity=Severity.BREAKING,
            what=f"{change.what} without a sunset",
            why="clients do not learn when it will be gone",
        )
    if change.id.endswith(_DATED) and _days(change, today) < notice:
        return replace(
            change,
            id=f"{change.id.removesuffix(_DATED)}-sunset-date-too-small",
            severity=Severity.BREAKING,
            why=f"that is less than the {notice} days away that are due",
            args=(*change.args, str(notice)),
        )
    return change


def _days(change: Change, today: date) -> int:
    try:
        return (date.fromisoformat(change.args[-1][: len("2026-11-22")]) - today).days
    except (IndexError, ValueError):
        return 0
