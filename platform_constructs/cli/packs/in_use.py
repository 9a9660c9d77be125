"""
What the project around has to do with packs that are being made: who is bound to them, and what they judge there.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from platform_constructs.adapters.reports.impact_text import idle_note
from platform_constructs.cli.project import Project
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.errors import PlatformError, RegistryError
from platform_constructs.flows.impact.impact import impact
from platform_constructs.flows.packs.bench import Bench
from platform_constructs.flows.packs.check_draft import Checked
from platform_constructs.flows.packs.check_leaving import still_bound
from platform_constructs.flows.read_project import read_project
from platform_constructs.model.finding import Finding
from platform_constructs.policy.packs.terms import Pack

__all__ = ["in_use", "project_around"]


def project_around(as_of: datetime | None) -> Project | None:
    """Return the project that the command is called in; None where there is none."""
    try:
        return Project.find(None, None, as_of)
    except RegistryError as error:
        if error.code != "REG-090":
            raise
        return None


def in_use(project: Project, bench: Bench, checked: Checked) -> tuple[tuple[Finding, ...], list[str]]:
    """
    Return who is still bound to a withdrawn release, and what is to be said of each draft's rules in this project.

    A project that cannot be read or built is no fault of a draft: that is then said instead.
    """
    try:
        read = read_project(project.files, project.run)
        bound = still_bound(read, bench, today=project.today)
    except PlatformError as error:
        return (), [f"the project was not looked at: {error.what}"]
    drafts = [draft.comparison.new for draft in checked.drafts if draft.comparison]
    return bound, [note for draft in drafts for note in _idle(project, draft)]


def _idle(project: Project, draft: Pack) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        try:
            answer = impact(world_of(project, output), lawbook(project), draft, ask_for(project, (), output))
        except PlatformError as error:
            if error.code == "PACK-056":
                return [f"{draft.label} binds nobody in this project, so none of its rules judged anything"]
            return [f"what the rules of {draft.label} judge was not looked at: {error.what}"]
    return idle_note(answer)
