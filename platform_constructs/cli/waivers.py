"""
`paved waivers`: who lives with what, until when, and how to ask for more.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from platform_constructs.adapters.checkov import find_checkov, scan
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.waivers import json_waivers, text_waivers
from platform_constructs.cli.listing import Listing
from platform_constructs.cli.project import Project, project_options, say
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.flows.asking.waivers import Standings, check_waivers, list_waivers
from platform_constructs.flows.beginning.draft_waiver import draft_waiver
from platform_constructs.flows.check import Scan
from platform_constructs.flows.synth import Ask, World

__all__ = ["waivers"]


@click.group(cls=Listing)
def waivers() -> None:
    """
    List waivers with all they say, the days left and how they stand; `list` may be left out.

    Ends with 1 when one does not hold.
    """


@waivers.command("list")
@click.argument("domains", nargs=-1)
@project_options
@format_option
def list_all(
    domains: tuple[str, ...], root: Path | None, environment: str | None, as_of: datetime | None, form: str
) -> int:
    """
    List the waivers of DOMAINS (none means all) without a synth.
    """
    project = Project.find(root, environment, as_of)
    told = list_waivers(project.files, project.run, lawbook(project), domains=domains, today=project.today)
    return _print(told, form)


@waivers.command()
@click.argument("stacks", nargs=-1)
@project_options
@format_option
def check(
    stacks: tuple[str, ...], root: Path | None, environment: str | None, as_of: datetime | None, form: str
) -> int:
    """
    List them and synthesise, which tells also which are stale or cover nothing. Writes nothing.
    """
    project = Project.find(root, environment, as_of)
    with _synth(project, stacks) as (world, ask, scanner):
        return _print(check_waivers(world, lawbook(project), ask, scanner), form)


@waivers.command()
@click.argument("code")
@click.argument("address")
@click.argument("stacks", nargs=-1)
@project_options
@format_option
def draft(
    code: str,
    address: str,
    stacks: tuple[str, ...],
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
) -> int:
    """
    Print a waiver of CODE at ADDRESS, as the finding shows both, for people to complete.

    STACKS (names of stacks or domains; none means all) are synthesised to find it; nothing is written.
    """
    project = Project.find(root, environment, as_of)
    with _synth(project, stacks) as (world, ask, scanner):
        drafted = draft_waiver(world, lawbook(project), ask, code, address, scanner)
    finding = drafted.finding
    say(f"complete the empty texts and put this into stacks/domains/{finding.owner}/waivers.toml")
    answer = {
        "approvers": list(drafted.approvers),
        "at": drafted.at,
        "expires": drafted.expires.isoformat(),
        "fingerprint": finding.fingerprint,
        "got": finding.got,
        "owner": finding.owner,
        "rule": finding.code,
        "what": finding.what,
        "where": asdict(finding.at),
    }
    click.echo(json_text(answer) if form == "json" else drafted.toml)
    return 0


@contextmanager
def _synth(project: Project, stacks: tuple[str, ...]) -> Iterator[tuple[World, Ask, Scan]]:
    """Offer a synth whose output nobody keeps."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"

        def scanner(*written: Any, **asked: Any) -> Any:
            return partial(scan, program=find_checkov(root=project.files.root))(*written, **asked)

        yield world_of(project, output), ask_for(project, stacks, output), scanner


def _print(standings: Standings, form: str) -> int:
    click.echo(json_waivers(standings) if form == "json" else text_waivers(standings))
    return 0 if standings.hold else 1
