"""
A copy of the sample organisation, and the command run in it as a user runs it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.first_releases import bound_to_the_first

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The designed error on standard error, without progress."""
        return "\n".join(line for line in self.err.splitlines() if not line.startswith("paved: "))

    @property
    def json(self) -> Any:
        """Standard output, parsed."""
        return json.loads(self.out)


class Sample:
    """A project folder to break things in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paved(self, *arguments: str, **environment: str) -> Ended:
        """Run `paved` in the project."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "platform_constructs", *arguments],
            cwd=self.root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,  # a hang must not hold up CI
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def path(self, file: str) -> Path:
        """Return a file of the project; short for a domain's own: `ordering/openapi.yaml`."""
        return self.root / file if file == "platform.toml" else self.root / "stacks" / "domains" / file

    def write(self, file: str, text: str) -> None:
        """Write a file of the project."""
        path = self.path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace a text that must be there."""
        text = self.path(file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        self.write(file, text.replace(old, new))

    def line(self, file: str, text: str) -> int:
        """Return the number of the first line that holds a text."""
        lines = self.path(file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def output(self) -> dict[str, bytes]:
        """Return every file of the output."""
        folder = self.root / "cdktf.out"
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(name="sample")
def _sample(tmp_path: Path) -> Sample:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "stacks" / "domains", root / "stacks" / "domains")
    registry = bound_to_the_first((ROOT / "platform.toml").read_text(encoding="utf-8"))
    (root / "platform.toml").write_text(registry, encoding="utf-8")
    return Sample(root)
