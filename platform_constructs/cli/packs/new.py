"""
`paved packs new`: begin the draft of a pack's next version.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import click

from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.cli.packs.bench import find_bench, packs_folder, rules_for
from platform_constructs.flows.packs.draft_pack import draft_pack
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.policy.packs.pack import DRAFT
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.steps import Step

__all__ = ["new"]


@click.command()
@click.argument("name")
@click.option("--major", "step", flag_value="MAJOR", help="It will refuse what the last version accepts.")
@click.option("--minor", "step", flag_value="MINOR", default=True, help="It will not. The default.")
@click.option("--patch", "step", flag_value="PATCH", help="It will say the same in other words.")
@packs_folder
def new(name: str, step: str, folder: Path | None) -> int:
    """
    Begin the next version of NAME as a copy of its last release, in policy_packs/NAME/next.toml.

    A draft binds nobody. For a pack without a release, it is a first version that says nothing yet.
    """
    bench = find_bench(folder, None)
    files, _ = bench.released()
    home = bench.packs.name
    shelf = Shelf(packs_in(files, home, rules_known=frozenset(rules_for(bench.packs))))
    text = draft_pack(name, Step[step], shelf, files, read_drafts(bench.packs), home=home)
    bench.write_draft(name, text)
    click.echo(f"{home}/{name}/{DRAFT}")
    released = shelf.versions(name)
    begun = (
        f"begun {name} {tomllib.loads(text)['version']}, {f'from {released[-1]}' if released else 'its first version'}"
    )
    click.echo(f"paved: {begun}", err=True)
    click.echo("paved: change it, say what changed in since_last, and run `paved packs check`", err=True)
    return 0
