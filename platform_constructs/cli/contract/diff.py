"""
`paved contract diff`: what changed in contracts, whom it breaks, and whether the version says so.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from platform_constructs.adapters.consumer_files import consumers_beside
from platform_constructs.adapters.contract_sides import files_since, two_sides
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.contract_diff_json import diff_json
from platform_constructs.adapters.reports.contract_diff_markdown import diff_markdown
from platform_constructs.adapters.reports.contract_diff_text import diff_text
from platform_constructs.cli.contract.mode import TOLERANT, mode_option
from platform_constructs.cli.project import Project, project_options
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.contracts.comparer import comparer
from platform_constructs.flows.contracts.diff_report import DiffReport, FailOn, diff_contracts
from platform_constructs.flows.contracts.outcome import Compare

__all__ = ["diff"]

_CONTRACTS = (".json", ".yaml", ".yml")


@click.command()
@click.argument("what", nargs=-1)
@click.option("--since", metavar="REF", help="Compare with where this branch left REF: a branch, tag or commit.")
@project_options
@mode_option
@click.option(
    "--fail-on",
    type=click.Choice(list(map(str, FailOn))),
    default=str(FailOn.BREAKING),
    help="What ends with 1. Default: breaking.",
)
@click.option("--all", "everything", is_flag=True, help="Show every change, not only the worst.")
@click.option(
    "--draft",
    nargs=2,
    metavar="CODE AT",
    help="Print a waiver that accepts the changes of CODE at AT, for people to complete.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How to print. Default: text.",
)
def diff(
    what: tuple[str, ...],
    since: str | None,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    mode: str,
    fail_on: str,
    everything: bool,
    draft: tuple[str, str] | None,
    form: str,
) -> int:
    """
    Say what changed from the contract OLD to NEW, or with --since in the contracts of STACKS or FILES.

    OLD and NEW are files, or REF:path for a file of a commit. With --since, no names mean every contract of the
    project, of APIs and of events; a contract's waivers, its consumers and the domains that were granted an event are
    asked then, too.

    Ends with 1 when something breaks consumers and nobody accepted it, 2 when a contract could not be compared.
    """
    today = as_of.date() if as_of else date.today()  # noqa: DTZ011  # dates in waivers are the reader's own
    compare = comparer(today=today, tolerant=mode == TOLERANT)
    refused = FailOn(fail_on)
    if since is None:
        report = _two(what, compare, refused)
    elif files := [each for each in what if each.endswith(_CONTRACTS) and Path(each).is_file()]:
        report = _files(files, what, since, compare, refused)
    else:
        from platform_constructs.cli.contract.since import draft_of, project_since  # noqa: PLC0415  # see there

        report = project_since(Project.find(root, environment, as_of), what, since, compare, refused)
        if draft:
            click.echo(draft_of(report, *draft, today=today))
            return 0
    if form == "json":
        click.echo(json_text(diff_json(report)))
    else:
        click.echo((diff_markdown if form == "markdown" else diff_text)(report, everything=everything))
    return report.exit_code


def _two(what: tuple[str, ...], compare: Compare, refused: FailOn) -> DiffReport:
    if len(what) != 2:
        raise _unclear("two contracts are compared, or all with --since", f"{len(what)} names")
    old, new = what
    pair = two_sides(old, new, Path.cwd())
    beside = consumers_beside(Path(new)) if Path(new).is_file() else ()
    return diff_contracts([pair], compare, consumers=beside, fail_on=refused)


def _files(files: list[str], what: tuple[str, ...], since: str, compare: Compare, refused: FailOn) -> DiffReport:
    if len(files) < len(what):
        other = next(each for each in what if each not in files)
        raise _unclear("names of stacks and files are asked for apart", other)
    pairs = files_since(since, tuple(files), Path.cwd())
    return diff_contracts(pairs, compare, fail_on=refused, since=since)


def _unclear(what: str, got: str) -> DeclarationError:
    fix = "write `paved contract diff OLD NEW`, `--since REF [STACK...]` or `--since REF FILE...`"
    return DeclarationError("CON-159", what, at="the command line", got=got, fix=fix)
