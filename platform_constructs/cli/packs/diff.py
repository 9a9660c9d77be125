"""
`paved packs diff`: what one version of a pack changes, and how far its number has to step for it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.pack_changes import changes_json, changes_markdown, changes_text
from platform_constructs.cli.packs.bench import as_of_option, day_of, find_bench, packs_folder, rules_for
from platform_constructs.flows.packs.compare_packs import compare_packs
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.policy.packs.shelf import Shelf

__all__ = ["diff"]


@click.command()
@click.argument("name")
@click.argument("old", required=False)
@click.argument("new", required=False)
@packs_folder
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How to print. Default: text.",
)
def diff(name: str, old: str | None, new: str | None, folder: Path | None, as_of: datetime | None, form: str) -> int:
    """
    Say what version NEW of the pack NAME changes that OLD said; each is a version or NEXT, the draft.

    Without NEW it is the draft, without OLD the last release before it. What is stricter, looser, new or gone is
    computed from what both versions refuse, not from how they are written.
    """
    bench = find_bench(folder, None)
    rules = rules_for(bench.packs)
    known = frozenset(rules)
    files, _ = bench.released()
    comparison = compare_packs(
        name,
        old,
        new,
        Shelf(packs_in(files, bench.packs.name, rules_known=known)),
        read_drafts(bench.packs),
        rules_known=known,
        today=day_of(as_of),
        home=bench.packs.name,
    )
    if form == "json":
        click.echo(json_text(changes_json(comparison, rules)))
    else:
        click.echo((changes_markdown if form == "markdown" else changes_text)(comparison, rules))
    return 0
