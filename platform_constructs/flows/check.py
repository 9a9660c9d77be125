"""
CI gates a change: synthesise, judge, scan with checkov, one report. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from platform_constructs.flows.gate import waive
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import Planned
from platform_constructs.flows.report import Report
from platform_constructs.flows.synth import Ask, World, prepare, write_and_judge
from platform_constructs.model.place import Place
from platform_constructs.model.scan import CheckovReport, Expectations
from platform_constructs.policy.composing.compose import Law

__all__ = ["Scan", "check", "scan_planned"]


class Scan(Protocol):
    """Scans written stacks; `adapters.checkov` does it."""

    def __call__(
        self,
        stacks: Mapping[str, Mapping[str, Any]],
        expectations: Mapping[str, Expectations],
        *,
        owners: Mapping[str, str],
        places: Mapping[str, Place],
    ) -> CheckovReport:
        """Return what was found, or raise when nothing was truly looked at."""


def check(world: World, book: Lawbook, ask: Ask, scan: Scan) -> Report:
    """
    Judge and scan what these inputs give.

    Raises:
        PlatformError: if something cannot be read, built, judged or scanned.
    """
    project, planned = prepare(world, book, ask)
    if planned.plan is None:
        return Report("check", project.environment.name, findings=planned.findings, notes=project.notes)
    with world.stage() as staged:
        judged = write_and_judge(world, book, planned, staged)
        documents = staged.documents()
    scanned = scan_planned(world, planned, documents, scan)
    found = [*planned.findings, *judged.findings, *scanned.findings]
    report = Report(
        "check",
        project.environment.name,
        judged.stacks,
        waive(found, project, world.source, planned.laws, book.rules, today=ask.today, scanned=True),
        project.notes,
        planned.lowered,
    )
    return replace(report, scans=(_counts(scanned),))


def scan_planned(
    world: World, planned: Planned, documents: Mapping[str, Mapping[str, Any]], scan: Scan
) -> CheckovReport:
    """Scan what was written for a plan, as its packs expect."""
    world.say("scanning with checkov")
    stacks = planned.plan.stacks if planned.plan is not None else ()
    return scan(
        documents,
        {stack: _expectations(composed) for stack, composed in planned.laws.items()},
        owners={stack.name: stack.site.domain.name for stack in stacks},
        places={stack.name: stack.declaration.place for stack in stacks},
    )


def _expectations(law: Law) -> Expectations:
    return Expectations(
        must_pass={check: frozenset(one.types) for check, one in law.checkov.items() if one.must_pass},
        skips={check: one.skip for check, one in law.checkov.items() if not one.must_pass},
    )


def _counts(scanned: CheckovReport) -> str:
    return (
        f"checkov {scanned.version}: {scanned.evaluated} checks, {scanned.passed} passed, "
        f"{scanned.failed} failed, {scanned.skipped} skipped by a pack"
    )
