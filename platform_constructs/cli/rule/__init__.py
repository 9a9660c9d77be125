"""
`paved rule`: commands for those who write rules.
"""

from __future__ import annotations

import click

from platform_constructs.cli.lazy import commands_in

__all__ = ["rule"]

_COMMANDS = ("ask", "new")


@click.group(cls=commands_in(__name__, _COMMANDS))
def rule() -> None:
    """Write rules, and see what they would judge."""
