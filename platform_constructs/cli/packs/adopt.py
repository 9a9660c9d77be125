"""
`paved packs adopt`: a domain takes a version of a pack, by one line of the registry.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.adapters.project_files import REGISTRY
from platform_constructs.adapters.registry_edit import replace_registry, with_range
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.impact_json import impact_json
from platform_constructs.adapters.reports.impact_text import impact_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.errors import shown
from platform_constructs.flows.adopt import Amendment, amend, impact_of
from platform_constructs.flows.candidate import read_candidate
from platform_constructs.flows.impact_answer import Impact
from policy_packs import PACKS

__all__ = ["adopt"]


@click.command()
@click.argument("domain")
@click.argument("pack")
@click.option("--dry-run", is_flag=True, help="Write nothing; show also what would change in the domain's stacks.")
@project_options
@format_option
def adopt(
    domain: str,
    pack: str,
    dry_run: bool,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
) -> int:
    """
    Bind DOMAIN to PACK, a released version such as baseline@2.0.0.

    Changes one line of the registry, which its owners then review. With --dry-run it ends with 1 when the domain
    would newly fail.
    """
    project = Project.find(root, environment, as_of)
    book = lawbook(project)
    wanted = read_candidate(pack, book.shelf, read_drafts(PACKS), rules_known=frozenset(book.rules))
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        world, ask = world_of(project, output), ask_for(project, (), output)
        amendment = amend(world, book, domain, wanted, with_range, ask)
        impact = impact_of(world, book, amendment, ask) if dry_run else None
    written = bool(amendment.difference) and not dry_run
    if written:
        replace_registry(project.files.root / REGISTRY, amendment.old, amendment.new)
    if form == "json":
        click.echo(json_text(_data(amendment, impact, written=written)))
    else:
        click.echo(_text(amendment, impact, written=written))
    return 1 if impact is not None and impact.consequences.refused else 0


def _data(amendment: Amendment, impact: Impact | None, *, written: bool) -> dict[str, Any]:
    return {
        "command": "packs adopt",
        "contact": amendment.contact,
        "difference": list(amendment.difference),
        "domain": amendment.domain,
        "impact": impact_json(impact) if impact else None,
        "notes": list(amendment.notes),
        "ok": not (impact is not None and impact.consequences.refused),
        "pack": amendment.pack.label,
        "range": amendment.range,
        "reviewers": list(amendment.reviewers),
        "written": written,
    }


def _text(amendment: Amendment, impact: Impact | None, *, written: bool) -> str:
    label = amendment.pack.label
    parts = ["\n".join(shown(line, longest=1_000) for line in amendment.difference)] if amendment.difference else []
    parts += [impact_text(impact)] if impact else []
    parts += ["\n".join(f"note: {shown(note)}" for note in amendment.notes)] if amendment.notes else []
    reviewers = f"{' or '.join(amendment.reviewers)} ({amendment.contact})"
    if not amendment.difference:
        parts.append(f"adopt: {amendment.domain} is bound to {label} by {amendment.range} already; nothing to change")
    elif written:
        parts.append(f"adopt: written to {amendment.file}; {reviewers} reviews it")
    else:
        parts.append(f"adopt: nothing was written; {reviewers} would review it")
    return "\n\n".join(parts)
