"""
A newcomer types what the README shows, and gets what it shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import click
import pytest

from platform_constructs.cli.main import paved
from tests.journeys.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECONDS = re.compile(r"\d+\.\d s$", re.MULTILINE)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command's words, those of groups inside them too."""
    found: list[tuple[str, ...]] = []
    for name in group.list_commands(click.Context(group)):
        made = group.get_command(click.Context(group), name)
        found += commands(made, (*path, name)) if isinstance(made, click.Group) else [(*path, name)]
    return found


def test_the_synth_shown_is_the_synth_you_get(tmp_path):
    """What the README shows of `make synth` is what it prints today, but for the seconds."""
    shown = re.search(r"```text\n(paved: reading .*?)```", README, re.DOTALL)
    output = tmp_path / "cdktf.out"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "platform_constructs", "synth", "--output", str(output)],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    printed = (done.stderr + done.stdout).replace(f"written to {output}", "written to cdktf.out")

    assert shown is not None
    assert SECONDS.sub("1 s", shown[1]) == SECONDS.sub("1 s", printed)


@pytest.mark.parametrize("words", commands(paved), ids=" ".join)
def test_the_readme_has_every_command(words):
    """Each command stands in the README's table: alone, or in the row of another of its group."""
    rows = [row.split(" | ")[0] for row in README.splitlines() if row.startswith("| `paved ")]
    alone = f"`paved {' '.join(words)}"
    if words[-1] == "list":  # a group of commands lists when it is told nothing else
        alone = f"`paved {words[0]}"
    beside = [row for row in rows if row.startswith(f"| `paved {words[0]} ") and f"`{words[-1]}" in row]

    assert beside or [row for row in rows if re.search(rf"{re.escape(alone)}[ `]", row)]


def test_the_readme_shows_no_command_that_is_not_there():
    """Whatever the README calls `paved ...` in its table is a command."""
    known = {" ".join(words) for words in commands(paved)} | {"routes", "waivers"}
    shown = re.findall(r"^\| `paved ([a-z ]+[a-z])", README, re.MULTILINE)

    assert [] == [said for said in shown if said not in known]
