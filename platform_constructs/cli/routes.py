"""
`paved routes`: every route with its owner and who may call it, as a list, a map or a picture; and what changed.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.route_changes import (
    route_changes_json,
    route_changes_markdown,
    route_changes_text,
)
from platform_constructs.adapters.reports.route_list import routes_text
from platform_constructs.adapters.reports.route_page import routes_html
from platform_constructs.adapters.reports.route_picture import routes_svg
from platform_constructs.adapters.route_map_file import two_route_maps
from platform_constructs.catalog.route_changes import FAILS, Kind, lone_stacks
from platform_constructs.catalog.route_map import RouteMap, route_map_json
from platform_constructs.cli.listing import Listing
from platform_constructs.cli.project import Project, project_options
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import read_project
from platform_constructs.flows.routes import compare_routes, joined, map_routes
from platform_constructs.model.counted import counted

__all__ = ["routes"]

_NOTHING = "nothing"
_MOST_NAMED = 10  # stacks in a note
_FORMS = {"text": routes_text, "json": route_map_json, "svg": routes_svg, "html": routes_html}


@click.group(cls=Listing)
def routes() -> None:
    """
    List every route with its owner, stack and scopes; `list` may be left out.
    """


@routes.command("list")
@click.argument("stacks", nargs=-1)
@project_options
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    default="text",
    help="A table, the route map, or a picture of the tree of paths. Default: text.",
)
@click.option("--everywhere", is_flag=True, help="Also list what released route maps have of other repositories.")
def list_all(
    stacks: tuple[str, ...],
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
    everywhere: bool,
) -> int:
    """
    List the routes of STACKS (names of stacks or domains; none means all).
    """
    project = Project.find(root, environment, as_of)
    read = read_project(project.files, project.run, wanted=stacks, environment=project.environment)
    found = map_routes(read, contracts_of(read, project.files), today=project.today)
    if everywhere:
        found = joined(found, read.elsewhere)
    elif read.elsewhere.routes and form == "text":
        more = counted(len(read.elsewhere.routes), "route")
        click.echo(f"paved: {more} of other repositories left out; --everywhere lists them", err=True)
    click.echo(_FORMS[form](found).rstrip("\n"))
    return 0


@routes.command()
@click.argument("old", type=click.Path(allow_dash=True, path_type=Path))
@click.argument("new", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--fail-on",
    "refused",
    type=click.Choice([*map(str, Kind), _NOTHING]),
    multiple=True,
    default=tuple(map(str, FAILS)),
    help=f"End with 1 for such a change; may be repeated. Default: {', '.join(FAILS)}.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How to print. Default: text.",
)
def diff(old: Path, new: Path, refused: tuple[str, ...], form: str) -> int:
    """
    Say what became of each route from the route map OLD to NEW.

    Each is a file, the output folder of a synth, or - for standard input.

    Ends with 1 when a route was taken over by another domain, lets callers in that it did not, or is gone without
    having been deprecated.
    """
    before, after = two_route_maps(old, new, sys.stdin.buffer)
    _tell_lone_stacks(before, after)
    changes = compare_routes(before, after)
    kinds = [kind for kind in Kind if kind in refused]
    if form == "json":
        click.echo(json_text(route_changes_json(changes, kinds)))
    else:
        click.echo((route_changes_markdown if form == "markdown" else route_changes_text)(changes, kinds))
    return int(any(kind in kinds for one in changes for kind in one.kinds))


def _tell_lone_stacks(old: RouteMap, new: RouteMap) -> None:
    """A map of some stacks against a map of all is an easy slip, and looks like a massacre."""
    gone, come = lone_stacks(old, new)
    for stacks, has, lacks, told in ((gone, "OLD", "NEW", "gone"), (come, "NEW", "OLD", "added")):
        if stacks:
            named = ", ".join(stacks[:_MOST_NAMED]) + (", ..." if len(stacks) > _MOST_NAMED else "")
            whole = f"{has} has whole stacks that {lacks} lacks, so all their routes are told as {told}: {named}"
            click.echo(f"note: {whole}", err=True)
