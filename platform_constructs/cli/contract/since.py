"""
The contracts of a project compared with its past: apart, because two files need none of a project's rooms.
"""

from __future__ import annotations

from datetime import date

from platform_constructs.adapters.consumer_files import consumers_of_project
from platform_constructs.adapters.git import Git
from platform_constructs.cli.project import Project
from platform_constructs.flows.contracts.diff_report import DiffReport, FailOn
from platform_constructs.flows.contracts.diff_since import Asked, diff_since
from platform_constructs.flows.contracts.outcome import Compare

__all__ = ["draft_of", "project_since"]


def project_since(project: Project, wanted: tuple[str, ...], ref: str, compare: Compare, fail_on: FailOn) -> DiffReport:
    """
    Compare the contracts of a project with what they were.

    Args:
        project: The project.
        wanted: Names of stacks or domains; none means all.
        ref: A branch, tag or commit.
        compare: Compares two documents.
        fail_on: What ends it with 1.

    Raises:
        PlatformError: if something of it cannot be read, or git does not know the commit.
    """
    root = project.files.root
    asked = Asked(ref, wanted, fail_on, project.today, project.environment)
    return diff_since(project.files, project.run, Git(root), consumers_of_project(root), compare, asked)


def draft_of(report: DiffReport, code: str, at: str, *, today: date) -> str:
    """
    Return the text of a waiver of what a report refuses, for people to complete.

    Raises:
        WaiverError: if nothing of that code was found there.
    """
    from platform_constructs.flows.contracts.draft_acceptance import (  # noqa: PLC0415  # brings the rooms of a synth
        draft_acceptance,
    )

    return draft_acceptance(report, code, at, today=today).toml
