"""
A change as a finding: what its owner reads, may waive, and is held up by.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.contracts.compare.families import family_of
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["finding_of"]

_LEVELS: Final = {Severity.BREAKING: Level.BLOCK, Severity.WARN: Level.WARN, Severity.INFO: Level.ADVISE}
_MOST_NAMED: Final = 3  # operations in the sentence; the rest are counted
_FIXES: Final = {
    "CMP-001": "deprecate it with `x-sunset` first, or publish a new major version",
    "CMP-002": "write `x-sunset` as a date that is far enough away",
    "CMP-004": "keep the stage that clients were promised",
    "CMP-006": "keep the name, or tell those who generate clients",
    "CMP-009": "make it optional, or publish a new major version",
    "CMP-010": "deprecate it with `x-sunset` first",
    "CMP-028": "add the new way in beside the old one until clients have moved, or publish a new major version",
    "CMP-034": "raise `info.version`",
}
_BREAKS: Final = "take it back, add what is new beside it, or publish a new major version"
_MAY_BREAK: Final = "make sure that no client relies on it, or take it back"
_FINE: Final = "nothing to do; the changelog tells clients"


def finding_of(change: Change, owner: str, file: str = "") -> Finding:
    """
    Return what the owner of a contract reads about a change.

    Args:
        change: The change.
        owner: The domain that has to act.
        file: The contract file, for what has no place in either version.
    """
    code = family_of(change.id)
    where = f"{change.component}: {change.path}" if change.path else change.component
    otherwise = {Severity.BREAKING: _BREAKS, Severity.WARN: _MAY_BREAK, Severity.INFO: _FINE}[change.severity]
    return Finding(
        code=code,
        name=change.id,
        level=_LEVELS[change.severity],
        what=f"{where}: {change.what}, {_why(change)}",
        at=change.new or change.old or Place(file),
        got=_reached(change.operations),
        fix=otherwise if change.severity is Severity.INFO else _FIXES.get(code, otherwise),
        owner=owner,
    )


def _why(change: Change) -> str:
    return change.why if change.why.startswith(("so ", "and ")) else f"because {change.why}" if change.why else ""


def _reached(operations: tuple[str, ...]) -> str:
    named = ", ".join(operations[:_MOST_NAMED])
    more = len(operations) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
