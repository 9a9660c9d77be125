"""
`paved whoowns`: whose a URL is.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.whoowns_granted import KINDS, as_json, as_text, whose
from platform_constructs.flows.read_project import read_project
from platform_constructs.flows.whoowns import Answer
from platform_constructs.flows.whoowns import whoowns as story

__all__ = ["whoowns"]


@click.command()
@click.argument("method")
@click.argument("url")
@project_options
@format_option
def whoowns(
    method: str, url: str, root: Path | None, environment: str | None, as_of: datetime | None, form: str
) -> int:
    """
    Say whose METHOD URL is: the claims above it, what answers it, whom to ask.

    Also `EVENT meridian.ordering/ServiceOrderPlaced` and `SCOPE ordering/orders.read`: who owns it, and whom it is
    granted to.

    Ends with 1 when it is nobody's, or contested.
    """
    project = Project.find(root, environment, as_of)
    if method.upper() in KINDS:
        owned = whose(project, method.upper(), url)
        click.echo(json_text(as_json(owned)) if form == "json" else as_text(owned))
        return 0 if owned.status == "Accepted" else 1
    read = read_project(project.files, project.run, environment=project.environment)
    answer = story(read, project.files, method, url, today=project.today)
    click.echo(json_text(_as_json(answer)) if form == "json" else _as_text(answer))
    return 0 if answer.ownership.status == "Accepted" else 1


def _as_text(answer: Answer) -> str:
    found, route = answer.ownership, answer.ownership.route
    lines = [f"{found.method} {found.path}" + (f" on host {found.host}" if found.host else "")]
    lines.append(f"  status    {found.status}")
    lines += [f"  claim     {one.prefix} by {one.domain}, {one.place}" for one in found.chain]
    lines += [f"  reserved  {found.reserved.prefix}: {found.reserved.reason}"] if found.reserved else []
    lines += [f"  nearest   {found.nearest.prefix} by {found.nearest.domain}"] if found.nearest else []
    if answer.elsewhere:
        lines.append(f"  host      it belongs to {answer.elsewhere}: add --environment {answer.elsewhere}")
    elif not found.host:
        lines.append("  host      no host of the registry has this name")
    if route is not None:
        lines.append(f"  answers   {route.operation} of {route.stack}, {route.place}")
        lines.append(f"  mapping   {found.mount or 'none'}")
        lines.append(f"  scopes    {' | '.join(answer.scopes) or '(open to anyone)'}")
    elif found.chain:
        lines.append("  answers   nothing: no contract declares it")
    who = answer.ask
    lines.append(
        f"  {'owner' if answer.owner else 'ask':8}  {who.name} ({who.title}), {who.contact}, on call: {who.on_call}"
    )
    return "\n".join(lines)


def _as_json(answer: Answer) -> dict[str, object]:
    found, route = answer.ownership, answer.ownership.route
    return {
        "ask": {"domain": answer.ask.name, "contact": answer.ask.contact, "on_call": answer.ask.on_call},
        "chain": [{"domain": one.domain, "prefix": one.prefix, "where": str(one.place)} for one in found.chain],
        "host": found.host,
        "mapping": found.mount,
        "method": found.method,
        "nearest": found.nearest.prefix if found.nearest else None,
        "owner": found.domain,
        "path": found.path,
        "route": {"operation": route.operation, "stack": route.stack, "where": str(route.place)} if route else None,
        "scopes": list(answer.scopes),
        "status": str(found.status),
    }
