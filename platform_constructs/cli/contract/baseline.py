"""
`paved contract baseline`: let a contract come under a profile without mending everything at once.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from platform_constructs.adapters.contract_baselines import write_baseline
from platform_constructs.cli.contract.linting import linted, profile_option, project_here
from platform_constructs.cli.project import project_options
from platform_constructs.cli.world import standard
from platform_constructs.flows.contracts.take_baseline import take_baseline, wanted_codes

__all__ = ["baseline"]


@click.command()
@click.argument("what", nargs=-1)
@profile_option
@click.option(
    "--for-rule", "newly", multiple=True, metavar="CODE", help="Take in what a rule finds that came into force since."
)
@project_options
def baseline(
    what: tuple[str, ...],
    profile: str | None,
    newly: tuple[str, ...],
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
) -> int:
    """
    Write what the contracts of STACKS, or FILES, break today beside them: `lint` fails only on what is new then.

    A baseline that is there only shrinks: entries that are no longer found are removed, new findings are not taken in.

    Ends with 1 when something is left that is not taken in.
    """
    report, folder = linted(what, root, environment, as_of, profile)
    codes = wanted_codes(newly, standard(project_here(root, environment, as_of)).rules.values())
    taken = [
        take_baseline(one, [finding for finding in report.findings if finding.waiver], codes)
        for one in report.contracts.values()
    ]
    for one in taken:
        if one.changes and one.new is not None:
            write_baseline(folder, one.new)
        click.echo(one.told)
    return 1 if any(one.left for one in taken) else 0
