"""
The options every command shares, and the project they lead to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from platform_constructs.adapters.declarations import declarations_in, submodules_named_in
from platform_constructs.adapters.organisation_home import ELSEWHERE, project_at, project_root
from platform_constructs.adapters.project_files import REGISTRY, ProjectFiles
from platform_constructs.errors import RegistryError
from platform_constructs.model.declaration import Declaration

__all__ = ["Command", "Project", "project_options", "say"]

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Project:
    """
    A project on disk, as the command line names it.

    Attributes:
        files: Its files.
        environment: The environment asked for; None takes the registry's default.
        today: The date that waivers and enforcement dates are read against.
    """

    files: ProjectFiles
    environment: str | None
    today: date

    @staticmethod
    def find(root: Path | None, environment: str | None, as_of: datetime | None) -> Project:
        """
        Find the project: the folder named, else the nearest one upward that has a registry or says where it is.

        Raises:
            RegistryError: if there is none, or it does not say.
        """
        start = (root or Path.cwd()).resolve()
        found = project_root(start, upward=root is None)
        if found is None:
            raise RegistryError(
                "REG-090",
                f"there is no {REGISTRY} or {ELSEWHERE} here or in a folder above",
                at=start.name or "/",
                got="no registry",
                fix="go to the project's folder, or name it with --root",
            )
        return Project(project_at(found), environment, as_of.date() if as_of else date.today())  # noqa: DTZ011  # dates in waivers are the reader's own

    def run(self, source: str, file: str) -> tuple[Declaration, ...]:
        """Run one `stack.py`; provider submodules it imports are made known to the engine first."""
        if named := submodules_named_in(source):
            known = set(filter(None, os.environ.get("PAVED_SUBMODULES", "").split(",")))
            os.environ["PAVED_SUBMODULES"] = ",".join(sorted(known | named))
            import platform_constructs.aws  # noqa: F401, PLC0415  # the file imports bindings itself: start the engine first
        return declarations_in(source, file, root=self.files.root)


def project_options(command: Command) -> Command:
    """Add `--root`, `--environment` and `--as-of`."""
    for option in (
        click.option(
            "--as-of",
            type=click.DateTime(["%Y-%m-%d"]),
            help="Judge waivers and dated rules as on this day. Default: today.",
        ),
        click.option("--environment", "-e", help="An environment of the registry. Default: the registry's own."),
        click.option(
            "--root",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="The project's folder. Default: the nearest one upward with a platform.toml or paved.toml.",
        ),
    ):
        command = option(command)
    return command


def say(what: str) -> None:
    """Say what is being done, on standard error."""
    print(f"paved: {what}", file=sys.stderr, flush=True)  # noqa: T201  # progress is what this is for
