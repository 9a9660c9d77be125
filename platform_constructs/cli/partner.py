"""
`paved partner`: companies outside that call public APIs, from the first line of the file to the last.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import click

from platform_constructs.adapters.replaced_file import replace_file
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.partners import (
    handover_sheet,
    partners_json,
    partners_text,
    rotate_command,
)
from platform_constructs.cli.listing import Listing
from platform_constructs.cli.project import Project, project_options, say
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import lawbook
from platform_constructs.errors import RegistryError
from platform_constructs.flows.asking.partners import Change, handover, list_partners, with_one, without_one
from platform_constructs.flows.read_project import Project as Read
from platform_constructs.flows.read_project import read_project
from platform_constructs.model.counted import counted
from platform_constructs.model.partner import Partner
from platform_constructs.registry.partners.edit import table_of

__all__ = ["partner"]

_TERM: Final = timedelta(days=365)
_OVERLAP: Final = 7


@click.group(cls=Listing)
def partner() -> None:
    """
    List partners with what they may and what that opens; `list` may be left out.

    Nothing here reaches AWS: a change is reviewed and applied like any other, and what AWS has to be asked is printed.
    """


@partner.command("list")
@project_options
@format_option
def list_all(root: Path | None, environment: str | None, as_of: datetime | None, form: str) -> int:
    """
    List the partners of an environment. Ends with 1 when one of them would stop a synth.
    """
    project = Project.find(root, environment, as_of)
    answer = list_partners(_read(project), project.files, lawbook(project), today=project.today)
    click.echo(json_text(partners_json(answer)) if form == "json" else partners_text(answer))
    return int(any(one.blocks for one in answer.findings))


@partner.command()
@click.argument("name")
@click.option("--contact", required=True, help="A mail address at the partner.")
@click.option("--scope", "scopes", multiple=True, required=True, help="What it may; repeat it.")
@click.option("--title", help="The company's name. Default: NAME.")
@click.option("--rate", default=5, show_default=True, help="Requests per second in the long run.")
@click.option("--burst", default=10, show_default=True, help="Requests at once.")
@click.option("--per-day", default=10_000, show_default=True, help="Requests in a day.")
@click.option("--address", "addresses", multiple=True, help="A range it calls from, such as 203.0.113.0/28; repeat it.")
@click.option("--rotation-days", default=60, show_default=True, help="Days after which its secret is replaced.")
@click.option("--overlap-days", type=int, help="Days that the old one stays valid. Default: 7, or a quarter.")
@click.option("--tenant", help="Whose data it may see. Default: NAME.")
@click.option("--only-in", "places", multiple=True, help="An environment it is a partner in; repeat it. Default: all.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="The last day. Default: in a year.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@project_options
def add(
    name: str,
    contact: str,
    scopes: tuple[str, ...],
    title: str | None,
    rate: int,
    burst: int,
    per_day: int,
    addresses: tuple[str, ...],
    rotation_days: int,
    overlap_days: int | None,
    tenant: str | None,
    places: tuple[str, ...],
    expires: datetime | None,
    *,
    dry_run: bool,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
) -> int:
    """
    Write the partner NAME into the file of partners, which its owners then review.

    Ends with 1, and writes nothing, when a synth would refuse it.
    """
    project = Project.find(root, environment, as_of)
    new = Partner(
        name=name,
        title=title or name,
        contact=contact,
        scopes=tuple(sorted(scopes)),
        rate_per_second=rate,
        burst=burst,
        requests_per_day=per_day,
        rotation_days=rotation_days,
        overlap_days=min(_OVERLAP, rotation_days // 4) if overlap_days is None else overlap_days,
        tenant=tenant or name,
        expires=expires.date() if expires else _in_a_year(project.today),
        addresses=tuple(addresses),
        environments=tuple(sorted(places)),
    )
    change = with_one(_read(project), project.files, lawbook(project), new, today=project.today)
    for finding in change.findings:
        click.echo(f"{finding}\n")
    click.echo(table_of(new))
    if any(one.blocks for one in change.findings):
        click.echo("partner: nothing was written")
        return 1
    _write(project, change, dry_run=dry_run)
    return 0


@partner.command()
@click.argument("name")
@project_options
def show(name: str, root: Path | None, environment: str | None, as_of: datetime | None) -> int:
    """
    Print the sheet that the partner NAME is handed over, as Markdown. It holds no secret: commands fetch those.
    """
    project = Project.find(root, environment, as_of)
    click.echo(handover_sheet(handover(_read(project), project.files, name)))
    return 0


@partner.command()
@click.argument("name")
@project_options
def rotate(name: str, root: Path | None, environment: str | None, as_of: datetime | None) -> int:
    """
    Print the command that replaces the client secret of NAME now. The old one stays valid for its overlap.
    """
    project = Project.find(root, environment, as_of)
    handed = handover(_read(project), project.files, name)
    overlap = counted(handed.listed.partner.overlap_days, "day")
    say(f"whoever may, runs this in the account of {handed.environment}; the old secret is valid for {overlap} more")
    click.echo(rotate_command(handed))
    return 0


@partner.command()
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be removed.")
@project_options
def remove(name: str, *, dry_run: bool, root: Path | None, environment: str | None, as_of: datetime | None) -> int:
    """
    Take the partner NAME out of the file of partners, which its owners then review.

    Once platform-partners is applied, its client, key, plan and claims are gone; its secret can be brought back for 7
    days.
    """
    project = Project.find(root, environment, as_of)
    _write(project, without_one(_read(project), name), dry_run=dry_run)
    return 0


def _read(project: Project) -> Read:
    return read_project(project.files, project.run, environment=project.environment)


def _in_a_year(today: date) -> date:
    return today + _TERM


def _write(project: Project, change: Change, *, dry_run: bool) -> None:
    reviewers = f"{' or '.join(change.reviewers)} ({change.contact})"
    if dry_run:
        click.echo(f"partner: nothing was written; {reviewers} would review {change.file}")
        return
    file = project.files.root / change.file
    replace_file(file, change.old, change.new, error=RegistryError, code="PTR-035", called="the file of partners")
    click.echo(f"partner: written to {change.file}; {reviewers} reviews it")
