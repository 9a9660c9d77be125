"""
What `paved contract lint` and `paved contract baseline` have in common: contracts by stack or by file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from platform_constructs.adapters.contract_baselines import baseline_beside
from platform_constructs.adapters.contract_sides import file_side
from platform_constructs.cli.project import Project
from platform_constructs.cli.world import lawbook
from platform_constructs.errors import DeclarationError, RegistryError
from platform_constructs.flows.contracts.lint_files import lint_files
from platform_constructs.flows.contracts.lint_report import LintReport, lint_project, report_of
from platform_constructs.flows.contracts.profiles import named_profile
from platform_constructs.flows.contracts.standard import DEFAULT_PROFILE
from platform_constructs.flows.lawbook import Lawbook

__all__ = ["linted", "profile_option", "project_here"]

_CONTRACTS = (".json", ".yaml", ".yml")

profile_option = click.option("--profile", "-p", help="Hold contracts to this profile, not to the registry's.")


def project_here(root: Path | None, environment: str | None, as_of: datetime | None) -> Project | None:
    """Return the project that is asked for or around; None when nobody named one and there is none."""
    try:
        return Project.find(root, environment, as_of)
    except RegistryError:
        if root is not None:
            raise
        return None


def linted(
    what: Sequence[str], root: Path | None, environment: str | None, as_of: datetime | None, profile: str | None
) -> tuple[LintReport, Path]:
    """
    Return what is wrong with some contracts, and the folder that their paths are relative to.

    Args:
        what: Names of stacks or domains, or files, none of the other kind; nothing means every contract of the project.
        root: The project's folder; None for the one around.
        environment: The environment; None for the registry's default.
        as_of: The date to judge by; None for today.
        profile: Another profile than the registry names; None for what it names.

    Raises:
        PlatformError: if something cannot be read.
    """
    files = [each for each in what if each.endswith(_CONTRACTS)]
    if not files:
        project = Project.find(root, environment, as_of)
        report = lint_project(
            project.files,
            project.run,
            lawbook(project),
            wanted=what,
            environment=environment,
            profile=profile or "",
            today=project.today,
        )
        return report, project.files.root
    if len(files) < len(what):
        other = next(each for each in what if each not in files)
        raise DeclarationError(
            "CON-113",
            "names of stacks and files are asked for apart",
            at="the command line",
            got=other,
            fix="name stacks or domains, or contract files that are there",
        )
    around = project_here(root, environment, as_of)
    book = lawbook(around)
    today = as_of.date() if as_of else date.today()  # noqa: DTZ011  # dated levels are read by the reader's own calendar
    return _files(files, book, profile or DEFAULT_PROFILE, today), Path.cwd()


def _files(files: Sequence[str], book: Lawbook, profile: str, today: date) -> LintReport:
    here = Path.cwd()
    standard = book.standard()
    chosen = named_profile(profile, standard.profiles, "the command line")
    sides = [file_side(file, here) for file in sorted(set(files))]
    done = lint_files(sides, standard, chosen, partial(baseline_beside, here=here), today=today)
    return report_of({one.file: one for one in done}, (f for one in done for f in one.findings), book)
