"""
Two versions of an event contract on disk or in git compared, for the flows that compare contracts of APIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from platform_constructs.contracts.compare.change import Change
from platform_constructs.contracts.document.source import parse
from platform_constructs.contracts.events.compare import compare_events, step_of, version_fault
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.families import event_family_of
from platform_constructs.contracts.events.read import is_event_file, read_event_contract
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.outcome import Outcome, VersionStep
from platform_constructs.flows.contracts.side import Side
from platform_constructs.policy.packs.steps import step_between

__all__ = ["event_of", "event_outcome", "is_event_side"]

_MAY_BE: Final = re.compile(r"""(?m)^[\s{]*["']?event["']?\s*:""")


def is_event_side(side: Side) -> bool:
    """Whether a file is an event contract; one that cannot be read is none."""
    try:
        text = side.text()
        # an API's contract may be large, and need not be read to see that it is none
        return _MAY_BE.search(text) is not None and is_event_file(parse(text, side.path))
    except PlatformError:
        return False


def event_of(side: Side) -> EventContract:
    """
    Read an event contract.

    Raises:
        ContractError: when it cannot be read; the place it names is in the commit it is from.
    """
    try:
        return read_event_contract(side.text(), side.path, read=side.beside)
    except PlatformError as error:
        if side.commit and not error.at.startswith(f"{side.commit}:"):
            error.at = f"{side.commit}:{error.at}"
        raise


def event_outcome(old: EventContract, new: EventContract, *, subscribers: Sequence[str] = ()) -> Outcome:
    """
    Return what a comparison of two versions says, as comparisons of APIs do.

    Args:
        old: The version before.
        new: The version after.
        subscribers: The domains that were granted the event.
    """
    found = compare_events(old, new, subscribers=subscribers)

    def version(changes: Iterable[Change]) -> VersionStep:
        step = step_of(changes)
        before, after = str(old.version), str(new.version)
        made = step_between(before, after)
        fault = version_fault(old, new, step)
        needed = "" if not step else step.name.lower()
        return VersionStep(before, after, needed, made.name.lower() if made else "", fault, fault is None)

    return Outcome(found.changes, lambda change: event_family_of(change.id), version)
