"""
The option of how strictly contracts are compared.
"""

from __future__ import annotations

import click

from platform_constructs.cli.project import Command

__all__ = ["TOLERANT", "mode_option"]

TOLERANT = "tolerant"


def mode_option(command: Command) -> Command:
    """Add `--mode`."""
    return click.option(
        "--mode",
        type=click.Choice(["strict", TOLERANT]),
        default="strict",
        help="tolerant: consumers pass over values and properties they do not know. Default: strict.",
    )(command)
