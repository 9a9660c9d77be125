"""
What would a version of a pack change? Every stack it binds, under the law as it is and under the law with it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from platform_constructs.errors import PackError
from platform_constructs.flows.impact.impact_answer import Adoption, Binding, Consequences, Impact
from platform_constructs.flows.impact.impact_compare import compare
from platform_constructs.flows.impact.impact_sides import Composed, Ground
from platform_constructs.flows.law import assigned_to, audience_of
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import ownership_faults
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.flows.synth import Ask, World
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.toml_source import TomlSource, parse_toml
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.registry.parties import parties_of

__all__ = ["ground_of", "idle_rules", "impact", "with_waiving_neighbours"]


def impact(world: World, book: Lawbook, candidate: Pack, ask: Ask) -> Impact:
    """
    Return what would change if a version were in force wherever its pack is.

    Args:
        world: The ports.
        book: Every rule and released pack.
        candidate: The version, released or a draft.
        ask: Which stacks to look at; none means all.

    Raises:
        PackError: PACK-056, when the pack binds none of these stacks.
        PlatformError: if something cannot be read, built or judged whatever the law.
    """
    world.say("reading the registry, declarations and contracts")
    project = read_project(world.source, world.run, wanted=ask.wanted, environment=ask.environment)
    bound = [
        one for one in project.declarations if one.stack in project.selected and _is_bound(project, one, candidate)
    ]
    if not bound:
        raise PackError(
            "PACK-056",
            f"{candidate.name} binds none of the stacks looked at, so there is nothing to compare",
            at=project.organisation.file,
            got=candidate.label,
            fix=f"bind somebody to it, or look with `paved packs adopt DOMAIN {candidate.name}@VERSION --dry-run`",
        )
    ground = ground_of(with_waiving_neighbours(project, bound, world.source), world.source, book, ask)

    def today(declaration: Declaration) -> tuple[Pack, ...]:
        return book.shelf.select(assigned_to(project, declaration))

    def then(declaration: Declaration) -> tuple[Pack, ...]:
        assigned = assigned_to(project, declaration)
        others = book.shelf.select({name: text for name, text in assigned.items() if name != candidate.name})
        return (
            tuple(sorted((*others, candidate), key=lambda pack: pack.order)) if candidate.name in assigned else others
        )

    registry = parse_toml(*world.source.registry())
    bindings = [_binding(project, one, candidate, book.shelf, registry) for one in bound]
    consequences = compare(world, book, ground, today, then)
    idle, news = idle_rules(candidate, {one.in_force for one in bindings}, consequences, book.shelf)
    return Impact(
        candidate.label,
        "wherever it binds",
        candidate not in book.shelf.packs,
        project.environment.name,
        ask.today,
        tuple(sorted(bindings, key=lambda one: one.stack)),
        {one.domain: project.organisation.domains[one.domain].owners for one in bindings},
        consequences,
        idle,
        news,
    )


def idle_rules(
    candidate: Pack, in_force: Set[str], consequences: Consequences, shelf: Shelf
) -> tuple[tuple[str, ...], int]:
    """
    Return the rules of a version that judged nothing, and how many of them, the first, are news to those it binds.

    Args:
        candidate: The version.
        in_force: The versions in force today.
        consequences: What became of the stacks it binds; where none was compared, nothing is known and none returned.
        shelf: Every released pack.
    """
    if not consequences.compared:
        return (), 0
    silent = {code for code, term in candidate.rules.items() if term.level > Level.OFF or term.block_from}
    silent -= consequences.asked
    today = [pack.rules for pack in shelf.packs if pack.name == candidate.name and pack.version in in_force]
    news = {code for code in silent if any(rules.get(code) != candidate.rules[code] for rules in today)}
    return (*sorted(news), *sorted(silent - news)), len(news)


def ground_of(project: Project, source: ProjectSource, book: Lawbook, ask: Ask) -> Ground:
    """
    Read the contracts of the selected stacks, once for both laws.

    Raises:
        ContractError: if one cannot be read.
    """
    contracts = contracts_of(project, source)
    faults = tuple(ownership_faults(project, source, contracts, today=ask.today))
    return Ground(project, contracts, faults, ask.today, Composed(ask.today), book.lifecycle)


def with_waiving_neighbours(project: Project, bound: list[Declaration], source: ProjectSource) -> Project:
    """
    Return the project with these stacks selected, and the other stacks of their domains where these waive something.

    Whether a waiver still covers anything is only known when every stack of its domain was judged.
    """
    wanted = {one.stack for one in bound}
    waiving = {domain for domain in {one.domain for one in bound} if source.waivers(domain) is not None}
    neighbours = {one.stack for one in project.declarations if one.domain in waiving and one.stack in project.selected}
    return replace(project, selected=frozenset(wanted | neighbours))


def _is_bound(project: Project, declaration: Declaration, candidate: Pack) -> bool:
    return candidate.name in assigned_to(project, declaration)


def _binding(
    project: Project, declaration: Declaration, candidate: Pack, shelf: Shelf, registry: TomlSource
) -> Binding:
    text, stack, domain = assigned_to(project, declaration)[candidate.name], declaration.stack, declaration.domain
    in_force = shelf.newest(candidate.name, text)
    if in_force == candidate.version:
        return Binding(stack, domain, text, in_force, Adoption.IN_FORCE)
    if Version(in_force or "0") > Version(candidate.version):
        return Binding(stack, domain, text, in_force, Adoption.PASSED)
    if Version(candidate.version) in SpecifierSet(text) and Version(in_force or "0") < Version(candidate.version):
        return Binding(stack, domain, text, in_force, Adoption.BY_ITSELF)
    return Binding(
        stack, domain, text, in_force, Adoption.AFTER_ADOPT, _held_by(project, declaration, candidate, registry)
    )


def _held_by(project: Project, declaration: Declaration, candidate: Pack, registry: TomlSource) -> tuple[str, ...]:
    audience, name = audience_of(project, declaration), candidate.name
    return tuple(
        f"{registry.place(*party.way, name)} says {party.packs[name]}"
        for party in parties_of(project.organisation, declaration.domain, audience)
        if name in party.packs and Version(candidate.version) not in SpecifierSet(party.packs[name])
    )
