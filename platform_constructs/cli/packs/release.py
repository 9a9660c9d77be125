"""
`paved packs release`: freeze a draft as the next version of its pack.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.pack_changes import release_note
from platform_constructs.adapters.reports.pack_check import check_json, check_text, release_text
from platform_constructs.cli.packs.bench import as_of_option, bench_options, day_of, find_bench, read_bench
from platform_constructs.cli.synth import format_option
from platform_constructs.flows.packs.release_pack import release_pack

__all__ = ["release"]


@click.command()
@click.argument("name")
@bench_options
@as_of_option
@format_option
def release(name: str, folder: Path | None, cases: Path | None, as_of: datetime | None, form: str) -> int:
    """
    Release the draft of NAME: freeze it, lock it, and remember what its rules say of every case.

    Nothing is released that `paved packs check` does not pass. The draft becomes NAME/VERSION.toml, its digest joins
    packs.lock, golden verdicts and a fragment of the changelog are written: all of it, or nothing.
    """
    folders = find_bench(folder, cases)
    folders.refuse_installed()
    bench = read_bench(folders)
    written: list[str] = []
    released = release_pack(
        name,
        bench,
        lambda comparison: release_note(comparison, bench.rules),
        lambda frozen: written.extend(folders.write(frozen)),
        today=day_of(as_of),
    )
    if form == "json":
        click.echo(json_text({**check_json(released, bench.rules), "written": written}))
    else:
        click.echo(
            check_text(released, bench.rules) if released.findings else release_text(released, written, bench.rules)
        )
    return 1 if released.findings else 0
