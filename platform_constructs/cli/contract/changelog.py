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
from platform_constructs.flows.contracts.changelog import changelog_of
from platform_constructs.flows.contracts.comparer import comparer

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
    Print the changelog from the contract OLD to NEW, of an API or an event, as Markdown.

    Each is a file, or REF:path for a file of a commit.
    """
    pair = two_sides(old, new, Path.cwd())
    assert pair.old is not None  # noqa: S101  # two were named
    assert pair.new is not None  # noqa: S101  # two were named
    today = date.today()  # noqa: DTZ011  # sunsets are dates of the reader's own calendar
    made = changelog_of(pair.old, pair.new, comparer(today=today, tolerant=mode == TOLERANT))
    day = released.date() if released else None
    old_version, new_version = made.version.old, made.version.new
    click.echo(changelog_markdown(made.entries, title=made.title, old=old_version, new=new_version, day=day))
    return 0
