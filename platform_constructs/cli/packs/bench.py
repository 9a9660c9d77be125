"""
The options that lead to the bench on which packs are made.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from platform_constructs.adapters.pack_bench import BenchFolders
from platform_constructs.cli.project import Command
from platform_constructs.flows.packs.bench import Bench
from platform_constructs.policy.rule import Rule
from policy_packs import PACKS, every_rule
from policy_packs.proofs import rules_in

__all__ = ["as_of_option", "bench_options", "day_of", "find_bench", "packs_folder", "read_bench", "rules_for"]

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the release; dates in rules are read against it. Default: today.",
)
packs_folder = click.option("--folder", type=_FOLDER, help="The folder of the packs. Default: the platform's own.")


def bench_options(command: Command) -> Command:
    """Add `--folder` and `--cases`."""
    command = click.option(
        "--cases",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder of the rules' cases. Default: tests/cases beside the nearest pyproject.toml.",
    )(command)
    return packs_folder(command)


def day_of(as_of: datetime | None) -> date:
    """Return the day asked for, or today."""
    return as_of.date() if as_of else date.today()  # noqa: DTZ011  # dates in packs are the reader's own


def find_bench(folder: Path | None, cases: Path | None) -> BenchFolders:
    """Return where the parts of a bench lie."""
    packs = (folder or PACKS).resolve()
    root = next((each for each in packs.parents if (each / "pyproject.toml").is_file()), packs.parent)
    return BenchFolders(packs, cases or root / "tests" / "cases")


def read_bench(folders: BenchFolders) -> Bench:
    """
    Read a bench. Its packs may name our rules, and those that lie beside them in `rules`.

    Raises:
        PackError: if a released file was altered, or something cannot be read.
    """
    return folders.read(rules_for(folders.packs))


def rules_for(packs: Path) -> dict[str, Rule]:
    """Return the rules that packs in a folder may name."""
    ours = dict(every_rule())
    return ours if packs == PACKS.resolve() else {**ours, **rules_in(packs)}
