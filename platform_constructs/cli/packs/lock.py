"""
`paved packs lock`: agree to what packs of other distributions may say and run in this project.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from platform_constructs.adapters.pack_distributions import InstalledPacks
from platform_constructs.adapters.project_files import write_packs_lock
from platform_constructs.cli.project import Project
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import lawbook
from platform_constructs.errors import shown
from platform_constructs.flows.packs.lock_packs import Locking, lock_packs
from platform_constructs.policy.packs.project_lock import FILE, Change

__all__ = ["lock"]


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; end with 1 when the lock is not what is installed.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder. Default: the nearest one upward with a platform.toml.",
)
@format_option
def lock(check: bool, root: Path | None, form: str) -> int:
    """
    Lock packs of other distributions by their digests, in packs.lock beside platform.toml.

    Shows each file that is new, changed or gone, and asks nothing: the lock is reviewed with the change that brings
    it. Locked are the packs that the registry names, and the rules that come with them. Nothing of them is run.
    """
    project = Project.find(root, None, None)
    locking = lock_packs(lawbook(), project.files, InstalledPacks())
    stale = bool(locking.changes)
    if stale and not check:
        write_packs_lock(project.files.own_registry().parent, str(locking.lock))
    click.echo(_json(locking) if form == "json" else _text(locking, written=not check))
    return 1 if stale and check else 0


def _json(locking: Locking) -> str:
    return json.dumps({"changes": [asdict(change) for change in locking.changes]}, indent=2)


def _text(locking: Locking, *, written: bool) -> str:
    if not locking.changes:
        files = len(locking.lock.files)
        return (
            f"{FILE} is what is installed: {files} files"
            if files
            else "the registry names no pack of another distribution"
        )
    lines = [_line(change) for change in locking.changes]
    last = (
        f"wrote {FILE}: review it like code" if written else f"{FILE} is not what is installed: run `paved packs lock`"
    )
    return "\n".join([*lines, last])


def _line(change: Change) -> str:
    versions = [each for each in (change.was, change.now) if each and not each.startswith("sha256:")]
    return " ".join([f"{change.kind:<8}", shown(change.subject), *([shown(" -> ".join(versions))] if versions else [])])
