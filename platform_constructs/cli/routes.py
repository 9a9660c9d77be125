"""
`paved routes`: every route, with owner, stack and scopes.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.text import table
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.flows.read_project import read_project
from platform_constructs.flows.routes import list_routes

__all__ = ["routes"]


@click.command()
@click.argument("stacks", nargs=-1)
@project_options
@format_option
def routes(
    stacks: tuple[str, ...], root: Path | None, environment: str | None, as_of: datetime | None, form: str
) -> int:
    """
    List the routes of STACKS (names of stacks or domains; none means all).
    """
    project = Project.find(root, environment, as_of)
    read = read_project(project.files, project.run, wanted=stacks, environment=project.environment)
    listed = list_routes(read, project.files)
    if form == "json":
        found = [
            {
                "domain": one.route.domain,
                "host": one.host_name,
                "method": one.route.method,
                "open": not one.scopes,
                "operation": one.route.operation,
                "path": one.route.path,
                "scopes": list(one.scopes),
                "stack": one.route.stack,
                "where": str(one.route.place),
            }
            for one in listed
        ]
        click.echo(json_text({"environment": read.environment.name, "routes": found}))
    else:
        rows = [
            [
                one.route.method,
                f"{one.host_name}{one.route.path}",
                one.route.domain,
                one.route.stack,
                one.route.operation,
                " | ".join(one.scopes) or "(open)",
            ]
            for one in listed
        ]
        click.echo(table(["METHOD", "URL", "OWNER", "STACK", "OPERATION", "SCOPES"], rows))
    return 0
