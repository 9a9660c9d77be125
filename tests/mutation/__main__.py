"""
`python -m tests.mutation rules|policy|all [NAME...]`: names are stems of rules or modules of the policy room.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from tests.mutation.score import LEAST, Score, page, report

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "mutants.md"


@click.command()
@click.argument("what", type=click.Choice(["rules", "policy", "all"]))
@click.argument("names", nargs=-1)
@click.option("--jobs", default=2, show_default=True, help="Processes at a time.")
@click.option("--least", default=LEAST, show_default=True, help="Per cent below which the exit code is 1.")
def main(what: str, names: tuple[str, ...], jobs: int, least: float) -> None:
    """
    Put one small fault at a time into the rules or the policy room and say which ones nothing notices.

    NAMES are stems of rules, such as apigw_open_method, or modules of the policy room, such as compose; without any,
    all are tried. Trying everything, with `all`, also writes docs/mutants.md.
    """
    if names and what == "all":
        raise click.UsageError("say rules or policy before names")
    scores = []
    for each in ("policy", "rules") if what == "all" else (what,):
        # late, and policy first: its children import the room anew, with a fault in it
        measure: Callable[..., Score] = import_module(f"tests.mutation.{each}").measure
        began = time.monotonic()
        score = measure(ROOT, names, jobs=jobs)
        click.echo(report(score))
        click.echo(f"{each}: {time.monotonic() - began:.0f} s", err=True)
        scores.append(score)
    if what == "all":
        PAGE.write_text(page(sorted(scores, key=lambda score: score.name)), encoding="utf-8")
    sys.exit(any(score.total < least for score in scores))


if __name__ == "__main__":
    main()
