"""
A domain takes a version of a pack: the one line of the registry that says so, and what it would change.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from platform_constructs.errors import PackError
from platform_constructs.flows.amend_registry import EditRange, range_for, with_range
from platform_constructs.flows.impact import ground_of
from platform_constructs.flows.impact_answer import Adoption, Binding, Impact
from platform_constructs.flows.impact_compare import compare
from platform_constructs.flows.law import assigned_to, audience_of
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.flows.synth import Ask, World
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.organisation import Audience, Organisation
from platform_constructs.model.toml_source import TomlSource, parse_toml
from platform_constructs.policy.compose import compose
from platform_constructs.policy.lifecycle import standing
from platform_constructs.policy.shelf import Shelf
from platform_constructs.policy.terms import Pack
from platform_constructs.registry.assign import packs_for
from platform_constructs.registry.parties import parties_of
from platform_constructs.registry.read import read_registry

__all__ = ["Amendment", "amend", "impact_of"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """
    A change of the registry by which a domain takes a version.

    Attributes:
        domain: The domain.
        pack: The version.
        range: What the domain would say of it, such as `~= 2.0`.
        old: The registry's text.
        new: The text with the change; equal to the old when the domain says so already.
        file: The registry's name.
        reviewers: Who has to agree: the owners of the platform, whose file it is.
        contact: Where they are reached.
        project: The project with the domain's stacks selected; None when it declares none.
        amended: The same under the changed registry.
        notes: What the reader should know.
    """

    domain: str
    pack: Pack
    range: str
    old: str
    new: str
    file: str
    reviewers: tuple[str, ...]
    contact: str
    project: Project | None
    amended: Project | None
    notes: tuple[str, ...]

    @property
    def difference(self) -> tuple[str, ...]:
        """The change as a unified diff, line by line; empty when there is none."""
        old, new = self.old.splitlines(), self.new.splitlines()
        return tuple(difflib.unified_diff(old, new, self.file, self.file, n=0, lineterm=""))


def amend(world: World, book: Lawbook, domain: str, wanted: Pack, edit: EditRange, ask: Ask) -> Amendment:
    """
    Return the change of the registry by which a domain takes a version, when it may.

    Args:
        world: The ports; nothing is built.
        book: Every rule and released pack.
        domain: The domain.
        wanted: The version.
        edit: Edits the registry's text.
        ask: The environment and the date.

    Raises:
        RegistryError: REG-015, for a domain the registry does not know, or whatever is wrong with it.
        PackError: PACK-057 for a draft, PACK-058 for a withdrawn version, PACK-059 when somebody else's range leaves
            the version out, PACK-060 when the registry cannot be edited; PACK-019 or PACK-020 when the domain's packs
            would contradict each other.
    """
    old, file = world.source.registry()
    organisation = read_registry(old, file)
    parties_of(organisation, domain, None)  # refuses a domain that is not there
    notes = _refuse_unfit(wanted, book, ask.today)
    project = None
    if domain in world.source.domains():
        project = read_project(world.source, world.run, wanted=(domain,), environment=ask.environment)
    mine = _selected(project)
    audiences = {None, *(audience_of(project, one) for one in mine if project)}
    registry = parse_toml(old, file)
    _refuse_excluded(organisation, registry, domain, audiences, wanted)
    own = organisation.domains[domain].packs
    specifier = range_for(wanted, book.shelf, style=own.get(wanted.name) or next(iter(own.values()), ""))
    new = with_range(registry, domain, wanted.name, specifier, edit)
    amended = read_registry(new, file)
    then = replace(project, organisation=amended) if project else None
    for assigned in [assigned_to(then, one) for one in mine] if then else [packs_for(amended, domain, None)]:
        compose(book.shelf.select(assigned), today=ask.today)
    return Amendment(
        domain,
        wanted,
        specifier,
        old,
        new,
        file,
        organisation.platform.owners,
        organisation.platform.contact,
        project,
        then,
        (*notes, *([] if mine else [f"{domain} declares no stack yet, so nothing was compared"])),
    )


def impact_of(world: World, book: Lawbook, amendment: Amendment, ask: Ask) -> Impact | None:
    """
    Return what the change would do to the domain's stacks; None when it declares none.

    Raises:
        PlatformError: if something cannot be read, built or judged whatever the law.
    """
    project, amended = amendment.project, amendment.amended
    if project is None or amended is None:
        return None

    def law_of(registry: Project) -> Callable[[Declaration], tuple[Pack, ...]]:
        return lambda declaration: book.shelf.select(assigned_to(registry, declaration))

    ground = ground_of(project, world.source, book, ask)
    bindings = [
        Binding(
            one.stack,
            one.domain,
            assigned_to(amended, one)[amendment.pack.name],
            _in_force(project, one, amendment.pack, book.shelf),
            Adoption.AFTER_ADOPT if amendment.difference else Adoption.IN_FORCE,
        )
        for one in _selected(project)
    ]
    return Impact(
        amendment.pack.label,
        f"in {amendment.domain}",
        is_draft=False,
        environment=project.environment.name,
        today=ask.today,
        bindings=tuple(sorted(bindings, key=lambda one: one.stack)),
        owners={amendment.domain: project.organisation.domains[amendment.domain].owners},
        consequences=compare(world, book, ground, law_of(project), law_of(amended)),
    )


def _selected(project: Project | None) -> list[Declaration]:
    return [one for one in project.declarations if one.stack in project.selected] if project else []


def _refuse_unfit(wanted: Pack, book: Lawbook, today: date) -> list[str]:
    """Refuse what nobody can be bound to, and return what is to be said of the rest."""
    if wanted not in book.shelf.packs:
        raise PackError(
            "PACK-057",
            "a draft binds nobody, so nobody can adopt it",
            at=wanted.file,
            got=wanted.label,
            fix=f"release it first; `paved packs impact {wanted.name}@NEXT` shows what it would change",
        )
    retirement = book.lifecycle.get((wanted.name, wanted.version))
    state = standing(retirement, today)
    if retirement is not None and state.state == "withdrawn":
        raise PackError(
            "PACK-058",
            f"{wanted.label} is withdrawn: {retirement.reason}",
            at=retirement.place,
            got=wanted.label,
            fix=f"adopt {retirement.instead} instead",
        )
    return [] if str(state) == "released" else [f"{wanted.label} is {state}"]


def _refuse_excluded(
    organisation: Organisation, registry: TomlSource, domain: str, audiences: set[Audience | None], wanted: Pack
) -> None:
    """Refuse a version that somebody else who binds the domain leaves out."""
    every = {party.way: party for audience in audiences for party in parties_of(organisation, domain, audience)}
    for _, party in sorted(every.items()):
        text = party.packs.get(wanted.name, "")
        if party.way[0] != "domains" and text and Version(wanted.version) not in SpecifierSet(text):
            raise PackError(
                "PACK-059",
                f"{party.label} binds {domain} to other versions of {wanted.name}, and every range holds",
                at=registry.place(*party.way, wanted.name),
                got=f"{text}, which leaves out {wanted.version}",
                fix=f"ask {' or '.join(organisation.platform.owners)} to move that range first",
            )


def _in_force(project: Project, declaration: Declaration, wanted: Pack, shelf: Shelf) -> str:
    assigned = assigned_to(project, declaration)
    return shelf.newest(wanted.name, assigned[wanted.name]) if wanted.name in assigned else ""
