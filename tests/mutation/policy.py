"""
Mutants of the policy room: each must make one of the tests fail that run its line.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.mutants import mutants_of
from tests.mutation.room import Room
from tests.mutation.score import Score

__all__ = ["measure"]

ROOM: Final = Room("platform_constructs/policy", ("tests/pure/policy", "tests/pure/packs"))
_NOT_CODE: Final = ("__init__", "codes")
_WARM: Final = ("packaging.requirements", "pydantic", "tomlkit", "yaml")
"""What tests import besides the project; the floor below the room is added to it."""


def measure(root: Path, names: Sequence[str], *, jobs: int) -> Score:
    """
    Try the modules of the room, all of them when none is named.

    Tests that fail as it is are named on stderr and left out.

    Raises:
        KeyError: for a name without a module.
        RuntimeError: when pytest breaks down.
    """
    _prepare(root)
    room = root / ROOM.folder
    every = {file.stem: file for file in sorted(room.rglob("*.py")) if file.stem not in _NOT_CODE}
    mutants = [
        mutant
        for file in (map(every.__getitem__, names) if names else every.values())
        for mutant in mutants_of(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())
    ]
    seen = ROOM.seen(root)
    for failed in sorted(seen.failed):
        click.echo(f"left out, for it fails without any fault: {failed}", err=True)
    score = Score("policy")
    for number, (mutant, noticed) in enumerate(ROOM.tried(mutants, seen, jobs=jobs), start=1):
        score.add(mutant, noticed=noticed)
        if not noticed:
            click.echo(f"survives: {mutant}", err=True)
        if number % 500 == 0:
            click.echo(f"{number} of {len(mutants)}", err=True)
    return score


def _prepare(root: Path) -> None:
    os.chdir(root)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    settings.register_profile(
        "mutants",
        database=None,
        deadline=None,
        derandomize=True,  # so that the score is the same tomorrow
        phases=(Phase.explicit, Phase.generate),  # what fails need not be made small
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    floor_below = sorted((root / "platform_constructs" / "model").glob("*.py"))
    for name in (*_WARM, *(f"platform_constructs.model.{file.stem}" for file in floor_below)):
        import_module(name)
