"""
What one version of a pack changes for those it binds, computed from what both refuse, never from how they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal, TypeVar

from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.said import clause_words, expectation_words, term_words
from platform_constructs.policy.packs.terms import Clause, Expectation, Pack, RuleTerm
from platform_constructs.policy.settings.admitted import admitted
from platform_constructs.policy.settings.constraint import Constraint
from platform_constructs.policy.settings.definition import SettingDefinition
from platform_constructs.policy.settings.every_setting import CATALOGUE

__all__ = ["Change", "Effect", "Subject", "effect"]

Subject = Literal["rule", "setting", "checkov", "text"]
_T = TypeVar("_T")


class Effect(StrEnum):
    """What a change does to those a pack binds. Ordered: the weightiest first."""

    STRICTER = "stricter"
    """Something accepted before is refused from the release on."""
    STRICTER_LATER = "stricter-later"
    """Something accepted before will be refused from a later day on."""
    LOOSER = "looser"
    """Something refused before, or bound to be refused, is accepted."""
    NEW = "new"
    """It says something it did not say, and refuses nothing more."""
    GONE = "gone"
    """It no longer says something, and refused nothing with it."""
    DEFAULT = "default"
    """Who asks for nothing gets another value: nothing is refused, and Terraform changes."""
    WORDING = "wording"
    """Other words for the same demand."""


@dataclass(frozen=True, slots=True)
class Change:
    """
    What became of one rule, setting, checkov check or text.

    Attributes:
        subject: What kind of thing it is.
        name: Its code, name or id; for a text, the pack's key, such as `summary`.
        effects: At least one, the weightiest first.
        was: What the old version says, in words; empty when it says nothing.
        now: What the new version says.
        since: The first day something more is refused, for `STRICTER_LATER`.
    """

    subject: Subject
    name: str
    effects: tuple[Effect, ...]
    was: str
    now: str
    since: date | None = None

    @property
    def order(self) -> tuple[int, str, str]:
        """The one order changes are listed in: the weightiest first."""
        return (list(Effect).index(self.effects[0]), self.subject, self.name)


_NOT_NAMED: Final = RuleTerm(Level.OFF)


def effect(old: Pack | None, new: Pack, *, today: date) -> tuple[Change, ...]:
    """
    Return what becomes different when a pack's new version takes the place of the old one.

    Args:
        old: The version before; None when there is none, so that everything is new.
        new: The version after.
        today: The day of the change: a date in a rule that has passed by then counts as passed.

    Returns:
        One change for each thing that differs, sorted; empty when nothing does. `since_last` always differs and is
        none of it.
    """
    before = old or Pack(new.name, "0.0.0", new.summary, "", new.frameworks)
    changes = [
        *(_rule(code, was, now, today) for code, was, now in _pairs(before.rules, new.rules)),
        *(_setting(name, was, now) for name, was, now in _pairs(before.settings, new.settings)),
        *(_check(check, was, now) for check, was, now in _pairs(before.checkov, new.checkov)),
        _text("summary", before.summary, new.summary),
        _text("frameworks", ", ".join(before.frameworks), ", ".join(new.frameworks)),
    ]
    return tuple(sorted((change for change in changes if change), key=lambda change: change.order))


def _pairs(old: Mapping[str, _T], new: Mapping[str, _T]) -> Iterable[tuple[str, _T | None, _T | None]]:
    return ((name, old.get(name), new.get(name)) for name in sorted(old.keys() | new.keys()))


def _text(name: str, was: str, now: str) -> Change | None:
    return None if was == now else Change("text", name, (Effect.WORDING,), was, now)


def _rule(code: str, was: RuleTerm | None, now: RuleTerm | None, today: date) -> Change | None:
    if was == now:
        return None
    old, new = was or _NOT_NAMED, now or _NOT_NAMED
    # levels only ever change on these days, so that what holds on them holds in between
    days = sorted({today, *(day for term in (old, new) if (day := term.block_from) is not None and day > today)})
    found: set[Effect] = set()
    since = None
    for day in days:
        before, after = old.on(day), new.on(day)
        if before is after:
            continue
        if after is Level.BLOCK:
            found.add(Effect.STRICTER if day == today else Effect.STRICTER_LATER)
            since = since or day
        elif before is Level.BLOCK:
            found.add(Effect.LOOSER)
        else:
            found.add(Effect.NEW if after > before else Effect.GONE)
    if old.waivable and not new.waivable:
        found.add(Effect.STRICTER)  # also where it does not block: another pack may make it, and a waiver be there
    if new.waivable and not old.waivable:
        found.add(Effect.LOOSER)
    return Change("rule", code, _weighed(found), term_words(was), term_words(now), _later(found, since))


def _later(found: set[Effect], since: date | None) -> date | None:
    return since if Effect.STRICTER_LATER in found and Effect.STRICTER not in found else None


def _weighed(found: set[Effect]) -> tuple[Effect, ...]:
    """Return effects in order, without those that a weightier one says already."""
    if Effect.STRICTER in found:
        found = found - {Effect.STRICTER_LATER}
    if found & {Effect.STRICTER, Effect.STRICTER_LATER}:
        found = found - {Effect.NEW}
    if Effect.LOOSER in found:
        found = found - {Effect.GONE}
    return tuple(each for each in Effect if each in found) or (Effect.WORDING,)


def _setting(name: str, was: Clause | None, now: Clause | None) -> Change | None:
    if was and now and (was.terms, was.default) == (now.terms, now.default):
        return None
    definition = CATALOGUE[name]
    old = admitted(was.constraint if was else Constraint(), definition)
    new = admitted(now.constraint if now else Constraint(), definition)
    found: set[Effect] = set()
    if old.exceeds(new):
        found.add(Effect.STRICTER)
    if new.exceeds(old):
        found.add(Effect.LOOSER)
    if was is None or now is None:
        found.add(Effect.NEW if was is None else Effect.GONE)
    elif _built(was, definition) != _built(now, definition):
        found.add(Effect.DEFAULT)
    return Change("setting", name, _weighed(found), clause_words(was), clause_words(now))


def _built(clause: Clause, definition: SettingDefinition) -> object:
    """Return what the pack alone leads to where nobody asks for a value."""
    if definition.type == "list":
        wished = clause.default if isinstance(clause.default, tuple) else ()
        return clause.constraint.include | set(wished)
    return clause.constraint.bound(definition) if clause.default is None else clause.default


def _check(check: str, was: Expectation | None, now: Expectation | None) -> Change | None:
    if was == now:
        return None
    found: set[Effect] = set()
    if _refuses_more(now, was):
        found.add(Effect.STRICTER)
    if _refuses_more(was, now):
        found.add(Effect.LOOSER)
    return Change("checkov", check, _weighed(found), expectation_words(was), expectation_words(now))


def _refuses_more(one: Expectation | None, other: Expectation | None) -> bool:
    """
    Return whether one refuses something that the other accepts.

    A check that a pack says nothing about is counted where it fails; one that must pass, also where it was never
    evaluated; one that is skipped, nowhere.
    """
    if one is not None and one.skip:
        return False
    if other is not None and other.skip:
        return True
    if one is None or other is None:
        return one is not None
    # no types means every type that checkov knows for the check, so always more than some
    return bool(other.types) and (not one.types or not set(one.types) <= set(other.types))
