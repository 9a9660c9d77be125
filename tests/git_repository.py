"""
A git repository of a test's own: nobody's settings, names or hooks but what the test writes.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["Repository"]


class Repository:
    """A repository in a folder; every commit is made at the same time by the same person."""

    def __init__(self, root: Path, *, clone_of: str = "", depth: int = 0) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        if clone_of:
            self.git("clone", "-q", *(["--depth", str(depth)] if depth else []), clone_of, ".")
        else:
            self.git("init", "-q", "-b", "main", ".")

    def git(self, *arguments: str) -> str:
        """Run git and return what it says."""
        own = {
            "GIT_AUTHOR_DATE": "2026-11-01T00:00:00Z",
            "GIT_AUTHOR_EMAIL": "somebody@meridian.example",
            "GIT_AUTHOR_NAME": "Somebody",
            "GIT_COMMITTER_DATE": "2026-11-01T00:00:00Z",
            "GIT_COMMITTER_EMAIL": "somebody@meridian.example",
            "GIT_COMMITTER_NAME": "Somebody",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**inherited, **own},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,  # a hang must not hold up CI
        )
        assert 0 == done.returncode, done.stderr
        return done.stdout.strip()

    def write(self, file: str, content: str | bytes) -> None:
        """Write a file."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, **files: str) -> str:
        """Commit everything there is, and return the commit's id."""
        for file, content in files.items():
            self.write(file, content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")
        return self.git("rev-parse", "HEAD")
