"""
`paved packs adopt`: a domain, audience or classification takes a version of a pack, by one line of the registry.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from platform_constructs.adapters.pack_drafts import read_drafts
from platform_constructs.adapters.registry_edit import replace_registry, with_range
from platform_constructs.adapters.reports.as_json import json_text
from platform_constructs.adapters.reports.impact_json import impact_json
from platform_constructs.adapters.reports.impact_text import impact_summary, impact_text
from platform_constructs.cli.project import Project, project_options
from platform_constructs.cli.synth import format_option
from platform_constructs.cli.world import ask_for, lawbook, world_of
from platform_constructs.errors import shown
from platform_constructs.flows.impact.impact_answer import Impact
from platform_constructs.flows.packs.adopt import Amendment, amend, impact_of
from platform_constructs.flows.packs.candidate import read_candidate
from policy_packs import PACKS

__all__ = ["adopt"]


@click.command()
@click.argument("who")
@click.argument("pack")
@click.option("--dry-run", is_flag=True, help="Write nothing; show whole what would change.")
@click.option("--verbose", "-v", is_flag=True, help="Name everything where otherwise the first few stand for many.")
@project_options
@format_option
def adopt(
    who: str,
    pack: str,
    dry_run: bool,
    verbose: bool,
    root: Path | None,
    environment: str | None,
    as_of: datetime | None,
    form: str,
) -> int:
    """
    Bind WHO to PACK, a released version such as baseline@2.0.0.

    WHO is a domain, or everybody of an audience or of a classification of data: ordering, audience:external,
    classification:personal. Domains whose own range keeps them on another version stay there.

    Changes one line of the registry, which its owners then review, and counts who newly fails; --dry-run shows it
    whole and writes nothing. Ends with 1 when anybody would newly fail; the line is written all the same.
    """
    project = Project.find(root, environment, as_of)
    registry = project.files.own_registry()
    book = lawbook(project)
    wanted = read_candidate(pack, book.shelf, read_drafts(PACKS), rules_known=frozenset(book.rules))
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "cdktf.out"
        world, ask = world_of(project, output), ask_for(project, (), output)
        amendment = amend(world, book, who, wanted, with_range, ask)
        impact = impact_of(world, book, amendment, ask)
    written = bool(amendment.difference) and not dry_run
    if written:
        replace_registry(registry, amendment.old, amendment.new)
    if form == "json":
        click.echo(json_text(_data(amendment, impact, written=written)))
    else:
        click.echo(_text(amendment, impact, written=written, whole=dry_run, verbose=verbose))
    return 1 if impact is not None and impact.consequences.refused else 0


def _data(amendment: Amendment, impact: Impact | None, *, written: bool) -> dict[str, Any]:
    return {
        "adopter": amendment.who,
        "command": "packs adopt",
        "contact": amendment.contact,
        "difference": list(amendment.difference),
        "impact": impact_json(impact) if impact else None,
        "notes": list(amendment.notes),
        "ok": not (impact is not None and impact.consequences.refused),
        "pack": amendment.pack.label,
        "range": amendment.range,
        "reviewers": list(amendment.reviewers),
        "written": written,
    }


def _text(amendment: Amendment, impact: Impact | None, *, written: bool, whole: bool, verbose: bool) -> str:
    who, label = amendment.who, amendment.pack.label
    parts = ["\n".join(shown(line, longest=1_000) for line in amendment.difference)] if amendment.difference else []
    if impact:
        parts.append(impact_text(impact, verbose=verbose) if whole else impact_summary(impact))
    parts += ["\n".join(f"note: {shown(note, longest=1_000)}" for note in amendment.notes)] if amendment.notes else []
    parts += [_failing(impact)] if impact and written and impact.consequences.refused else []
    reviewers = f"{' or '.join(amendment.reviewers)} ({amendment.contact})"
    if not amendment.difference:
        parts.append(f"adopt: {who} is bound to {label} by {amendment.range} already; nothing to change")
    elif written:
        parts.append(f"adopt: written to {amendment.file}; {reviewers} reviews it")
    else:
        parts.append(f"adopt: nothing was written; {reviewers} would review it")
    return "\n\n".join(parts)


def _failing(impact: Impact) -> str:
    """Say who newly fails now, by which rules, and how to see it."""
    counts = Counter(one.finding.owner for one in impact.consequences.fails)
    domains = ", ".join(f"{shown(owner)} {count}" for owner, count in sorted(counts.items()))
    codes = ", ".join(sorted({one.finding.code for one in impact.consequences.fails}))
    check = f"`paved check {' '.join(sorted(counts))}`"
    return f"adopt: newly fails: {domains} ({codes}); {check} shows each, and until it is mended their synth is refused"
