"""
`paved whoowns`: whose a URL is.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.whoowns import whoowns_json, whoowns_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.whoowns_granted import KINDS, as_json, as_text, whose
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.flows.asking.serving_built import Built
from platform_constructs.flows.asking.serving_built import built as built_stack
from platform_constructs.flows.asking.whoowns import whoowns as story
from platform_constructs.flows.read_project import read_project

__all__ = ["whoowns"]


@click.command()
@click.argument("method")
@click.argument("url")
@click.option("--built", is_flag=True, help="Build the answering stack; name its Terraform resources and alarms.")
@project_options
@format_option
def whoowns(
    method: str, url: str, built: bool, root: Path | None, environment: str | None, as_of: datetime | None, form: str
) -> int:
    """
    Say whose METHOD URL is: the claims above it, what answers it and what stands in its way, whom to ask.

    Ends with 1 when it is nobody's, or contested.
    """
    project = Project.find(root, environment, as_of)
    if method.upper() in KINDS:
        owned = whose(project, method.upper(), url)
        click.echo(json_text(as_json(owned)) if form == "json" else as_text(owned))
        return 0 if owned.status == "Accepted" else 1
    read = read_project(project.files, project.run, environment=project.environment)
    answer = story(read, project.files, lawbook(project).shelf, method, url, today=project.today)
    route = answer.ownership.route
    found = _built(project, route.stack) if built and route is not None and answer.is_here else None
    if built and found is None:
        why = "no contract answers, or `paved synth` refuses it" if answer.is_here else "it is another repository's"
        click.echo(f"paved: nothing was built: {why}", err=True)
    click.echo(json_text(whoowns_json(answer, found)) if form == "json" else whoowns_text(answer, found))
    return 0 if answer.ownership.status == "Accepted" else 1


def _built(project: Project, stack: str) -> Built | None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        return built_stack(world_of(project, output), lawbook(project), ask_for(project, (stack,), output))
