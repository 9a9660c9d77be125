"""
`paved packs list`: every version of every pack, and who is bound to it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.pack_shown import adoption_json, adoption_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import lawbook
from platform_constructs.flows.packs.adoption import adoption
from platform_constructs.flows.read_project import read_project
from policy_packs import PACKS

__all__ = ["list_packs"]


@click.command("list")
@project_options
@format_option
def list_packs(root: Path | None, environment: str | None, as_of: datetime | None, form: str) -> int:
    """
    List every version of every pack: draft, released, deprecated or withdrawn, and whom it binds.
    """
    project = Project.find(root, environment, as_of)
    read = read_project(project.files, project.run, environment=project.environment)
    found = adoption(read, lawbook(project), read_drafts(PACKS), today=project.today)
    click.echo(json_text(adoption_json(found)) if form == "json" else adoption_text(found))
    return 0
