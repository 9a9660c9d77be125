"""
Compare the contracts of a project with what they were where its branch began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from platform_constructs.errors import DeclarationError, WaiverError
from platform_constructs.flows.contracts.accept import Acceptance, marks_of, own_waivers
from platform_constructs.flows.contracts.consumers import ConsumerFile
from platform_constructs.flows.contracts.diff_report import DiffReport, FailOn, diff_contracts
from platform_constructs.flows.contracts.history import History
from platform_constructs.flows.contracts.outcome import Compare
from platform_constructs.flows.contracts.since import DOMAINS, declared_then, stacks_since
from platform_constructs.flows.gate import approvers
from platform_constructs.flows.ports import ProjectSource, RunDeclarations
from platform_constructs.flows.read_project import Project, read_project
from platform_constructs.model.api import Api

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
    project, gone = _selected(source, run, asked, {stack: domain for stack, (domain, _) in declared.stacks.items()})
    pairs = stacks_since(project, source, repository, commit, declared=declared, gone=gone)
    stacks = {one.stack for one in project.declarations if isinstance(one, Api)}
    domains = {pair.owner for pair in pairs} | {
        one.domain for one in project.declarations if one.stack in project.selected
    }
    here = sorted(domains & set(source.domains()))
    whole = frozenset(one for one in here if project.fully_selected(one) and (gone is None or one in asked.wanted))
    acceptance = Acceptance(
        waivers=tuple(waiver for domain in here for waiver in own_waivers(source.waivers(domain), domain)),
        done=frozenset().union(*(_done(repository, commit, domain) for domain in here)),
        owners=approvers(project.organisation),
        platform=project.organisation.platform.name,
        today=asked.today,
        whole=whole,
    )
    return diff_contracts(
        pairs,
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
    source: ProjectSource, run: RunDeclarations, asked: Asked, before: dict[str, str]
) -> tuple[Project, list[str] | None]:
    """Return the project, and the stacks of the past that are asked for; None for all."""
    if not asked.wanted:
        return read_project(source, run, environment=asked.environment), None
    everything = {name.rstrip("/").rpartition("/")[2] for name in asked.wanted}
    gone = sorted(stack for stack, domain in before.items() if {stack, domain} & everything)
    try:
        return read_project(source, run, wanted=asked.wanted, environment=asked.environment), gone
    except DeclarationError as error:
        left = tuple(
            name for name in asked.wanted if name.rstrip("/").rpartition("/")[2] not in {*gone, *before.values()}
        )
        if error.code != "DECL-031" or len(left) == len(asked.wanted):
            raise
        project = read_project(source, run, wanted=left, environment=asked.environment)
        return project if left else replace(project, selected=frozenset()), gone


def _done(repository: Repository, commit: str, domain: str) -> frozenset[tuple[str, str, str]]:
    """Return what tells the waivers of a domain that were there before; none when they could not be read then."""
    file = f"{DOMAINS}/{domain}/waivers.toml"
    text = repository.text(commit, file)
    try:
        return marks_of(own_waivers((text, file) if text else None, domain))
    except WaiverError:
        return frozenset()
