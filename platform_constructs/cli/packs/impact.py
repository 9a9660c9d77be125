"""
`paved packs impact`: who would newly fail under a version of a pack, and what would change in their Terraform.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.impact_json import impact_json
from platform_constructs.adapters.reports.impact_markdown import impact_markdown
from platform_constructs.adapters.reports.impact_text import impact_text
from platform_constructs.cli.packs.bench import packs_folder, rules_for
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.flows.impact.impact import impact as story
from platform_constructs.flows.impact.impact_answer import Impact
from platform_constructs.flows.packs.candidate import read_candidate
from policy_packs import PACKS

__all__ = ["impact", "impact_options", "print_impact"]


def impact_options(command: click.decorators.FC) -> click.decorators.FC:
    """Add `--format` with Markdown, and `--verbose`."""
    forms = click.Choice(["text", "json", "markdown"])
    command = click.option("--format", "form", type=forms, default="text", help="How to print. Default: text.")(command)
    listed = "Name every stack where otherwise the first few stand for many."
    return click.option("--verbose", "-v", is_flag=True, help=listed)(command)


@click.command()
@click.argument("pack")
@click.argument("stacks", nargs=-1)
@packs_folder
@project_options
@impact_options
def impact(
    pack: str,
    stacks: tuple[str, ...],
    folder: Path | None,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
    verbose: bool,
) -> int:
    """
    Say what PACK would change in STACKS if it were in force there (names of stacks or domains; none means all).

    PACK is a version, such as external-api@1.1.0, or the draft of the next one: external-api@NEXT. Every stack is
    built and judged as it is and as it would be; nothing is written. Ends with 1 when anybody would newly fail.
    """
    project = Project.find(root, environment, as_of)
    packs = (folder or PACKS).resolve()
    book = lawbook(project)
    book = replace(book, rules={**book.rules, **rules_for(packs)})  # a draft may name rules that nobody has yet
    known, drafts = frozenset(book.rules), read_drafts(packs)
    candidate = read_candidate(pack, book.shelf, drafts, rules_known=known, folder=packs.name)
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "cdktf.out"
        answer = story(world_of(project, output), book, candidate, ask_for(project, stacks, output))
    return print_impact(answer, form, verbose=verbose)


def print_impact(answer: Impact, form: str, *, verbose: bool) -> int:
    """Print an impact and return the exit code."""
    if form == "json":
        click.echo(json_text(impact_json(answer)))
    else:
        click.echo(impact_markdown(answer) if form == "markdown" else impact_text(answer, verbose=verbose))
    return 1 if answer.consequences.refused else 0
