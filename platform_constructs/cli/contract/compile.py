"""
`paved contract compile`: what API Gateway would make of a contract.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.compiled_files import write_compiled
from platform_constructs.adapters.contract_sides import file_side
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.feasibility import feasibility_json, feasibility_text
from platform_constructs.cli.project import Project, project_options, say
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import lawbook
from platform_constructs.flows.contracts.compile import Compiled, compile_file, compile_stacks, only_one
from platform_constructs.flows.read_project import read_project

__all__ = ["compile_"]

_CONTRACTS = (".json", ".yaml", ".yml")


@click.command("compile")
@click.argument("what")
@click.option("--mount", default="/", help="Of a file: the base path that the host's mapping strips. Default: /.")
@click.option(
    "--scope-prefix", help="Of a file: the resource server of its scopes. Default: the one most of its scopes name."
)
@click.option("--body", type=click.Path(dir_okay=False, path_type=Path), help="Write the compiled OpenAPI body here.")
@click.option(
    "--sources",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here which line of the contract each part of the body came from.",
)
@click.option("--all", "everything", is_flag=True, help="List every operation and every place.")
@project_options
@format_option
def compile_(
    what: str,
    mount: str,
    scope_prefix: str | None,
    body: Path | None,
    sources: Path | None,
    everything: bool,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
) -> int:
    """
    Say what API Gateway would make of WHAT: an OpenAPI file, a stack or a domain.

    Lists what is carried, what is not checked at the gateway so that the backend has to, and what is refused. A
    declared contract is compiled as a synth would. The body written has no integrations and authorizers: those are
    added by the road.

    Ends with 1 when the contract is refused; no file is written then.
    """
    found: tuple[Compiled, ...]
    if what.endswith(_CONTRACTS) and Path(what).is_file():
        found = (compile_file(file_side(what, Path.cwd()), mount=mount, scope_prefix=scope_prefix),)
    else:
        project = Project.find(root, environment, as_of)
        read = read_project(project.files, project.run, wanted=(what,), environment=project.environment)
        found = compile_stacks(read, project.files, lawbook(project).shelf, today=project.today)
    refused = any(one.is_refused for one in found)
    if body is not None or sources is not None:
        one = only_one(found)
        if refused:
            say("the contract is refused, so nothing was written")
        else:
            write_compiled(body, one.made.body, sources, one.made.sources)
    click.echo(json_text(feasibility_json(found)) if form == "json" else feasibility_text(found, everything=everything))
    return int(refused)
