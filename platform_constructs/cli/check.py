"""
`paved check`: judge and scan what the inputs give, and write nothing.
"""

from __future__ import annotations

import tempfile
import time
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from platform_constructs.adapters.checkov import find_checkov, scan
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import print_report, report_options
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.flows.check import check as story

__all__ = ["check"]


@click.command()
@click.argument("stacks", nargs=-1)
@project_options
@report_options
def check(
    stacks: tuple[str, ...],
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
    verbose: bool,
) -> int:
    """
    Judge STACKS and scan them with checkov; write nothing. What CI runs.
    """
    start = time.perf_counter()
    project = Project.find(root, environment, as_of)
    program = find_checkov(root=project.files.root)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        world = world_of(project, output)
        report = story(world, lawbook(project), ask_for(project, stacks, output), partial(scan, program=program))
    return print_report(report, form, seconds=time.perf_counter() - start, verbose=verbose)
