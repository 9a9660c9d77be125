"""
`paved packs export`: the rules as a folder of checks for a plain checkov.
"""

from __future__ import annotations

import shlex
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from platform_constructs.adapters.checkov.export.folder import write_export
from platform_constructs.adapters.checkov.export.sources import InstalledSources
from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.cli.project import Project
from platform_constructs.cli.world import lawbook
from platform_constructs.errors import RegistryError
from platform_constructs.flows.beginning.export_rules import Exported, export_rules
from platform_constructs.flows.packs.candidate import read_candidate
from policy_packs import PACKS

__all__ = ["export"]


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="NAME@VERSION",
    help="Only the rules that this pack puts in force, at its levels. May be repeated. Default: every rule, blocking.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Read dated levels as on this day. Default: today.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project whose registry names packs of other distributions. Default: the nearest one upward, if any.",
)
def export(folder: Path, packs: tuple[str, ...], as_of: datetime | None, root: Path | None) -> int:
    """
    Write the rules to FOLDER as checks that a plain checkov runs.

    FOLDER is made, or replaced when it holds an earlier export and nothing else.
    """
    today = as_of.date() if as_of else date.today()  # noqa: DTZ011  # dates in packs are the reader's own
    book = lawbook(_project(root, as_of))
    drafts = read_drafts(PACKS)
    chosen = [read_candidate(label, book.shelf, drafts, rules_known=frozenset(book.rules)) for label in packs]
    target = Path.cwd() / folder
    exported = export_rules(
        book, chosen, InstalledSources(book.digests), partial(write_export, target=target), today=today
    )
    click.echo(_said(exported, folder))
    return 0


def _project(root: Path | None, as_of: datetime | None) -> Project | None:
    """Return the project that may name other distributions' packs; exporting our own needs none."""
    try:
        return Project.find(root, None, as_of)
    except RegistryError:
        if root is not None:
            raise
        return None


def _said(exported: Exported, folder: Path) -> str:
    whose = " and ".join(exported.packs) or "every rule there is, each as if it blocked"
    command = f"checkov -d cdktf.out --framework terraform_json --external-checks-dir {shlex.quote(str(folder))}"
    lesser = f" --soft-fail-on {','.join(exported.lesser)}" if exported.lesser else ""
    return f"{exported.rules} rules written to {folder}: {whose}\n{command}{lesser}"
