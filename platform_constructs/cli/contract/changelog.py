"""
`paved contract changelog`: what a version of a contract changes, for the people who use it.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from platform_constructs.adapters.contract_sides import two_sides
from platform_constructs.adapters.reports.contract_changelog import changelog_markdown
from platform_constructs.cli.contract.mode import TOLERANT, mode_option
from platform_constructs.flows.contracts.changelog import changelog as entries_of
from platform_constructs.flows.contracts.comparer import comparer
from platform_constructs.flows.contracts.diff import title_of

__all__ = ["changelog"]


@click.command()
@click.argument("old")
@click.argument("new")
@mode_option
@click.option(
    "--released", type=click.DateTime(["%Y-%m-%d"]), help="The day to write beside the version. Default: none."
)
def changelog(old: str, new: str, mode: str, released: datetime | None) -> int:
    """
    Print the changelog from the contract OLD to NEW as Markdown; each is a file, or REF:path for a file of a commit.
    """
    pair = two_sides(old, new, Path.cwd())
    assert pair.old is not None  # noqa: S101  # two were named
    assert pair.new is not None  # noqa: S101  # two were named
    before, after = pair.old.document(), pair.new.document()
    today = date.today()  # noqa: DTZ011  # sunsets are dates of the reader's own calendar
    outcome = comparer(today=today, tolerant=mode == TOLERANT)(before, after)
    version = outcome.version(outcome.changes)
    day = released.date() if released else None
    told = entries_of(outcome.changes)
    click.echo(changelog_markdown(told, title=title_of(after), old=version.old, new=version.new, day=day))
    return 0
