"""
`paved quotas`: how much of what AWS allows is used, and by whom.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_finding, json_text
from platform_constructs.adapters.reports.quotas import quotas_json, quotas_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import report_options
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.flows.asking.quotas import quotas as story

__all__ = ["quotas"]


@click.command()
@click.argument("stacks", nargs=-1)
@project_options
@report_options
def quotas(
    stacks: tuple[str, ...],
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
    verbose: bool,
) -> int:
    """
    Count what STACKS (none means all) use of AWS's quotas: used, limit, by whom, and what runs out next.

    Ends with 1 when something is over its limit.
    """
    project = Project.find(root, environment, as_of)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        answer = story(world_of(project, output), lawbook(project), ask_for(project, stacks, output))
    if answer.findings:
        found = [json_finding(one) for one in answer.findings]
        click.echo(json_text({"findings": found}) if form == "json" else "\n\n".join(map(str, answer.findings)))
        return 1
    click.echo(json_text(quotas_json(answer)) if form == "json" else quotas_text(answer, verbose=verbose))
    return int(any(entry.used > entry.limit for entry in answer.entries))
