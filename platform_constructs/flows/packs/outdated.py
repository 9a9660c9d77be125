"""
Who is behind: for every domain and pack the version in force, the newest there is, and what the step to it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from platform_constructs.flows.law import audience_of
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packs.compare_packs import compare
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.host import Audience
from platform_constructs.model.toml_source import TomlSource, parse_toml
from platform_constructs.policy.packs.effect import Effect
from platform_constructs.policy.packs.lifecycle import standing
from platform_constructs.registry.assign import packs_for
from platform_constructs.registry.parties import Party, parties_of

__all__ = ["BoundVersion", "outdated"]


@dataclass(frozen=True, slots=True)
class BoundVersion:
    """
    One pack that binds a domain.

    Attributes:
        domain: The domain.
        pack: The pack's name.
        range: The versions that everybody who binds it allows, such as `~=1.0`.
        stacks: The domain's stacks that it binds so, sorted; empty for a domain that declares none.
        in_force: The version today; empty when no version is in range, so that the domain's synth fails.
        newest_in_range: The newest version in the range that the domain itself says; that in force when it says none.
        newest: The newest version released.
        held_by: Whose range leaves the newest out, each with its place.
        steps: What `paved packs adopt` has to be told so that the newest comes into force, in this order: others'
            ranges before the domain's own.
        state: What the version in force is and what it will be, such as `deprecated, withdrawn from 2027-06-30`.
        instead: The version to adopt instead, when it is on its way out; else empty.
        effects: What the step to the newest does, such as `stricter`, the weightiest first.
        step: The least step those need: `patch`, `minor` or `major`; empty when there is nothing newer.
    """

    domain: str
    pack: str
    range: str
    stacks: tuple[str, ...]
    in_force: str
    newest_in_range: str
    newest: str
    held_by: tuple[str, ...]
    steps: tuple[str, ...]
    state: str
    instead: str
    effects: tuple[str, ...]
    step: str

    @property
    def is_behind(self) -> bool:
        """Whether there is a newer version than the one in force, or none is in force."""
        return self.in_force != self.newest


def outdated(project: Project, book: Lawbook, source: ProjectSource, *, today: date) -> tuple[BoundVersion, ...]:
    """
    Return every pack of every domain of the registry, by domain and pack.

    Args:
        project: The project; of a domain with stacks, the selected ones are looked at.
        book: Every rule and released pack.
        source: Where the registry is, for the lines of ranges.
        today: The day to look at.
    """
    ledger = _Ledger(project, book, parse_toml(*source.registry()), today)
    found = [ledger.bound(key, tuple(sorted(stacks))) for key, stacks in _bindings(project).items()]
    return tuple(sorted(found, key=lambda one: (one.domain, one.pack, one.range)))


class _Key(NamedTuple):
    """A domain, who reaches the stacks, a pack and its range there."""

    domain: str
    audience: Audience | None
    pack: str
    range: str


def _bindings(project: Project) -> dict[_Key, list[str]]:
    """Return the stacks bound by each domain, pack and range; one of the audiences that lead to it stands for all."""
    organisation = project.organisation
    declared = {one.domain for one in project.declarations}
    chosen = [one for one in project.declarations if one.stack in project.selected]
    wanted = [(one.domain, audience_of(project, one), one.stack) for one in chosen]
    wanted += [(domain, None, "") for domain in organisation.domains if domain not in declared]
    found: dict[tuple[str, str, str], tuple[_Key, list[str]]] = {}
    for domain, audience, stack in wanted:
        for pack, text in packs_for(organisation, domain, audience).items():
            _, stacks = found.setdefault((domain, pack, text), (_Key(domain, audience, pack, text), []))
            stacks += [stack] if stack else []
    return dict(found.values())


class _Ledger:
    """What every row needs; the effect of each step is computed once, however many domains have it before them."""

    def __init__(self, project: Project, book: Lawbook, registry: TomlSource, today: date) -> None:
        self._project, self._book, self._registry, self._today = project, book, registry, today
        self._packs = {(pack.name, pack.version): pack for pack in book.shelf.packs}
        self._steps: dict[tuple[str, str, str], tuple[tuple[str, ...], str]] = {}

    def bound(self, key: _Key, stacks: tuple[str, ...]) -> BoundVersion:
        shelf, pack = self._book.shelf, key.pack
        newest, in_force = (shelf.versions(pack) or ("",))[-1], shelf.newest(pack, key.range)
        own = self._project.organisation.domains[key.domain].packs.get(pack)
        retirement = self._book.lifecycle.get((pack, in_force))
        state = "none is in range" if newest else "nobody released it"
        effects, step = self._step(pack, in_force, newest)
        return BoundVersion(
            key.domain,
            pack,
            key.range,
            stacks,
            in_force,
            shelf.newest(pack, own) if own else in_force,
            newest,
            self._held_by(key, newest),
            tuple(f"{party.who} {pack}@{newest}" for party in reversed(self._leaving_out(key, newest))),
            str(standing(retirement, self._today)) if in_force else state,
            retirement.instead if retirement else "",
            effects,
            step,
        )

    def _held_by(self, key: _Key, newest: str) -> tuple[str, ...]:
        return tuple(
            f"{self._registry.place(*party.way, key.pack)} says {party.packs[key.pack]}"
            for party in self._leaving_out(key, newest)
        )

    def _leaving_out(self, key: _Key, newest: str) -> list[Party]:
        return [
            party
            for party in parties_of(self._project.organisation, key.domain, key.audience)
            if newest and key.pack in party.packs and Version(newest) not in SpecifierSet(party.packs[key.pack])
        ]

    def _step(self, pack: str, old: str, new: str) -> tuple[tuple[str, ...], str]:
        """Return the effects of a step and the least step they need; nothing where there is no step."""
        if not old or old == new:
            return (), ""
        if (pack, old, new) not in self._steps:
            compared = compare(self._packs[pack, old], self._packs[pack, new], today=self._today)
            found = {each for change in compared.changes for each in change.effects}
            effects = tuple(each.value for each in Effect if each in found)
            self._steps[pack, old, new] = effects, compared.least.name.lower()
        return self._steps[pack, old, new]
