"""
The comparer of OpenAPI documents, as the flows of a comparison ask it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from platform_constructs.contracts.compare.api.comparison import Comparison, compare_documents
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.compare.api.version import Step, is_raised, step_made, step_of, version_change
from platform_constructs.contracts.compare.change import Change
from platform_constructs.contracts.compare.families import family_of
from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.document.node import Node
from platform_constructs.flows.contracts.outcome import Compare, Outcome, VersionStep

__all__ = ["comparer"]


def comparer(*, today: date, tolerant: bool) -> Compare:
    """
    Return what compares two documents.

    Args:
        today: The day that sunsets are read against.
        tolerant: Whether consumers pass over what they do not know.
    """
    return partial(_compare, today, Terms(tolerant_reader=tolerant))


def _compare(today: date, terms: Terms, old: Document, new: Document) -> Outcome:
    found = compare_documents(old, new, today=today, terms=terms)
    return Outcome(found.changes, lambda change: family_of(change.id), partial(_version, old, new, found))


def _version(old: Document, new: Document, found: Comparison, changes: Iterable[Change]) -> VersionStep:
    """Say what some of the changes ask of `info.version`: those that a waiver accepts ask nothing."""
    before, after, step = found.old_version, found.new_version, step_of(changes)
    fault = version_change(before, after, step, (_said(old), _said(new)))
    needed = "" if step is Step.NONE else step.name.lower()
    return VersionStep(before, after, needed, _made(before, after), fault, is_raised(before, after, step) is not False)


def _said(document: Document) -> Node | None:
    info = document.root.get("info")
    return None if info is None else info.get("version")


def _made(before: str, after: str) -> str:
    made = step_made(before, after)
    return made.name.lower() if made else ""
