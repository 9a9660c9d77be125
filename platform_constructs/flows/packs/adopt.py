"""
Somebody takes a version of a pack: the one line of the registry that says so, and what it would change.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from platform_constructs.errors import PackError
from platform_constructs.flows.adopter import Bound, bound_by, others_leaving_out, table_of
from platform_constructs.flows.impact.impact import ground_of, with_waiving_neighbours
from platform_constructs.flows.impact.impact_answer import Adoption, Binding, Impact
from platform_constructs.flows.impact.impact_compare import compare
from platform_constructs.flows.law import assigned_to
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packs.adopted_range import adopted_range
from platform_constructs.flows.packs.amend_registry import EditRange, with_range
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.flows.synth import Ask, World
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.toml_source import TomlSource, parse_toml
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.packs.lifecycle import standing
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.registry.assign import packs_for
from platform_constructs.registry.parties import Party
from platform_constructs.registry.read import read_registry

__all__ = ["Amendment", "amend", "impact_of"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """
    A change of the registry by which somebody takes a version.

    Attributes:
        who: A domain, or an audience or classification such as `audience:external`.
        pack: The version.
        range: What the registry would say of it, such as `~= 2.0`.
        old: The registry's text.
        new: The text with the change; equal to the old when it says so already.
        file: The registry's name.
        reviewers: Who has to agree: the owners of the platform, whose file it is.
        contact: Where they are reached.
        bound: Everybody whose packs that line has a say in.
        kept: Of these the stacks that another range keeps on another version, each with the places that say so.
        project: The project; None when none of them declares a stack.
        amended: The same under the changed registry.
        notes: What the reader should know.
    """

    who: str
    pack: Pack
    range: str
    old: str
    new: str
    file: str
    reviewers: tuple[str, ...]
    contact: str
    bound: tuple[Bound, ...]
    kept: dict[str, tuple[str, ...]]
    project: Project | None
    amended: Project | None
    notes: tuple[str, ...]

    @property
    def difference(self) -> tuple[str, ...]:
        """The change as a unified diff, line by line; empty when there is none."""
        old, new = self.old.splitlines(), self.new.splitlines()
        return tuple(difflib.unified_diff(old, new, self.file, self.file, n=0, lineterm=""))

    @property
    def declarations(self) -> list[Declaration]:
        """The stacks that the line has a say in."""
        return [one.declaration for one in self.bound if one.declaration is not None]


def amend(world: World, book: Lawbook, who: str, wanted: Pack, edit: EditRange, ask: Ask) -> Amendment:
    """
    Return the change of the registry by which somebody takes a version, when they may.

    An audience's or a classification's range is made wide enough for those whom another range keeps on an older
    version: they stay there, and everybody else it binds gets the version.

    Args:
        world: The ports; nothing is built.
        book: Every rule and released pack.
        who: A domain, or an audience or classification such as `audience:external`.
        wanted: The version.
        edit: Edits the registry's text.
        ask: The environment and the date.

    Raises:
        RegistryError: REG-015, for a domain the registry does not know, or whatever is wrong with it.
        PackError: PACK-057 for a draft, PACK-058 for a withdrawn version, PACK-059 when somebody else's range leaves
            the version out, PACK-060 when the registry cannot be edited, PACK-063 for an audience or classification
            that nobody can have; PACK-019 or PACK-020 when packs of somebody bound would contradict each other.
    """
    old, file = world.source.registry()
    organisation = read_registry(old, file)
    table = table_of(who, organisation)
    notes = _refuse_unfit(wanted, book, ask.today)
    project = _project(world, table, ask)
    registry = parse_toml(old, file)
    bound = bound_by(table, organisation, project)
    leaving = [(one, others_leaving_out(organisation, one, table, wanted.name, wanted.version)) for one in bound]
    pinned = [(one, parties) for one, parties in leaving if parties]
    specifier = adopted_range(organisation, registry, table, wanted, book.shelf, pinned)
    new = with_range(registry, table, wanted.name, specifier, edit)
    amended = read_registry(new, file)
    for one in bound:
        _refuse_quarrel(amended, one, book.shelf, ask.today, is_alone=table[0] == "domains")
    then = replace(project, organisation=amended) if project else None
    places = [(one, tuple(_said(registry, party, wanted.name) for party in parties)) for one, parties in pinned]
    return Amendment(
        who,
        wanted,
        specifier,
        old,
        new,
        file,
        organisation.platform.owners,
        organisation.platform.contact,
        bound,
        {one.declaration.stack: said for one, said in places if one.declaration},
        project if any(one.declaration for one in bound) else None,
        then,
        (*notes, *_kept_notes(places, wanted), *_quiet_notes(who, bound)),
    )


def impact_of(world: World, book: Lawbook, amendment: Amendment, ask: Ask) -> Impact | None:
    """
    Return what the change would do to the stacks it has a say in; None when there are none.

    Raises:
        PlatformError: if something cannot be read, built or judged whatever the law.
    """
    project, amended = amendment.project, amendment.amended
    if project is None or amended is None:
        return None

    def law_of(registry: Project) -> Callable[[Declaration], tuple[Pack, ...]]:
        return lambda declaration: book.shelf.select(assigned_to(registry, declaration))

    ground = ground_of(with_waiving_neighbours(project, amendment.declarations, world.source), world.source, book, ask)
    bindings = [_binding(amendment, project, amended, one, book.shelf) for one in amendment.declarations]
    return Impact(
        amendment.pack.label,
        f"{'for' if ':' in amendment.who else 'in'} {amendment.who}",
        is_draft=False,
        environment=project.environment.name,
        today=ask.today,
        bindings=tuple(sorted(bindings, key=lambda one: one.stack)),
        owners={one.domain: project.organisation.domains[one.domain].owners for one in bindings},
        consequences=compare(world, book, ground, law_of(project), law_of(amended)),
    )


def _project(world: World, table: tuple[str, ...], ask: Ask) -> Project | None:
    """Read the project: of a domain's own line only the domain has to be in order, of any other everybody."""
    domain = table[1] if table[0] == "domains" else ""
    there = world.source.domains()
    if not there or (domain and domain not in there):
        return None
    return read_project(world.source, world.run, wanted=(domain,) if domain else (), environment=ask.environment)


def _refuse_quarrel(amended: Organisation, bound: Bound, shelf: Shelf, today: date, *, is_alone: bool) -> None:
    """Refuse a line under which somebody would have no law."""
    try:
        compose(shelf.select(packs_for(amended, bound.domain, bound.audience)), today=today)
    except PackError as error:
        if is_alone:
            raise
        what = f"{bound.domain} would have no law: {error.what}"
        raise PackError(error.code, what, at=error.at, got=error.got, fix=error.fix) from error


def _said(registry: TomlSource, party: Party, pack: str) -> str:
    return f"{registry.place(*party.way, pack)} says {party.packs[pack]}"


def _kept_notes(places: list[tuple[Bound, tuple[str, ...]]], wanted: Pack) -> Iterator[str]:
    by_domain = {(one.domain, said) for one, said in places}
    for domain, said in sorted(by_domain):
        yield f"{domain} stays where it is and does not get {wanted.label}: {' and '.join(said)}"


def _quiet_notes(who: str, bound: tuple[Bound, ...]) -> Iterator[str]:
    if all(one.declaration is None for one in bound):
        quiet = "declares no stack yet" if ":" not in who else "binds no stack yet"
        yield f"{who} {quiet}, so nothing was compared"


def _binding(
    amendment: Amendment, project: Project, amended: Project, declaration: Declaration, shelf: Shelf
) -> Binding:
    name, stack = amendment.pack.name, declaration.stack
    today, then = assigned_to(project, declaration).get(name), assigned_to(amended, declaration)[name]
    in_force = shelf.newest(name, today) if today is not None else ""
    if stack in amendment.kept:
        adoption = Adoption.KEPT
    elif in_force == amendment.pack.version:
        adoption = Adoption.IN_FORCE
    else:
        adoption = Adoption.BY_THIS_LINE
    return Binding(stack, declaration.domain, then, in_force, adoption, amendment.kept.get(stack, ()))


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
