"""
Groups of commands, each a module that is imported only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import click

__all__ = ["commands_in"]


def commands_in(package: str, names: Sequence[str]) -> type[click.Group]:
    """
    Return a kind of group whose commands are modules of a package: `<package>.<name>` defines the command `<name>`.
    """

    class Lazy(click.Group):
        """The commands of one package."""

        def list_commands(self, ctx: click.Context) -> list[str]:
            return sorted(names)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            if cmd_name not in names:
                return None
            made = vars(import_module(f"{package}.{cmd_name}")).values()
            return next((each for each in made if isinstance(each, click.Command) and each.name == cmd_name), None)

    return Lazy
