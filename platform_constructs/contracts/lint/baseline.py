"""
What a contract broke when it came under a profile: known, not to be mended at once, and never to grow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from platform_constructs.contracts.lint.run import Found
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["Baseline", "Entry", "grown", "held_against", "of_today", "shrunk"]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """
    One finding that was there.

    Attributes:
        rule: Its rule's code.
        at: Where, as a pointer that survives insertions before it.
        fingerprint: Of what the rule found there.
        place: Where the baseline says so.
    """

    rule: str
    at: str
    fingerprint: str
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Baseline:
    """
    Attributes:
        rules: The rules it was made for; a rule that came into force later is not among them.
        entries: What was there, sorted.
        file: Where it stands.
    """

    rules: frozenset[str]
    entries: tuple[Entry, ...]
    file: str = field(default="", compare=False)


def of_today(found: Iterable[Found], rules: Iterable[str], *, file: str = "") -> Baseline:
    """
    Return a first baseline: all that is found today.

    Args:
        found: What a lint found.
        rules: The rules that were asked.
        file: Where it will stand.
    """
    return Baseline(frozenset(rules), tuple(sorted(_entries(found))), file)


def held_against(
    found: Iterable[Found], baseline: Baseline, *, asked: Iterable[str], owner: str = "", stack: str = ""
) -> tuple[tuple[Found, ...], int, tuple[Finding, ...]]:
    """
    Return what is new, how many of the findings were known, and a finding for each entry that has done its work.

    An entry of a rule that was not asked is left alone: nobody knows whether it still holds.

    Args:
        found: What a lint found.
        baseline: What was there.
        asked: The rules that were asked and answered.
        owner: The domain that has to act.
        stack: The stack that declares the contract.
    """
    known, answered = set(baseline.entries), frozenset(asked)
    entries = [(one, _entry(one) if one.is_judged else None) for one in found]
    new = tuple(one for one, entry in entries if entry not in known)
    now = {entry for _, entry in entries}
    gone = [one for one in baseline.entries if one not in now and one.rule in answered]
    return (
        new,
        len(entries) - len(new),
        tuple(
            Finding(
                "CON-110",
                "done-with",
                Level.BLOCK,
                f"the baseline lists a finding of {one.rule} that is no longer there",
                one.place,
                "remove the entry, or run `paved contract baseline`, which does",
                owner,
                got=one.at,
                stack=stack,
            )
            for one in gone
        ),
    )


def shrunk(old: Baseline, found: Iterable[Found], *, asked: Iterable[str], newly: Iterable[str] = ()) -> Baseline:
    """
    Return the baseline without what is no longer there, and with what rules find that came into force since.

    Args:
        old: The baseline there is.
        found: What a lint finds today.
        asked: The rules that were asked and answered.
        newly: Rules that the baseline was not made for; all they find today is taken in.
    """
    now = _entries(found)
    answered, added = frozenset(asked), frozenset(newly) - old.rules
    kept = {one for one in old.entries if one in now or one.rule not in answered}
    return Baseline(old.rules | added, tuple(sorted(kept | {one for one in now if one.rule in added})), old.file)


def grown(old: Baseline, new: Baseline) -> tuple[Entry, ...]:
    """
    Return what a baseline lists and did not before, sorted. Entries of rules it was not made for before are fine.

    Args:
        old: As it was.
        new: As it is to be.
    """
    before = set(old.entries)
    return tuple(one for one in sorted(new.entries) if one not in before and one.rule in old.rules)


def _entries(found: Iterable[Found]) -> set[Entry]:
    return {_entry(one) for one in found if one.is_judged}


def _entry(one: Found) -> Entry:
    return Entry(one.rule, one.at, one.mark)
