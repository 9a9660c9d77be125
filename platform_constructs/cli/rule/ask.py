"""
`paved rule ask`: what a rule says of what is written today, before any pack names it.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.answers import json_answers, text_answers
from platform_constructs.cli.packs.bench import packs_folder, rules_for
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.flows.asking.ask_rule import ask_rule, rule_named
from policy_packs import PACKS

__all__ = ["ask"]


@click.command()
@click.argument("code")
@click.argument("stacks", nargs=-1)
@packs_folder
@project_options
@format_option
@click.option("--verbose", "-v", is_flag=True, help="List every address that the rule was asked about.")
def ask(
    code: str,
    stacks: tuple[str, ...],
    folder: Path | None,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
    verbose: bool,
) -> int:
    """
    Ask the rule CODE (or its name) about STACKS (names of stacks or domains; none means all) as they are today.

    No pack has to name the rule, and nothing is written. Ends with 1 when a pack could block what it found, with 2
    when it judged nothing.
    """
    project = Project.find(root, environment, as_of)
    book = lawbook(project)
    rule = rule_named(code, {**book.rules, **rules_for((folder or PACKS).resolve())})
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "cdktf.out"
        answers = ask_rule(world_of(project, output), book, ask_for(project, stacks, output), rule)
    click.echo(json_answers(answers) if form == "json" else text_answers(answers, verbose=verbose))
    return 1 if answers.findings else 0
