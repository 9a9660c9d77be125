"""
`paved contract rules`: the API standard as a table.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.contract_lint import json_rules, text_rules
from platform_constructs.cli.contract.linting import project_here
from platform_constructs.cli.project import project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import standard
from platform_constructs.flows.contracts.profiles import named_profile
from platform_constructs.flows.contracts.standard import DEFAULT_PROFILE

__all__ = ["rules"]


@click.command()
@click.option("--profile", "-p", default=DEFAULT_PROFILE, help="Whose levels to show. Default: standard.")
@project_options
@format_option
def rules(profile: str, root: Path | None, environment: str | None, as_of: datetime | None, form: str) -> int:
    """
    List the contract rules of a profile's families, APIs or events, with the level that it gives each.
    """
    known = standard(project_here(root, environment, as_of))
    chosen = named_profile(profile, known.profiles, "the command line")
    today = as_of.date() if as_of else date.today()  # noqa: DTZ011  # dated levels are read by the reader's own calendar
    families = {code.partition("-")[0] for code in chosen.levels}
    every = [rule for code, rule in known.rules.items() if code.partition("-")[0] in families]
    answer = json_text(json_rules(every, chosen, today=today)) if form == "json" else ""
    click.echo(answer or text_rules(every, chosen, today=today))
    return 0
