"""
`paved explain`: what a code means and what to do.
"""

from __future__ import annotations

import click

import platform_constructs.adapters.codes
import platform_constructs.contracts.codes
import platform_constructs.flows.codes
import platform_constructs.model.codes
import platform_constructs.ownership.codes
import platform_constructs.policy.codes
import platform_constructs.registry.codes
import policy_packs.codes
from platform_constructs.cli.world import law_in_force
from platform_constructs.flows.explain import explain as story

__all__ = ["explain"]

_CATALOGUES = (
    platform_constructs.adapters.codes.CODES,
    platform_constructs.contracts.codes.CODES,
    platform_constructs.flows.codes.CODES,
    platform_constructs.model.codes.CODES,
    platform_constructs.ownership.codes.CODES,
    platform_constructs.policy.codes.CODES,
    platform_constructs.registry.codes.CODES,
    policy_packs.codes.CODES,
)


@click.command()
@click.argument("code")
def explain(code: str) -> int:
    """
    Explain CODE, the word between the brackets of a message: a rule, an error or a checkov check.
    """
    law = law_in_force()
    click.echo(story(code, rules=law.rules, catalogues=_CATALOGUES, shelf=law.shelf))
    return 0
