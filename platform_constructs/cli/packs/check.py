"""
`paved packs check`: may the drafts be released, and is every release as it was?
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.pack_check import check_json, check_text
from platform_constructs.cli.packs.bench import as_of_option, bench_options, day_of, find_bench, read_bench
from platform_constructs.cli.packs.in_use import in_use, project_around
from platform_constructs.cli.synth import format_option
from platform_constructs.flows.packs.check_draft import check_packs
from platform_constructs.flows.packs.release_pack import golden_of_releases

__all__ = ["check"]


@click.command()
@click.argument("names", nargs=-1)
@bench_options
@as_of_option
@click.option("--freeze", is_flag=True, help="First write the golden verdicts of releases that have none.")
@format_option
def check(
    names: tuple[str, ...], folder: Path | None, cases: Path | None, as_of: datetime | None, freeze: bool, form: str
) -> int:
    """
    Say whether the drafts of NAMES may be released (none means all), and whether every release is as it was.

    Every rule of a draft exists, is documented and proved by cases; its version steps far enough for what it changes;
    it says what changed. Every released file is as it was locked, and every rule means what it meant at the release.
    What is said of versions on their way out is in order.

    In a project, nobody is bound to a withdrawn version, and rules of a draft that judge nothing there are named.
    """
    folders = find_bench(folder, cases)
    bench = read_bench(folders)
    if freeze:
        folders.write(golden_of_releases(bench))
        bench = read_bench(folders)
    checked = check_packs(names, bench, today=day_of(as_of))
    notes: list[str] = []
    if folder is None and (project := project_around(as_of)) is not None:
        bound, notes = in_use(project, bench, checked)
        checked = replace(checked, bound=bound)
    if form == "json":
        click.echo(json_text(check_json(checked, bench.rules, notes)))
    else:
        click.echo(check_text(checked, bench.rules, notes))
    return 1 if checked.findings else 0
