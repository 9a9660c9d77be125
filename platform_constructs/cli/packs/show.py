"""
`paved packs show`: all that one version of a pack says.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.pack_shown import pack_json, pack_text
from platform_constructs.cli.packs.bench import as_of_option, day_of
from platform_constructs.cli.project import Project
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import lawbook
from platform_constructs.errors import RegistryError
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packs.candidate import read_version
from platform_constructs.policy.packs.lifecycle import standing
from policy_packs import PACKS

__all__ = ["show"]


@click.command()
@click.argument("pack")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project whose packs of other distributions to know too. Default: the nearest one upward, if any.",
)
@as_of_option
@format_option
def show(pack: str, root: Path | None, as_of: datetime | None, form: str) -> int:
    """
    Show what PACK says: its newest release, or the one named, such as external-api@1.1.0, or external-api@NEXT.
    """
    book = _book(root)
    found = read_version(pack, book.shelf, read_drafts(PACKS), rules_known=frozenset(book.rules))
    released = found in book.shelf.packs
    state = str(standing(book.lifecycle.get((found.name, found.version)), day_of(as_of))) if released else "draft"
    digest = book.digests.get(found.file, "")
    if form == "json":
        click.echo(json_text(pack_json(found, book.rules, state=state, digest=digest)))
    else:
        click.echo(pack_text(found, book.rules, state=state, digest=digest))
    return 0


def _book(root: Path | None) -> Lawbook:
    """Return the law of the project around, or our own where there is none."""
    try:
        return lawbook(Project.find(root, None, None))
    except RegistryError as error:
        if root is not None or error.code != "REG-090":
            raise
        return lawbook()
