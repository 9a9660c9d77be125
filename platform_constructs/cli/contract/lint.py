"""
`paved contract lint`: hold contracts to the API standard.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.contract_lint import json_lint, text_lint
from platform_constructs.cli.contract.linting import linted, profile_option
from platform_constructs.cli.project import project_options
from platform_constructs.cli.synth import format_option

__all__ = ["lint"]


@click.command()
@click.argument("what", nargs=-1)
@profile_option
@click.option("--explain", is_flag=True, help="Add the documentation of every rule that found something.")
@project_options
@format_option
def lint(
    what: tuple[str, ...],
    profile: str | None,
    explain: bool,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
) -> int:
    """
    Hold contracts to the API standard: those of STACKS, or any OpenAPI FILES.

    No names mean every contract of the project. A declared contract is held to the profile that the registry names for
    it, and its owner's waivers count; a file is held to the profile `standard`. A baseline beside a contract holds back
    what is known.

    Ends with 1 when something blocks.
    """
    report, _ = linted(what, root, environment, as_of, profile)
    click.echo(json_text(json_lint(report)) if form == "json" else text_lint(report, explain=explain))
    return 1 if report.refused else 0
