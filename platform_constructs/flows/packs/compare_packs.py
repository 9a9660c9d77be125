"""
Compare two versions of a pack: what changes, and how far the version has to step for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from platform_constructs.errors import PackError
from platform_constructs.flows.packs.candidate import NEXT, read_candidate
from platform_constructs.policy.packs.effect import Change, effect
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.steps import Step, least_step, step_between
from platform_constructs.policy.packs.terms import Pack

__all__ = ["Comparison", "compare", "compare_packs"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    What the newer of two versions changes.

    Attributes:
        old: The version before; None when the new one is the first.
        new: The version after.
        changes: What differs, the weightiest first.
        least: The least step these changes allow.
        today: The day they were computed for: dates before it have passed.
    """

    old: Pack | None
    new: Pack
    changes: tuple[Change, ...]
    least: Step
    today: date

    @property
    def step(self) -> Step | None:
        """How far the version steps; None when there is none before, or the new one is not newer."""
        return None if self.old is None else step_between(self.old.version, self.new.version)

    @property
    def too_small(self) -> bool:
        """Whether the version steps less far than it has to."""
        return self.step is not None and self.step < self.least


def compare(old: Pack | None, new: Pack, *, today: date) -> Comparison:
    """Compare two versions that have been read."""
    changes = effect(old, new, today=today)
    return Comparison(old, new, changes, least_step(changes, today=today), today)


def compare_packs(
    name: str,
    old: str | None,
    new: str | None,
    shelf: Shelf,
    drafts: Mapping[str, bytes],
    *,
    rules_known: frozenset[str],
    today: date,
    home: str = "policy_packs",
) -> Comparison:
    """
    Compare two versions of a pack by their numbers.

    Args:
        name: The pack.
        old: A version or `NEXT`; None for the newest release that is older than the new one.
        new: A version or `NEXT`; None for the draft.
        shelf: Every released pack.
        drafts: The content of each draft, by pack name.
        rules_known: Codes of every rule there is.
        today: The day to compute for.
        home: What messages call the folder of the drafts.

    Raises:
        PackError: PACK-055 when there is nothing older to compare with, PACK-030 to PACK-033 for a version that is not
            there.
    """

    def find(version: str) -> Pack:
        return read_candidate(f"{name}@{version}", shelf, drafts, rules_known=rules_known, folder=home)

    after = find(new or NEXT)
    if old is not None:
        return compare(find(old), after, today=today)
    older = [pack for pack in shelf.packs if pack.name == name and pack.order < after.order]
    if not older:
        raise PackError(
            "PACK-055",
            f"nobody released a version of {name} before {after.version}, so there is nothing to compare it with",
            at=after.file,
            got=after.version,
            fix=f"look at all it says with `paved packs show {name}@{new or NEXT}`",
        )
    return compare(older[-1], after, today=today)
