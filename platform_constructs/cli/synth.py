"""
`paved synth`: build, judge and publish the stacks.
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_report
from platform_constructs.adapters.reports.text import text_report
from platform_constructs.cli.project import Command, Project, project_options
from platform_constructs.cli.world import ask_for, lawbook, output_folder, world_of
from platform_constructs.flows.report import Report
from platform_constructs.flows.synth import synth as story

__all__ = ["format_option", "print_report", "report_options", "synth"]

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print. Default: text."
)


def report_options(command: Command) -> Command:
    """Add `--format` and `--verbose`."""
    listed = "List also what contracts lose on their way into API Gateway, and what is waived."
    return format_option(click.option("--verbose", "-v", is_flag=True, help=listed)(command))


@click.command()
@click.argument("stacks", nargs=-1)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Where to write. Default: cdktf.out.")
@project_options
@report_options
def synth(
    stacks: tuple[str, ...],
    output: Path | None,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
    verbose: bool,
) -> int:
    """
    Build, judge and write STACKS (names of stacks or domains; none means all).

    What breaks a blocking rule is not written; the earlier output is then untouched.
    """
    start = time.perf_counter()
    project = Project.find(root, environment, as_of)
    folder = output_folder(project, output)
    report = story(world_of(project, folder), lawbook(project), ask_for(project, stacks, folder))
    return print_report(report, form, seconds=time.perf_counter() - start, verbose=verbose)


def print_report(report: Report, form: str, *, seconds: float, verbose: bool) -> int:
    """Print a report and return the exit code."""
    click.echo(json_report(report) if form == "json" else text_report(report, seconds=seconds, verbose=verbose))
    return 1 if report.refused else 0
