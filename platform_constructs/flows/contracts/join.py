"""
What contracts break joins what was planned: a contract that is refused is not built.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from platform_constructs.flows.contracts.lint import contract_findings
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.plan import Planned
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.organisation import Organisation

__all__ = ["names_a_profile", "with_contract_findings"]


def names_a_profile(organisation: Organisation) -> bool:
    """Whether the registry holds any contract to a profile."""
    return organisation.contracts is not None or any(one.contract_profile for one in organisation.domains.values())


def with_contract_findings(
    planned: Planned, project: Project, source: ProjectSource, book: Lawbook, *, today: date
) -> Planned:
    """
    Return what was planned with what its contracts break, waivers applied; without a plan where that blocks.

    Nothing is asked where the registry names no profile: a new version of the library shall not refuse what it built
    yesterday by a law that nobody here adopted.

    Args:
        planned: What was planned.
        project: The project.
        source: Its files, for baselines and waivers.
        book: The law.
        today: The date that dated levels and waivers are read against.

    Raises:
        PackError: if a profile cannot be read, or the registry names one that is not there.
        ContractError, WaiverError: if a baseline or waiver file cannot be read.
    """
    if not names_a_profile(project.organisation):
        return planned
    found = contract_findings(project, source, planned.contracts, book.standard(), book.rules, today=today)
    findings = tuple(sorted((*planned.findings, *found), key=lambda one: one.order))
    return replace(planned, findings=findings, plan=None if any(one.blocks for one in found) else planned.plan)
