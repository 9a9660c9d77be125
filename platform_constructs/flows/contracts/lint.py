"""
The contracts of a project held to the profiles that its registry names, with their baselines and waivers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.lint.fewer import fewer
from platform_constructs.flows.contracts.baseline_file import baseline_name, read_baseline
from platform_constructs.flows.contracts.change_codes import is_ours
from platform_constructs.flows.contracts.lint_one import Linted, lint_one
from platform_constructs.flows.contracts.profiles import named_profile
from platform_constructs.flows.contracts.registered import with_registry
from platform_constructs.flows.contracts.standard import DEFAULT_PROFILE, Standard
from platform_constructs.flows.gate import approvers, waivers_of
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.judging.waivers import apply_waivers
from platform_constructs.policy.rule import Rule
from platform_constructs.registry.profiles import profile_name_for

__all__ = ["FAMILY", "contract_findings", "lint_declared", "waive_contracts"]

FAMILY: Final = "API-"
"""How the codes of contract rules begin."""
_UNMATCHED: Final = "WVR-002"


def contract_findings(
    project: Project,
    source: ProjectSource,
    contracts: Mapping[str, Contract],
    standard: Standard,
    rules: Mapping[str, Rule],
    *,
    today: date,
) -> tuple[Finding, ...]:
    """
    Return what synth and check have to say about the contracts of the selected stacks, waivers applied.

    Nothing, where the registry names no profile: then nobody has decided what contracts are held to.

    Args:
        project: The project.
        source: Its files, for baselines and waivers.
        contracts: The contracts that were read, by stack.
        standard: Every contract rule and profile.
        rules: Every rule of packs, for reading waivers.
        today: The date that dated levels and waivers are read against.

    Raises:
        PackError: if the registry names a profile that is not there.
        ContractError, WaiverError: if a baseline or waiver file cannot be read.
    """
    linted = lint_declared(project, source, contracts, standard, today=today)
    domains = {one.domain for one in project.declarations if one.stack in linted}
    found = [finding for one in linted.values() for finding in one.findings]
    return fewer(waive_contracts(found, domains, project, source, standard, rules, today=today))


def lint_declared(
    project: Project,
    source: ProjectSource,
    contracts: Mapping[str, Contract],
    standard: Standard,
    *,
    today: date,
    profile: str = "",
    always: bool = False,
) -> dict[str, Linted]:
    """
    Return what came of each selected contract, by stack.

    Args:
        project: The project.
        source: Its files, for baselines.
        contracts: The contracts that were read, by stack.
        standard: Every contract rule and profile.
        today: The date that dated levels are read against.
        profile: Held to this one, whatever the registry says; empty for what it says.
        always: Whether contracts are held to the profile `standard` where the registry names none.

    Raises:
        PackError: CON-107, if there is no profile of that name.
        ContractError: CON-109, if a baseline cannot be read.
    """
    found = {}
    for one in project.declarations:
        if not isinstance(one, Api) or one.stack not in project.selected:
            continue
        audience = project.organisation.hosts[one.host].audience
        said = profile_name_for(project.organisation, one.domain, audience)
        if profile:
            said = (profile, Place("the command line"))
        elif said is None and always:
            said = (DEFAULT_PROFILE, Place(project.organisation.file))
        if said is None:
            continue
        contract = contracts[one.stack]
        written = source.baseline(baseline_name(contract.file))
        found[one.stack] = lint_one(
            Document(contract.file, contract.is_31, contract.root, contract.references),
            standard,
            with_registry(named_profile(said[0], standard.profiles, said[1]), standard.rules, project.organisation),
            None if written is None else read_baseline(*written),
            today=today,
            owner=one.domain,
            stack=one.stack,
        )
    return found


def waive_contracts(
    found: Iterable[Finding],
    domains: Iterable[str],
    project: Project,
    source: ProjectSource,
    standard: Standard,
    rules: Mapping[str, Rule],
    *,
    today: date,
    family: str = FAMILY,
) -> tuple[Finding, ...]:
    """
    Apply the waivers of contract rules, and report those that do not hold; sorted.

    Args:
        found: What was found in contracts.
        domains: Whose waivers.
        project: The project.
        source: Its files.
        standard: Every contract rule: waivers of other rules are left to others.
        rules: Every rule of packs, for reading waivers.
        today: The date that expiry is read against.
        family: How the codes begin whose waivers are applied.
        family: How the codes of these rules begin.

    Raises:
        WaiverError: if a waiver file cannot be read.
    """
    wanted = sorted(set(domains))
    every = [one for domain in wanted for one in waivers_of(domain, source, rules)]
    ours = [one for one in every if one.rule.startswith(family) and not is_ours(one)]
    answered = apply_waivers(
        found,
        [one for one in ours if one.rule in standard.rules],
        today=today,
        owners=approvers(project.organisation),
        unwaivable=frozenset(),
        platform=project.organisation.platform.name,
    )
    partly = {domain for domain in wanted if not project.fully_selected(domain)}
    seen = (one for one in answered if not (one.code == _UNMATCHED and one.owner in partly))
    strangers = (_stranger(one, standard) for one in ours if one.rule not in standard.rules)
    return tuple(sorted((*seen, *strangers), key=lambda one: one.order))


def _stranger(waiver: Waiver, standard: Standard) -> Finding:
    what, fix = "no contract rule has the code that is waived", nearest(waiver.rule, standard.rules, "drop the waiver")
    return Finding(_UNMATCHED, "unmatched-waiver", Level.BLOCK, what, waiver.place, fix, waiver.owner, got=waiver.rule)
