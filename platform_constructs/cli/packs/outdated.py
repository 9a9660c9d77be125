"""
`paved packs outdated`: who is behind the newest version of which pack.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.text import table
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import lawbook
from platform_constructs.errors import shown
from platform_constructs.flows.packs.outdated import BoundVersion
from platform_constructs.flows.packs.outdated import outdated as story
from platform_constructs.flows.read_project import read_project

__all__ = ["outdated"]


@click.command()
@click.argument("stacks", nargs=-1)
@project_options
@format_option
def outdated(
    stacks: tuple[str, ...], root: Path | None, environment: str | None, as_of: datetime | None, form: str
) -> int:
    """
    List the packs of STACKS (names of stacks or domains; none means all), and how far behind each is.

    The last column names the line of the registry that keeps the newest version out.
    """
    project = Project.find(root, environment, as_of)
    read = read_project(project.files, project.run, wanted=stacks, environment=project.environment)
    found = story(read, lawbook(project), project.files, today=project.today)
    wanted = {one.domain for one in read.declarations if one.stack in read.selected}
    listed = [one for one in found if not stacks or one.domain in wanted]
    if form == "json":
        rows = [{**asdict(one), "is_behind": one.is_behind} for one in listed]
        click.echo(json_text({"as_of": project.today.isoformat(), "environment": read.environment.name, "packs": rows}))
    else:
        heading = ["DOMAIN", "PACK", "IN FORCE", "NEWEST", "STATE", "STEP", "EFFECT", "HELD BY"]
        click.echo(table(heading, [_row(one) for one in listed]))
        behind = sum(1 for one in listed if one.is_behind)
        click.echo(f"\n{behind} of {len(listed)} behind; `paved packs adopt WHO PACK@VERSION --dry-run` shows a step")
        if steps := sorted({step for one in listed for step in one.steps}):
            click.echo("\n".join(f"  paved packs adopt {shown(step)} --dry-run" for step in steps))
    return 0


def _row(one: BoundVersion) -> list[str]:
    state = f"{one.state}; adopt {one.instead}" if one.instead else one.state
    held = " and ".join(one.held_by)
    return [one.domain, one.pack, one.in_force or "none", one.newest, state, one.step, ", ".join(one.effects), held]
