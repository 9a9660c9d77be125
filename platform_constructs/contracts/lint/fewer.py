"""
No kind of finding so often that it hides the others: the first of each rule, and how many more there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place

__all__ = ["MOST_SHOWN", "fewer"]

MOST_SHOWN: Final = 25
"""Findings of one rule in one contract; what comes behind them is counted."""


def fewer(findings: Iterable[Finding], *, most: int = MOST_SHOWN) -> tuple[Finding, ...]:
    """
    Return findings with at most so many of each rule, stack and level; one more says how many are not shown.

    What is waived is all kept: it is counted elsewhere, and nobody has to read it.

    Args:
        findings: Of any number of contracts.
        most: How many of a kind are kept.
    """
    kept: list[Finding] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], Finding] = {}
    for one in sorted(findings, key=lambda each: each.order):
        kind = (one.stack, one.code, one.name)
        if one.waiver is None:
            seen[kind] += 1
            last[kind] = one
        if one.waiver is not None or seen[kind] <= most:
            kept.append(one)
    kept += [_more(last[kind], count - most) for kind, count in seen.items() if count > most]
    return tuple(sorted(kept, key=lambda each: each.order))


def _more(like: Finding, count: int) -> Finding:
    return replace(
        like,
        what=f"{count} more finding{' of this rule is' if count == 1 else 's of this rule are'} not shown",
        at=Place(like.at.file),
        got="",
        address="",
        fingerprint="",
        fix="correct those that are shown first, or take today's into a baseline",
    )
