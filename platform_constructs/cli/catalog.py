"""
`paved catalog`: the APIs that were built, each with all that is known of it; and as other catalogues read them.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from platform_constructs.adapters.catalogue_files import asyncapi_files, manifest_files, printed, write_projection
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.catalogue import catalogue_json, catalogue_text, manifest_text
from platform_constructs.adapters.yaml_text import as_yaml
from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.cli.listing import Listing
from platform_constructs.cli.project import Command, Project
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import output_folder
from platform_constructs.flows.catalogue.choose import chosen, named
from platform_constructs.flows.catalogue.export import PROJECTIONS, export
from platform_constructs.flows.catalogue.gather_asyncapi import gather_asyncapi

__all__ = ["catalog"]

_ASYNCAPI = "asyncapi"  # made by the synth, which has the event contracts


def _source_options(command: Command) -> Command:
    """Add `--from`, `--environment` and `--root`."""
    for option in (
        click.option(
            "--root",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="The project whose output to read. Default: the nearest one upward.",
        ),
        click.option("--environment", "-e", help="Only APIs built for this environment. Default: all that are there."),
        click.option(
            "--from",
            "folders",
            type=click.Path(path_type=Path),
            multiple=True,
            help="A folder of manifests, or a synth's output; may be repeated. Default: the project's output.",
        ),
    ):
        command = option(command)
    return command


@click.group(cls=Listing)
def catalog() -> None:
    """
    List the APIs that were built, from their manifests; `list` may be left out.
    """


@catalog.command("list")
@_source_options
@format_option
def list_all(folders: tuple[Path, ...], environment: str | None, root: Path | None, form: str) -> int:
    """
    List the APIs: whose, which version, how old, for whom, under how many waivers.
    """
    found = _manifests(folders, environment, root)
    click.echo(json_text(catalogue_json(found)) if form == "json" else catalogue_text(found))
    return 0


@catalog.command()
@click.argument("stack")
@_source_options
@format_option
def show(stack: str, folders: tuple[Path, ...], environment: str | None, root: Path | None, form: str) -> int:
    """
    Show the API of STACK: who answers for it, what it promises and offers, and under which law it was built.
    """
    found = named(_manifests(folders, environment, root), stack)
    click.echo(json_text(catalogue_json(found)) if form == "json" else "\n\n\n".join(map(manifest_text, found)))
    return 0


@catalog.command("export")
@_source_options
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A folder to write to. Default: print it.")
@click.option(
    "--format", "form", type=click.Choice(sorted((*PROJECTIONS, _ASYNCAPI))), required=True, help="Whose format."
)
def export_all(
    folders: tuple[Path, ...], environment: str | None, root: Path | None, output: Path | None, form: str
) -> int:
    """
    Write the APIs as another catalogue reads them.

    Below the output folder, each environment has a folder of its own. Files there are replaced; others stay.
    """
    folders = folders or (_built(root),)
    if form == _ASYNCAPI:
        files = gather_asyncapi(asyncapi_files(folders), environment)
    else:
        files = export(chosen(manifest_files(folders), environment), form, as_yaml)
    if output is not None:
        for path in write_projection(output, files):
            click.echo(f"{output.as_posix()}/{path}")
        return 0
    click.echo(printed(files), nl=False)
    return 0


def _manifests(folders: tuple[Path, ...], environment: str | None, root: Path | None) -> tuple[ApiManifest, ...]:
    return chosen(manifest_files(folders or (_built(root),)), environment)


def _built(root: Path | None) -> Path:
    """Return the project's output folder, as its user would name it."""
    built = output_folder(Project.find(root, None, None), None)
    shown = Path(os.path.relpath(built))
    return built if shown.parts[:1] == ("..",) else shown
