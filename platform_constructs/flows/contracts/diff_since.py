"""
Compare the contracts of a project with what they were where its branch began.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from platform_constructs.errors import DeclarationError, WaiverError
from platform_constructs.flows.contracts.accept import Acceptance, marks_of, own_waivers
from platform_constructs.flows.contracts.consumers import ConsumerFile
from platform_constructs.flows.contracts.diff_report import DiffReport, FailOn, diff_contracts
from platform_constructs.flows.contracts.events_since import event_files_then, events_since, published_by
from platform_constructs.flows.contracts.history import History
from platform_constructs.flows.contracts.outcome import Compare
from platform_constructs.flows.contracts.since import DOMAINS, declared_then, stacks_since
from platform_constructs.flows.gate import approvers
from platform_constructs.flows.ports import ProjectSource, RunDeclarations
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.model.api import Api
from platform_constructs.registry.read import read_registry

__all__ = ["Asked", "Repository", "diff_since"]


class Repository(History, Protocol):
    """A repository that knows where a branch began."""

    def merge_base(self, ref: str) -> str:
        """Return the id of the commit at which the present branch left another one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What to compare.

    Attributes:
        ref: A branch, tag or commit.
        wanted: Names of stacks or domains; none means all.
        fail_on: What ends it with 1.
        today: The date that waivers and sunsets are read against.
        environment: The environment; None takes the registry's default.
    """

    ref: str
    wanted: tuple[str, ...]
    fail_on: FailOn
    today: date
    environment: str | None = None


def diff_since(
    source: ProjectSource,
    run: RunDeclarations,
    repository: Repository,
    consumers: Sequence[ConsumerFile],
    compare: Compare,
    asked: Asked,
) -> DiffReport:
    """
    Compare every selected contract with what it was where the branch began.

    Args:
        source: The project's files.
        run: Runs one `stack.py`, as it is now. What it was is read as text.
        repository: Its history.
        consumers: What consumers publish.
        compare: Compares two documents.
        asked: What to compare.

    Raises:
        PlatformError: if the registry, a declaration or a waiver cannot be read, or git does not know the commit.
    """
    commit = repository.merge_base(asked.ref)
    declared = declared_then(repository, commit)
    then = event_files_then(repository, commit)
    names = {_short(name) for name in asked.wanted}
    project, gone = _selected(source, run, asked, {one: domain for one, (domain, _) in declared.stacks.items()}, then)
    pairs = (
        *stacks_since(project, source, repository, commit, declared=declared, gone=gone),
        *events_since(
            source,
            repository,
            commit,
            then=then,
            domains={*project.organisation.domains, *source.domains()},
            wanted=lambda domain: not names or domain in names,
            published=published_by(project.organisation, today=asked.today),
        ),
    )
    stacks = {one.stack for one in project.declarations if isinstance(one, Api)}
    domains = {pair.owner for pair in pairs} | {
        one.domain for one in project.declarations if one.stack in project.selected
    }
    here = sorted(domains & set(source.domains()))
    whole = frozenset(one for one in here if project.fully_selected(one) and (gone is None or one in names))
    acceptance = Acceptance(
        waivers=tuple(waiver for domain in here for waiver in own_waivers(source.waivers(domain), domain)),
        done=frozenset().union(*(_done(repository, commit, domain) for domain in here)),
        owners=approvers(project.organisation),
        platform=project.organisation.platform.name,
        today=asked.today,
        whole=whole,
    )
    return diff_contracts(
        sorted(pairs, key=lambda pair: pair.name),
        compare,
        acceptance=acceptance,
        consumers=consumers,
        stacks=stacks | declared.stacks.keys(),
        whole=not asked.wanted,
        fail_on=asked.fail_on,
        since=asked.ref,
        notes=project.notes,
    )


def _selected(
    source: ProjectSource,
    run: RunDeclarations,
    asked: Asked,
    before: Mapping[str, str],
    events: Mapping[str, str],
) -> tuple[Project, list[str] | None]:
    """Return the project, and the stacks of the past that are asked for; None for all."""
    if not asked.wanted:
        return read_project(source, run, environment=asked.environment), None
    names = {_short(name) for name in asked.wanted}
    gone = sorted(stack for stack, domain in before.items() if {stack, domain} & names)
    wanted = asked.wanted
    while True:
        try:
            project = read_project(source, run, wanted=wanted, environment=asked.environment)
            return project if wanted else replace(project, selected=frozenset()), gone
        except DeclarationError as error:  # a name that no stack has now may be one of the past, or have events alone
            name = str(error.got)
            known = {*before, *before.values(), *events.values()}
            if error.code != "DECL-031" or not (name in known or _has_events(source, name)):
                raise
            wanted = tuple(each for each in wanted if _short(each) != name)


def _short(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2]  # a shell completes a domain to its folder


def _has_events(source: ProjectSource, domain: str) -> bool:
    organisation = read_registry(*source.registry())
    return domain in organisation.domains and bool(source.event_files(domain))


def _done(repository: Repository, commit: str, domain: str) -> frozenset[tuple[str, str, str]]:
    """Return what tells the waivers of a domain that were there before; none when they could not be read then."""
    file = f"{DOMAINS}/{domain}/waivers.toml"
    text = repository.text(commit, file)
    try:
        return marks_of(own_waivers((text, file) if text else None, domain))
    except WaiverError:
        return frozenset()
