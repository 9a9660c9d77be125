"""
`paved explain`: what a code or setting means, or what was decided or written for a stack and why.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

import click

import platform_constructs.adapters.codes
import platform_constructs.catalog.codes
import platform_constructs.contracts.codes
import platform_constructs.contracts.compare.codes
import platform_constructs.contracts.events.codes
import platform_constructs.contracts.lint.codes
import platform_constructs.flows.codes
import platform_constructs.flows.contracts.codes
import platform_constructs.model.codes
import platform_constructs.ownership.codes
import platform_constructs.policy.codes
import platform_constructs.registry.codes
import platform_constructs.registry.partners.codes
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.provenance import (
    json_provenance,
    json_settings,
    text_provenance,
    text_settings,
)
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.errors import PlatformError, RegistryError
from platform_constructs.flows.asking.explain import explain as story
from platform_constructs.flows.asking.explain import is_known
from platform_constructs.flows.asking.explain_settings import Decided, explain_settings
from platform_constructs.flows.asking.provenance import explain_written
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.read_project import read_project
from platform_constructs.policy.settings.every_setting import CATALOGUE
from policy_packs import PACKS

__all__ = ["explain"]

_NOT_THIS: Final = ("DECL-031", "REG-090")  # no such stack; no project here: then it was meant as a code
_CATALOGUES = (
    platform_constructs.adapters.codes.CODES,
    platform_constructs.catalog.codes.CODES,
    platform_constructs.contracts.codes.CODES,
    platform_constructs.contracts.compare.codes.CODES,
    platform_constructs.contracts.events.codes.CODES,
    platform_constructs.contracts.lint.codes.CODES,
    platform_constructs.flows.codes.CODES,
    platform_constructs.flows.contracts.codes.CODES,
    platform_constructs.model.codes.CODES,
    platform_constructs.ownership.codes.CODES,
    platform_constructs.policy.codes.CODES,
    platform_constructs.registry.codes.CODES,
    platform_constructs.registry.partners.codes.CODES,
)


@click.command()
@click.argument("subject")
@click.argument("address", required=False)
@click.argument("attribute", required=False)
@project_options
@format_option
def explain(
    subject: str,
    address: str | None,
    attribute: str | None,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
) -> int:
    """
    Explain SUBJECT: the code between the brackets of a message, the name of a rule or setting, or a stack or domain.

    A code or name: what it means and what to do. A stack or domain: every setting with the packs that decided it; with
    the name of a setting behind it, only that one.

    With the ADDRESS of a resource, which may lack its hash: where each of its values comes from. With an ATTRIBUTE too:
    only that one, or that block. Inside an API's body it is an operationId or a JSON pointer. Nothing is written.
    """
    if address is not None and address in CATALOGUE and attribute is None:
        project = Project.find(root, environment, as_of)
        return _print_settings(_decided(project, subject, only=address), form)
    if address is not None:
        return _written(Project.find(root, environment, as_of), subject, address, attribute, form)
    law = _law_that_knows(subject, root)
    known = is_known(subject, rules=law.rules, catalogues=_CATALOGUES, standard=law.standard())
    decided = () if known else _settings(subject, root, environment, as_of)
    if decided:
        return _print_settings(decided, form)
    text = story(subject, rules=law.rules, catalogues=_CATALOGUES, shelf=law.shelf, page=_page, standard=law.standard())
    click.echo(json_text({"subject": subject, "text": text}) if form == "json" else text)
    return 0


def _law_that_knows(subject: str, root: Path | None) -> Lawbook:
    """Return our own law; where that does not know the subject, with what a project here adds to it."""
    ours = lawbook()
    if is_known(subject, rules=ours.rules, catalogues=_CATALOGUES, standard=ours.standard()):
        return ours
    try:
        return lawbook(Project.find(root, None, None))
    except RegistryError:  # no project here, or none whose registry says what it names
        return ours


def _page(name: str) -> str:
    """Return a page of our documentation as the user can open it; empty where only the library is installed."""
    file = PACKS.resolve().parent / name
    from_here = os.path.relpath(file)
    return "" if not file.is_file() else str(file) if from_here.startswith("..") else from_here


def _print_settings(decided: tuple[Decided, ...], form: str) -> int:
    click.echo(json_settings(decided) if form == "json" else text_settings(decided))
    return 0


def _written(project: Project, name: str, address: str, attribute: str | None, form: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        world, ask = world_of(project, output), ask_for(project, (name,), output)
        found = explain_written(world, lawbook(project), ask, address, attribute)
    click.echo(json_provenance(found) if form == "json" else text_provenance(found))
    return 1 if found.refused else 0


def _settings(name: str, root: Path | None, environment: str | None, as_of: datetime | None) -> tuple[Decided, ...]:
    """Return the settings of a stack or domain; none when none has this name."""
    try:
        return _decided(Project.find(root, environment, as_of), name)
    except PlatformError as error:
        if error.code in _NOT_THIS:
            return ()
        raise


def _decided(project: Project, name: str, *, only: str = "") -> tuple[Decided, ...]:
    read = read_project(project.files, project.run, wanted=[name], environment=project.environment)
    return explain_settings(read, lawbook(project).shelf, today=project.today, only=only)
