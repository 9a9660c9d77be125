"""
`paved contract`: the commands for contracts.
"""

from __future__ import annotations

import click

from platform_constructs.cli.lazy import commands_in

__all__ = ["contract"]

_COMMANDS = (
    "baseline",
    "changelog",
    "compile",
    "diff",
    "events",
    "lint",
    "rules",
)


@click.group(cls=commands_in(__name__, _COMMANDS))
def contract() -> None:
    """Hold contracts to the API standard, and compare them with what they were."""
