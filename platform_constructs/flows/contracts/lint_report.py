"""
What `paved contract lint` answers: each contract, what it was held to, and what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from platform_constructs.contracts.lint.fewer import fewer
from platform_constructs.flows.contracts.lint import lint_declared, waive_contracts
from platform_constructs.flows.contracts.lint_one import Linted
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.ports import ProjectSource, RunDeclarations
from platform_constructs.flows.read_contracts import contracts_of, invalid_in
from platform_constructs.flows.read_project import read_project
from platform_constructs.model.api import Api
from platform_constructs.model.finding import Finding

__all__ = ["LintReport", "lint_project", "report_of"]


@dataclass(frozen=True, slots=True)
class LintReport:
    """
    Attributes:
        contracts: What came of each, by its stack or file; sorted.
        counts: How much each has that blocks, that does not, and that is waived.
        findings: What is wrong, waivers applied, the first of each rule; sorted.
        docs: Of each rule that found something, its documentation, by code.
        notes: What the reader should know beside it.
    """

    contracts: Mapping[str, Linted]
    counts: Mapping[str, tuple[int, int, int]]
    findings: tuple[Finding, ...]
    docs: Mapping[str, str]
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether something blocks."""
        return any(one.blocks for one in self.findings)


def lint_project(
    source: ProjectSource,
    run: RunDeclarations,
    book: Lawbook,
    *,
    wanted: Sequence[str],
    environment: str | None,
    profile: str,
    today: date,
) -> LintReport:
    """
    Hold the contracts that a project declares to their profiles, with baselines and waivers.

    Args:
        source: The project's files.
        run: Runs one `stack.py`.
        book: The law.
        wanted: Names of stacks or domains; none means all.
        environment: The environment's name; None takes the registry's default.
        profile: Another profile than the registry names; empty for what it names.
        today: The date that dated levels and waivers are read against.

    Raises:
        PlatformError: if something cannot be read.
    """
    project = read_project(source, run, wanted=wanted, environment=environment)
    standard = book.standard()
    contracts = contracts_of(project, source)
    linted = lint_declared(project, source, contracts, standard, today=today, profile=profile, always=True)
    found = [finding for one in linted.values() for finding in one.findings]
    for one in project.declarations:
        if one.stack in linted:
            unsound = invalid_in(contracts[one.stack], owner=one.domain)
            found += [replace(finding, stack=one.stack) for finding in unsound]
    domains = {one.domain for one in project.declarations if isinstance(one, Api) and one.stack in linted}
    waived = waive_contracts(found, domains, project, source, standard, book.rules, today=today)
    return report_of(linted, waived, book, notes=project.notes)


def report_of(
    linted: Mapping[str, Linted], findings: Iterable[Finding], book: Lawbook, *, notes: tuple[str, ...] = ()
) -> LintReport:
    """
    Return the report of some contracts.

    Args:
        linted: What came of each, by its stack or file.
        findings: What is wrong with them.
        book: The law, for the rules' documentation.
        notes: What the reader should know beside it.
    """
    found = tuple(findings)
    shown = fewer(found)
    rules = book.standard().rules
    docs = {one.code: rules[one.code].doc for one in shown if one.code in rules}
    counts = {name: _counted(name, one, found) for name, one in linted.items()}
    return LintReport(dict(sorted(linted.items())), counts, shown, dict(sorted(docs.items())), notes)


def _counted(name: str, linted: Linted, found: Iterable[Finding]) -> tuple[int, int, int]:
    mine = [one for one in found if one.stack == name or (not one.stack and one.at.file == linted.file)]
    waived = sum(1 for one in mine if one.waiver)
    blocking = sum(1 for one in mine if one.blocks)
    return blocking, len(mine) - blocking - waived, waived
