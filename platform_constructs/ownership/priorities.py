"""
Priorities for systems that take the first match: computed from how much a rule takes, inside its domain's band.

An ALB tries listener rules, and a custom domain its routing rules, from the lowest number up, and stops at the first
that matches. So of two rules that share a request the narrower needs the lower number. Numbers that were given before
are kept, because changing the number of a deployed rule moves traffic for a moment: a new rule takes the middle of the
gap it belongs in, and only when a gap is used up do its nearest neighbours make room.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from platform_constructs.model.finding import Finding
from platform_constructs.model.organisation import Band
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.paths import Greedy, Literal, Param, Pattern
from platform_constructs.ownership.say import spot

__all__ = ["Assignment", "FirstMatch", "assign_priorities", "out_of_band"]

_WIDTH: Final[Mapping[type, int]] = {Literal: 0, Param: 1, Greedy: 2}
_WIDEST: Final = 3


@dataclass(frozen=True, slots=True)
class FirstMatch:
    """
    A rule of a system that takes the first match.

    Attributes:
        name: What it is known by from one synth to the next, such as `ordering-internal/orders`. Unique.
        domain: Whose band it belongs in: the domain that claims the ground. A rule on delegated ground stands in its
            giver's band, or the giver's wider rule might come before it.
        pattern: The paths it takes.
        place: Where it is declared.
    """

    name: str
    domain: str
    pattern: Pattern
    place: Place


@dataclass(frozen=True, slots=True)
class Assignment:
    """
    The numbers.

    Attributes:
        priorities: By the rule's name. The rules of a domain that a finding is about have none.
        moved: Names of rules that had a number and have another now, sorted.
        findings: What could not be done: a domain without a band (OWN-033), or with one that is too small (OWN-034).
    """

    priorities: Mapping[str, int]
    moved: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def assign_priorities(
    rules: Iterable[FirstMatch], bands: Mapping[str, Band], *, before: Mapping[str, int] | None = None
) -> Assignment:
    """
    Give each rule a number of its domain's band. The answer does not depend on the order of the rules.

    Args:
        rules: All rules of one listener or one custom domain.
        bands: The bands of the domains, which do not overlap.
        before: The numbers that are deployed, by rule. Those that do not fit any more are given up.

    Raises:
        ValueError: for two rules of one name.
    """
    known = before or {}
    domains: dict[str, list[FirstMatch]] = {}
    for rule in sorted(rules, key=_narrow_first):
        domains.setdefault(rule.domain, []).append(rule)
    priorities: dict[str, int] = {}
    findings: list[Finding] = []
    for domain, own in sorted(domains.items()):
        band = bands.get(domain)
        numbers = None if band is None else _numbered([known.get(rule.name) for rule in own], band)
        if numbers is None:
            findings.append(_refused(own, band))
        else:
            priorities.update(_named(own, numbers))
    if len(priorities) + sum(len(domains[one.owner]) for one in findings) != sum(map(len, domains.values())):
        raise ValueError("two rules have one name")
    moved = sorted(name for name, number in priorities.items() if known.get(name, number) != number)
    return Assignment(priorities, tuple(moved), tuple(findings))


def out_of_band(
    number: int | None, band: Band | None, *, owner: str, name: str, at: Place, stack: str
) -> Finding | None:
    """
    Return what is wrong with a number that somebody wrote by hand: OWN-035 when it is not in the owner's band.

    Args:
        number: The priority as written; None where AWS is left to choose, which is then the next free one.
        band: The owner's band; None when it has none.
        owner: The domain that has to act.
        name: The rule, as its owner knows it.
        at: Where its owner opens a file.
        stack: The stack it was found in.
    """
    if number is not None and band is not None and band.first <= number <= band.last:
        return None
    allowed = f"{band.first} to {band.last}" if band else "none: the registry gives it no alb_priorities"
    return Finding(
        "OWN-035",
        "priority-out-of-band",
        Level.BLOCK,
        f"{name} has a priority that is not {owner}'s; the first match wins, so it may answer before another's rule",
        at,
        f"take a number of {owner}'s band" if band else "ask the platform team for a band",
        owner,
        f"{'none' if number is None else number}; {owner}'s band is {allowed}",
        stack,
    )


def _narrow_first(rule: FirstMatch) -> tuple[tuple[int, ...], str, str]:
    """Order a rule before every other one that takes all it takes and more; the rest is for one order only."""
    width = tuple(_WIDTH.get(type(segment), _WIDEST) for segment in rule.pattern)
    text = "/".join(segment.text if isinstance(segment, Literal) else "" for segment in rule.pattern)
    return width, text, rule.name


def _named(rules: Sequence[FirstMatch], numbers: Sequence[int]) -> Iterator[tuple[str, int]]:
    return zip((rule.name for rule in rules), numbers, strict=True)


def _numbered(before: Sequence[int | None], band: Band) -> list[int] | None:
    """
    Return rising numbers of a band, as many of them as before as can be; None when there are too few.

    Args:
        before: The number that each had, in the order that they must have; None for a new one.
        band: Both ends count.
    """
    if len(before) > band.last - band.first + 1:
        return None
    kept = _rising(before, band)
    while (crowded := _crowded(kept, band)) is not None:
        kept[crowded] = None  # it makes room; in the end all may, and then there is enough
    numbers: list[int] = []
    for start, end, low, high in _gaps(kept, band):
        count = end - start
        numbers += [low + (high - low) * each // (count + 1) for each in range(1, count + 1)]
        if end < len(kept):
            numbers.append(high)
    return numbers


def _rising(before: Sequence[int | None], band: Band) -> list[int | None]:
    """Return the most numbers that can be kept: the longest rising sequence of those in the band."""
    ends: list[int] = []  # positions: the smallest number that a sequence of each length can end with
    previous: dict[int, int | None] = {}
    for at, number in enumerate(before):
        if number is None or not band.first <= number <= band.last:
            continue
        length = bisect_left([before[end] or 0 for end in ends], number)
        previous[at] = ends[length - 1] if length else None
        ends[length : length + 1] = [at]
    kept: list[int | None] = [None] * len(before)
    here = ends[-1] if ends else None
    while here is not None:
        kept[here], here = before[here], previous[here]
    return kept


def _gaps(kept: Sequence[int | None], band: Band) -> Iterator[tuple[int, int, int, int]]:
    """Yield each run of positions without a number: its start and end, and the numbers on either side of it."""
    start, low = 0, band.first - 1
    for at, number in enumerate(kept):
        if number is not None:
            yield start, at, low, number
            start, low = at + 1, number
    yield start, len(kept), low, band.last + 1


def _crowded(kept: Sequence[int | None], band: Band) -> int | None:
    """Return the position that has to give up its number so that a run fits; None when all fit."""
    gaps = list(_gaps(kept, band))
    for number, (start, end, low, high) in enumerate(gaps):
        if end - start >= high - low:
            left = gaps[number - 1] if number else None
            right = gaps[number + 1] if number + 1 < len(gaps) else None
            give_left = left is not None and (right is None or _slack(left) > _slack(right))
            return start - 1 if give_left else end
    return None


def _slack(gap: tuple[int, int, int, int]) -> int:
    start, end, low, high = gap
    return (high - low - 1) - (end - start)


def _refused(rules: Sequence[FirstMatch], band: Band | None) -> Finding:
    first = min(rules, key=lambda rule: rule.place)
    if band is None:
        code, name = "OWN-033", "no-priorities"
        what = f"{first.domain} has no band of listener-rule priorities"
        fix = f"the platform team adds alb_priorities = {{first = ..., last = ...}} to domains.{first.domain}"
    else:
        code, name = "OWN-034", "band-too-small"
        what = f"{first.domain} has more rules than its band has priorities"
        fix = "the platform team widens the band, or one rule takes several paths"
    room = "no band" if band is None else f"{band.first} to {band.last}"
    got = f"{len(rules)} rules, {room}; the first is at {spot(first.place)}"
    return Finding(code, name, Level.BLOCK, what, first.place, fix, first.domain, got)
