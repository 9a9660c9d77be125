"""
`paved explain`: what a code means and what to do, or what was decided for a stack and why.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click

import platform_constructs.adapters.codes
import platform_constructs.contracts.codes
import platform_constructs.flows.codes
import platform_constructs.model.codes
import platform_constructs.ownership.codes
import platform_constructs.policy.codes
import platform_constructs.registry.codes
import policy_packs.codes
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.world import law_in_force
from platform_constructs.errors import PlatformError
from platform_constructs.flows.explain import explain as story
from platform_constructs.flows.explain import is_known
from platform_constructs.flows.explain_settings import explain_settings
from platform_constructs.flows.read_project import read_project
from platform_constructs.policy.shelf import Shelf

__all__ = ["explain"]

_NOT_THIS: Final = ("DECL-031", "REG-090")  # no such stack; no project here: then it was meant as a code
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
@click.argument("subject")
@project_options
def explain(subject: str, root: Path | None, environment: str | None, as_of: datetime | None) -> int:
    """
    Explain SUBJECT: the code between the brackets of a message, a rule's name, or a stack or domain.

    A code or name: what it means and what to do. A stack or domain: every setting with the packs that decided it.
    """
    law = law_in_force()
    known = is_known(subject, rules=law.rules, catalogues=_CATALOGUES)
    settings = "" if known else _settings(subject, root, environment, as_of, law.shelf)
    click.echo(settings or story(subject, rules=law.rules, catalogues=_CATALOGUES, shelf=law.shelf))
    return 0


def _settings(name: str, root: Path | None, environment: str | None, as_of: datetime | None, shelf: Shelf) -> str:
    """Return the settings of a stack or domain; empty when none has this name."""
    try:
        project = Project.find(root, environment, as_of)
        read = read_project(project.files, project.run, wanted=[name], environment=project.environment)
    except PlatformError as error:
        if error.code in _NOT_THIS:
            return ""
        raise
    return explain_settings(read, shelf, today=project.today)
