"""
`paved permissions`: what the pipeline of a domain may do, and why.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.permissions import permissions_json, permissions_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.flows.asking.caller_policy import caller_policy
from platform_constructs.flows.asking.permissions import permissions as story
from platform_constructs.flows.read_project import read_project

__all__ = ["permissions"]


@click.command()
@click.argument("domain")
@project_options
@format_option
@click.option("--calls", is_flag=True, help="Print what its services may call of internal APIs, as a policy of IAM.")
def permissions(
    domain: str, root: Path | None, environment: str | None, as_of: datetime | None, form: str, *, calls: bool
) -> int:
    """
    Explain what the deployment role of DOMAIN may do in an environment, and what it can never do, each with its reason.

    Ends with 1 when the role cannot be made as it should be.
    """
    project = Project.find(root, environment, as_of)
    read = read_project(project.files, project.run, environment=project.environment)
    if calls:
        click.echo(json_text(caller_policy(read, project.files, domain, today=project.today)))
        return 0
    answer = story(read, domain)
    click.echo(json_text(permissions_json(answer)) if form == "json" else permissions_text(answer))
    return int(any(one.blocks for one in answer.findings))
