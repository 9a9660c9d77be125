"""
List waivers with how each stands, as far as it can be seen with and without a synth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from platform_constructs.errors import DeclarationError, PackError
from platform_constructs.flows.check import Scan, scan_planned
from platform_constructs.flows.gate import OF_CHECKOV, approvers, unwaivable, waive, waivers_of
from platform_constructs.flows.law import law_for
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import Planned
from platform_constructs.flows.ports import ProjectSource, RunDeclarations
from platform_constructs.flows.read_project import read_project
from platform_constructs.flows.synth import Ask, World, prepare, write_and_judge
from platform_constructs.model.finding import Finding
from platform_constructs.model.host import Audience
from platform_constructs.model.nearest import nearest
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.waiver import Waiver, WaiverState
from platform_constructs.policy.judging.waivers import STATE_OF, state_of
from platform_constructs.registry.assign import packs_for
from platform_constructs.registry.read import read_registry

__all__ = ["CHECKOV", "ListedWaiver", "Standings", "check_waivers", "find_all", "list_waivers"]

CHECKOV: Final = OF_CHECKOV
"""How the ids of checkov's checks begin."""


@dataclass(frozen=True, slots=True)
class ListedWaiver:
    """
    One waiver and how it stands.

    Attributes:
        waiver: The waiver.
        name: The waived rule's name; empty for a check of checkov.
        state: How it stands, as far as anybody looked.
        days_left: For how many days after today it holds; negative once it has expired.
        why: What is wrong with it in one line, where a synth said so; may be empty.
    """

    waiver: Waiver
    name: str
    state: WaiverState
    days_left: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standings:
    """
    Every waiver of some domains.

    Attributes:
        listed: In the order of their files.
        synthesised: Whether a synth said which are stale or match nothing.
        refused: Why there was no synth; empty when there was one, or none was wanted.
    """

    listed: tuple[ListedWaiver, ...]
    synthesised: bool = False
    refused: tuple[Finding, ...] = ()

    @property
    def hold(self) -> bool:
        """Whether every waiver covers what it is for, as far as anybody looked."""
        return not self.refused and all(one.state.holds for one in self.listed)

    @property
    def counts(self) -> Mapping[WaiverState, int]:
        """How many stand how, in the order of the states."""
        counted = Counter(one.state for one in self.listed)
        return {state: counted[state] for state in WaiverState if counted[state]}


def list_waivers(
    source: ProjectSource, run: RunDeclarations, book: Lawbook, *, domains: Sequence[str] = (), today: date
) -> Standings:
    """
    Return the waivers of some domains, and what can be seen of them without a synth.

    Reads the registry and the waivers. Declarations are run only where they decide: for a rule that some pack lets
    nobody waive, and that does not bind every stack the domain might declare.

    Args:
        source: The project's files.
        run: Runs one `stack.py`.
        book: The law.
        domains: Whose; none means all.
        today: The date that expiry is read against.

    Raises:
        WaiverError, RegistryError, PackError: if a file or pack cannot be read.
        DeclarationError: DECL-031, for a domain nobody knows.
    """
    organisation = read_registry(*source.registry())
    wanted = sorted({name.rstrip("/").rpartition("/")[2] for name in domains})  # a shell completes it to its folder
    if strangers := [name for name in wanted if name not in organisation.domains]:
        raise DeclarationError(
            "DECL-031",
            "no domain has this name",
            at="the command line",
            got=strangers[0],
            fix=nearest(strangers[0], organisation.domains, f"use one of: {', '.join(sorted(organisation.domains))}"),
        )
    listed: list[ListedWaiver] = []
    for domain in wanted or source.domains():
        waivers = waivers_of(domain, source, book.rules)
        never = _never(organisation, domain, waivers, source, run, book, today=today)
        listed += _standings(organisation, waivers, book, never, today=today)
    return Standings(tuple(listed))


def _never(
    organisation: Organisation,
    domain: str,
    waivers: Sequence[Waiver],
    source: ProjectSource,
    run: RunDeclarations,
    book: Lawbook,
    *,
    today: date,
) -> frozenset[str]:
    """Return which of the waived rules a pack of the domain lets nobody waive."""
    waived = frozenset(one.rule for one in waivers)
    always, sometimes = _bounds(organisation, domain, book) if waived else (waived, waived)
    if not waived & (sometimes - always):
        return always
    project = read_project(source, run, wanted=[domain])
    stacks = [one for one in project.declarations if one.stack in project.selected]
    laws = {one.stack: law_for(project, one, book.shelf, today=today) for one in stacks}
    return unwaivable(project, domain, laws)


def _bounds(organisation: Organisation, domain: str, book: Lawbook) -> tuple[frozenset[str], frozenset[str]]:
    """Return what nobody may waive in any stack the domain might declare, and what in some."""
    audiences: set[Audience | None] = {None, Audience.EXTERNAL, *(one.audience for one in organisation.hosts.values())}
    found = []
    for audience in audiences:
        try:
            packs = book.shelf.select(packs_for(organisation, domain, audience))
        except PackError:  # it may contradict itself where the domain is not
            return frozenset(), frozenset(book.rules)
        found.append({code for pack in packs for code, term in pack.rules.items() if not term.waivable})
    return frozenset.intersection(*map(frozenset, found)), frozenset().union(*found)


def check_waivers(world: World, book: Lawbook, ask: Ask, scan: Scan) -> Standings:
    """
    Return the same with what only a synth can tell: which are stale, match nothing, or match too much.

    Args:
        world: The ports of a synth; nothing is published.
        book: The law.
        ask: Whose waivers.
        scan: Asks checkov; called only when one of its checks is waived.

    Raises:
        PlatformError: if something cannot be read, built, judged or scanned.
    """
    project, planned = prepare(world, book, ask)
    listed = [
        one
        for domain in sorted({one.domain for one in project.declarations if one.stack in project.selected})
        for one in _standings(
            project.organisation,
            waivers_of(domain, world.source, book.rules),
            book,
            unwaivable(project, domain, planned.laws),
            today=ask.today,
        )
    ]
    if planned.plan is None:
        return Standings(tuple(listed), refused=tuple(one for one in planned.findings if one.blocks))
    scanned = any(one.waiver.rule.startswith(CHECKOV) for one in listed)
    found = find_all(world, book, planned, scan if scanned else None)
    said = waive(found, project, world.source, planned.laws, book.rules, today=ask.today, scanned=scanned)
    by_place = {one.at: one for one in said if one.code in STATE_OF}
    return Standings(tuple(_told(one, by_place.get(one.waiver.place)) for one in listed), synthesised=True)


def _standings(
    organisation: Organisation, waivers: Sequence[Waiver], book: Lawbook, never: frozenset[str], *, today: date
) -> list[ListedWaiver]:
    owners, platform = approvers(organisation), organisation.platform.name
    listed = []
    for one in waivers:
        state = state_of(one, today=today, owners=owners, unwaivable=never, platform=platform)
        rule = book.rules.get(one.rule) or book.standard().rules.get(one.rule)
        name = rule.name if rule else ""
        listed.append(ListedWaiver(one, name, state, one.days_left(today)))
    return listed


def _told(standing: ListedWaiver, said: Finding | None) -> ListedWaiver:
    if said is None:
        return standing
    why = f"{said.what}: {said.got}" if said.got else said.what
    return replace(standing, state=STATE_OF[said.code], why=why)


def find_all(world: World, book: Lawbook, planned: Planned, scan: Scan | None) -> tuple[Finding, ...]:
    """Build, judge and perhaps scan, and keep nothing of what was written."""
    with world.stage() as staged:
        judged = write_and_judge(world, book, planned, staged)
        documents = staged.documents()
    scanned = scan_planned(world, planned, documents, scan).findings if scan is not None else ()
    return (*planned.findings, *judged.findings, *scanned)
