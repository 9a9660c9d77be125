"""
Which released versions are on their way out: read strictly, held against the shelf, told to whoever is bound to one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from platform_constructs.errors import PackError
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.fields import Fields
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack

__all__ = ["LIFECYCLE", "Lifecycle", "Retirement", "Standing", "read_lifecycle", "retirement_findings", "standing"]

LIFECYCLE: Final = "lifecycle.toml"
"""The file that says it, beside the folders of the packs."""

_KEYS: Final = ("deprecated", "withdrawn", "reason", "instead")
_LABEL: Final = re.compile(r"[a-z][a-z0-9-]{0,63}/\d{1,6}\.\d{1,6}\.\d{1,6}")
_MOST: Final = 1_000  # versions that ever were on their way out


@dataclass(frozen=True, slots=True)
class Retirement:
    """
    One released version on its way out.

    Attributes:
        name: The pack.
        version: Its version.
        deprecated: The first day on which whoever is bound to it is warned.
        withdrawn: The first day on which whoever is bound to it is refused; None when no day is set.
        reason: Why, as a sentence.
        instead: The version of the same pack to adopt.
        place: Where that is said.
    """

    name: str
    version: str
    deprecated: date
    withdrawn: date | None
    reason: str
    instead: str
    place: Place


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What a released version is on some day.

    Attributes:
        state: `released`, `deprecated` or `withdrawn`.
        coming: What it will be, with the first day, in order; empty when nothing is planned.
    """

    state: str
    coming: tuple[tuple[str, date], ...] = ()

    def __str__(self) -> str:
        return ", ".join([self.state, *(f"{state} from {day.isoformat()}" for state, day in self.coming)])


Lifecycle = Mapping[tuple[str, str], Retirement]
"""Every version on its way out, by pack and version."""


def standing(retirement: Retirement | None, today: date) -> Standing:
    """Return what a released version is on a day."""
    if retirement is None:
        return Standing("released")
    days = [("deprecated", retirement.deprecated)]
    if retirement.withdrawn is not None:
        days.append(("withdrawn", retirement.withdrawn))
    reached = [state for state, day in days if day <= today]
    return Standing(reached[-1] if reached else "released", tuple(each for each in days if each[1] > today))


def read_lifecycle(text: str, file: str, *, shelf: Shelf, only: Container[str] | None = None) -> Lifecycle:
    """
    Read which versions are on their way out.

    Args:
        text: The file's text: a table `["<pack>/<version>"]` for each.
        file: Its path.
        shelf: Every released pack.
        only: The packs that matter here; what is said of others is not read. None for all.

    Raises:
        PackError: PACK-035 to PACK-039, at the line that is wrong.
    """
    fields = Fields.parse(text, file, error=PackError, unreadable="PACK-035", malformed="PACK-036", unknown="PACK-036")
    data = fields.source.data
    if len(data) > _MOST:
        raise fields.refuse(
            "PACK-036", f"at most {_MOST} versions are on their way out", (), data, "drop those nobody can be bound to"
        )
    found = {}
    for label, raw in sorted(data.items()):
        if only is not None and label.partition("/")[0] not in only:
            continue
        retirement = _retirement(fields, label, raw, shelf)
        found[retirement.name, retirement.version] = retirement
    for retirement in found.values():
        _check_instead(fields, retirement, found, shelf)
    return found


def _retirement(fields: Fields, label: str, raw: Any, shelf: Shelf) -> Retirement:
    key = (label,)
    if not isinstance(raw, dict) or not _LABEL.fullmatch(label):
        fix = 'write ["external-api/1.0.0"] above deprecated, reason and instead'
        raise fields.refuse("PACK-036", "a version on its way out is a table named pack/version", key, label, fix)
    name, _, version = label.partition("/")
    if version not in shelf.versions(name):
        there = [f"{pack.name}/{pack.version}" for pack in shelf.packs]
        fix = nearest(label, there, f"name one of {', '.join(there)}")
        raise fields.refuse("PACK-037", "nobody released this version, so it cannot go", key, label, fix)
    fields.only(raw, key, _KEYS)
    deprecated = fields.day(raw, (label, "deprecated"))
    withdrawn = fields.day(raw, (label, "withdrawn")) if "withdrawn" in raw else None
    if withdrawn is not None and withdrawn <= deprecated:
        raise fields.refuse(
            "PACK-038",
            "a version is withdrawn after it was deprecated, so that those bound to it are warned",
            (label, "withdrawn"),
            withdrawn.isoformat(),
            f"pick a day after {deprecated.isoformat()}",
        )
    reason, instead = (fields.text(raw, (label, each)) for each in ("reason", "instead"))
    return Retirement(name, version, deprecated, withdrawn, reason, instead, fields.source.place(*key))


def _check_instead(
    fields: Fields, retirement: Retirement, leaving: Mapping[tuple[str, str], Retirement], shelf: Shelf
) -> None:
    there = [each for each in shelf.versions(retirement.name) if (retirement.name, each) not in leaving]
    if retirement.instead not in there:
        known = f"name one of {', '.join(there)}" if there else f"release another version of {retirement.name} first"
        raise fields.refuse(
            "PACK-039",
            f"what to adopt instead is a released version of {retirement.name} that is not itself on its way out",
            (f"{retirement.name}/{retirement.version}", "instead"),
            retirement.instead,
            known,
        )


def retirement_findings(
    packs: Iterable[Pack],
    lifecycle: Lifecycle,
    *,
    today: date,
    owner: str,
    stack: str,
    at: Place,
    adopter: Callable[[str, str], str],
) -> Iterator[Finding]:
    """
    Yield a finding for each version that binds a stack and is on its way out: a warning, and a refusal once withdrawn.

    Args:
        packs: What binds the stack.
        lifecycle: Every version on its way out.
        today: The day.
        owner: Whose stack it is.
        stack: The stack.
        at: Where it is declared.
        adopter: Who has to adopt a version of a pack for the stack to get it: its domain, or `audience:external`.
    """
    for pack in packs:
        retirement = lifecycle.get((pack.name, pack.version))
        if retirement is None or today < retirement.deprecated:
            continue
        gone = retirement.withdrawn is not None and today >= retirement.withdrawn
        since = retirement.withdrawn if gone else retirement.deprecated
        state = "withdrawn" if gone else "deprecated"
        yield Finding(
            code="PACK-041" if gone else "PACK-040",
            name=f"{state}-pack",
            level=Level.BLOCK if gone else Level.WARN,
            what=f"{stack} is bound to {pack.label}, {state} since {since}: {retirement.reason}",
            at=at,
            got=pack.label,
            fix=f"adopt {retirement.instead}; `paved packs adopt {adopter(pack.name, retirement.instead)} "
            f"{pack.name}@{retirement.instead} --dry-run` shows what that changes",
            owner=owner,
            stack=stack,
            blocks_from=None if gone else retirement.withdrawn,
        )
