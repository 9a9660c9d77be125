"""
`paved packs`: the platform team's commands for policy packs.
"""

from __future__ import annotations

import click

from platform_constructs.cli.lazy import commands_in

__all__ = ["packs"]

_COMMANDS = (
    "adopt",
    "check",
    "diff",
    "export",
    "impact",
    "list",
    "lock",
    "new",
    "outdated",
    "release",
    "show",
)


@click.group(cls=commands_in(__name__, _COMMANDS))
def packs() -> None:
    """Write, compare, release and adopt policy packs."""
