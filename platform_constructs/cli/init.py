"""
`paved init`: begin a repository of one domain.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from platform_constructs import __version__
from platform_constructs.adapters.new_repository import CI, repository_files
from platform_constructs.adapters.organisation_home import organisation_at
from platform_constructs.adapters.whole_new_folder import write_whole
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.beginning.new_repository import Home, said_of
from platform_constructs.registry.read import read_registry

__all__ = ["init"]


@click.command()
@click.argument("domain")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--organisation", metavar="FOLDER", help="The folder with the organisation's platform.toml.")
@click.option("--organisation-package", metavar="PACKAGE", help="The installed package that has it.")
@click.option("--ci", type=click.Choice(sorted(CI)), default="github", help="Whose pipeline. Default: github.")
@click.option(
    "--install",
    "installs",
    multiple=True,
    metavar="REQUIREMENT",
    help="What the repository installs, as pip takes it; may be said again. Default: this version of the library.",
)
def init(
    domain: str,
    folder: Path,
    organisation: str | None,
    organisation_package: str | None,
    ci: str,
    installs: tuple[str, ...],
) -> int:
    """
    Make FOLDER, which is empty or new, a repository of DOMAIN whose `make synth` and `make test` work.

    It holds a first contract, the declaration, tests and a pipeline. The organisation's registry stays where it is: in
    another folder, such as a submodule or a checkout beside this one, or in an installed package.
    """
    root = Path(os.path.normpath(Path.cwd() / folder))
    home = _home(organisation, organisation_package, root)
    registry = read_registry(*organisation_at(root, home.kind, home.name).registry())
    ours = f"platform-constructs =={__version__}"
    said = said_of(registry, domain, home, installs or (ours,))
    for written in write_whole(root, repository_files(said, ci=ci)):
        click.echo(written)
    if not installs:
        click.echo(f"requirements.txt asks for {ours}: if your package index lacks it, say --install", err=True)
    if home.kind == "folder" and home.name.startswith(".."):
        click.echo(f"{home.name} lies outside the repository: let the pipeline check it out there too", err=True)
    click.echo("now run `make synth` and `make test` there, and put your contract in place of the example", err=True)
    return 0


def _home(folder: str | None, package: str | None, root: Path) -> Home:
    if (folder is None) == (package is None):
        raise DeclarationError(
            "DECL-047",
            "a domain's repository has its organisation in one place",
            at="the command line",
            got="neither" if folder is None else "both",
            fix="say --organisation FOLDER, or --organisation-package PACKAGE",
        )
    if package is not None:
        return Home("package", package)
    return Home("folder", Path(os.path.relpath(Path.cwd() / (folder or ""), root)).as_posix())
