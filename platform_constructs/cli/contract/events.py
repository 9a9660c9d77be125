"""
`paved contract events`: what domains publish, and the documents made of it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.event_list import events_json, events_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.world import lawbook
from platform_constructs.flows.contracts.list_events import asyncapi_of, list_events, registry_schemas_of
from platform_constructs.flows.read_project import read_project

__all__ = ["events"]


@click.command()
@click.argument("domains", nargs=-1)
@project_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "asyncapi", "draft4"]),
    default="text",
    help="A table, a list, AsyncAPI 3.0 of one domain, or the schema registry's draft 4. Default: text.",
)
def events(
    domains: tuple[str, ...], root: Path | None, environment: str | None, as_of: datetime | None, form: str
) -> int:
    """
    List the events that DOMAINS (none means all) publish, and what is wrong with their contracts.

    Ends with 1 when an event contract is refused. The documents are written all the same.
    """
    project = Project.find(root, environment, as_of)
    read = read_project(project.files, project.run, environment=project.environment)
    listed = list_events(read, project.files, lawbook(project), domains, today=project.today)
    if form == "asyncapi":
        click.echo(json_text(asyncapi_of(listed, read)))
    elif form == "draft4":
        click.echo(json_text(registry_schemas_of(listed)))
    else:
        click.echo(json_text(events_json(listed)) if form == "json" else events_text(listed))
    refused = [one for one in listed.findings if one.blocks]
    if refused and form in ("asyncapi", "draft4"):
        click.echo("\n\n".join(map(str, refused)), err=True)
    return int(bool(refused))
