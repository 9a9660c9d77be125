"""
The ledger of quotas: who uses how much of what is shared, how much there is, and what runs out next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.quota import QUOTAS, Quota
from platform_constructs.model.verdict import Level

__all__ = ["WARN_AT", "Entry", "Use", "ledger", "quota_findings"]

WARN_AT: Final = 80  # per cent: raising a quota takes AWS days, so there has to be time to ask


@dataclass(frozen=True, slots=True)
class Use:
    """
    What one stack uses of something shared.

    Attributes:
        quota: A name in `QUOTAS`.
        holder: What is shared, such as `123456789012 eu-west-1`, or the Terraform address of an API with its stack.
        stack: The stack that uses it.
        domain: Whose stack that is.
        amount: How much.
        place: Where the stack is declared.
    """

    quota: str
    holder: str
    stack: str
    domain: str
    amount: int
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One quota of one shared thing.

    Attributes:
        quota: The quota.
        holder: What is shared.
        used: By all.
        limit: What AWS grants, or granted this organisation.
        granted: Whether the limit is the registry's and not AWS's default.
        by: How much each domain uses, the largest first.
        stacks: The stacks that use it, sorted.
        place: Where the stack that uses most of it is declared.
    """

    quota: Quota
    holder: str
    used: int
    limit: int
    granted: bool
    by: Mapping[str, int]
    stacks: tuple[str, ...]
    place: Place

    @property
    def share(self) -> float:
        """How much of the limit is used, in per cent; a limit of 0 is full as soon as it is used."""
        if self.limit:
            return 100 * self.used / self.limit
        return 100.0 if self.used else 0.0


def ledger(uses: Iterable[Use], granted: Mapping[str, int]) -> tuple[Entry, ...]:
    """
    Return every quota that something is used of, the fullest first.

    Args:
        uses: What each stack uses.
        granted: What AWS granted where that differs from its default, by quota.
    """
    shared: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in uses:
        if use.amount:
            shared[use.quota, use.holder].append(use)
    entries = [_entry(QUOTAS[name], holder, each, granted.get(name)) for (name, holder), each in shared.items()]
    return tuple(sorted(entries, key=lambda one: (-one.share, one.quota.name, one.holder)))


def _entry(quota: Quota, holder: str, uses: Iterable[Use], granted: int | None) -> Entry:
    by: dict[str, int] = defaultdict(int)
    stacks: dict[str, int] = defaultdict(int)
    places: dict[str, Place] = {}
    for use in uses:
        by[use.domain] += use.amount
        stacks[use.stack] += use.amount
        places[use.stack] = use.place
    most = min(stacks, key=lambda stack: (-stacks[stack], stack))
    return Entry(
        quota,
        holder,
        used=sum(by.values()),
        limit=quota.limit if granted is None else granted,
        granted=granted is not None,
        by=dict(sorted(by.items(), key=lambda pair: (-pair[1], pair[0]))),
        stacks=tuple(sorted(stacks)),
        place=places[most],
    )


def quota_findings(entries: Iterable[Entry], *, platform: str) -> Iterator[Finding]:
    """
    Yield what is over its limit (QUOTA-001) and what is nearly (QUOTA-002).

    Args:
        entries: The ledger.
        platform: Who acts on what several domains share; what one domain uses alone is its own to act on.
    """
    for entry in entries:
        if entry.used > entry.limit:
            yield _said("QUOTA-001", "over-quota", Level.BLOCK, entry, platform, "more than AWS grants")
        elif entry.share >= WARN_AT:
            yield _said("QUOTA-002", "quota-nearly-used", Level.WARN, entry, platform, f"{entry.share:.0f} % used")


def _said(code: str, name: str, level: Level, entry: Entry, platform: str, how: str) -> Finding:
    quota = entry.quota
    owner = next(iter(entry.by)) if len(entry.by) == 1 else platform
    most, amount = next(iter(entry.by.items()))
    ask = (
        f'ask AWS for more and write what it grants: [quotas] "{quota.name}" = ...'
        if quota.adjustable
        else "AWS does not raise it: remove some, or use another one"
    )
    return Finding(
        code,
        name,
        level,
        f"{quota.what} of one {quota.shared}: {how}",
        entry.place,
        ask,
        owner,
        f"{entry.used} of {entry.limit} in {entry.holder}; {most} has {amount}",
        entry.stacks[0] if len(entry.stacks) == 1 else "",
    )
