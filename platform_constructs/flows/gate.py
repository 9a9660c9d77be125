"""
The gate: judge what was written, honour waivers, and refuse to pass what was not judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from platform_constructs.errors import ToolError
from platform_constructs.flows.listener_priorities import hand_set
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.quota_uses import over_quota
from platform_constructs.flows.read_project import Project
from platform_constructs.flows.report import StackSummary
from platform_constructs.model.finding import Finding
from platform_constructs.model.fingerprint import fingerprint
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.plan import Plan, PlannedStack
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.composing.compose import Law
from platform_constructs.policy.judging.deadline import Deadline, no_deadline
from platform_constructs.policy.judging.hatch import hatch_findings
from platform_constructs.policy.judging.held import held_to_settings
from platform_constructs.policy.judging.judge import judge, prove_awake, routes_of
from platform_constructs.policy.judging.waiver_file import read_waivers
from platform_constructs.policy.judging.waivers import apply_waivers
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import View

__all__ = [
    "OF_CHECKOV",
    "OF_CONTRACTS",
    "Judged",
    "approvers",
    "judge_stack",
    "judge_written",
    "refuse_odd",
    "unwaivable",
    "waive",
    "waivers_of",
]

OF_CONTRACTS: Final = ("API-", "CMP-", "CON-", "EVT-")
"""How the codes begin whose waivers `paved contract lint` and `paved contract diff` hold against what they find."""

OF_CHECKOV: Final = ("CKV_", "CKV2_")
"""How the ids of checkov's checks begin, whose waivers `paved check` alone holds against what it finds."""


@dataclass(frozen=True, slots=True)
class Judged:
    """
    What the judge said of one synth.

    Attributes:
        stacks: A summary per stack, sorted by name.
        findings: Every finding, before waivers.
    """

    stacks: tuple[StackSummary, ...]
    findings: tuple[Finding, ...]


def judge_written(
    plan: Plan,
    documents: Mapping[str, Mapping[str, Any]],
    roads_own: Mapping[str, Mapping[str, Any]],
    laws: Mapping[str, Law],
    rules: Mapping[str, Rule],
    *,
    deadline: Deadline = no_deadline,
) -> Judged:
    """
    Judge the written JSON of every planned stack.

    Args:
        plan: What was to be built.
        documents: What was written, by stack.
        roads_own: What would have been written without its escape hatch, for each stack that opened one.
        laws: The composed packs of every stack.
        rules: Every rule there is, by code.
        deadline: What one rule may take over one stack.

    Raises:
        ToolError: if a planned stack was not written, or one was written that nobody planned.
        PlatformError: if the judge is not awake, or judged nothing.
    """
    refuse_odd(plan.stacks, documents)
    for law in {id(laws[stack.name]): laws[stack.name] for stack in plan.stacks}.values():
        prove_awake(law, rules, deadline=deadline)
    summaries: list[StackSummary] = []
    findings: list[Finding] = []
    views: dict[str, View] = {}
    for stack in sorted(plan.stacks, key=lambda one: one.name):
        name = stack.name
        views[name] = View.of(name, documents[name])
        seen = (views[name], documents[name], roads_own.get(name))
        summary, found, _ = judge_stack(stack, *seen, laws[name], rules, deadline=deadline)
        summaries.append(summary)
        findings += found
    findings += over_quota(plan.stacks, views)
    return Judged(tuple(summaries), tuple(findings))


def refuse_odd(stacks: Collection[PlannedStack], documents: Mapping[str, object]) -> None:
    """
    Hold what was written against what was planned.

    Raises:
        ToolError: if nothing was planned, a planned stack was not written, or one was written that nobody planned.
    """
    planned = {stack.name for stack in stacks}
    if not planned:
        raise ToolError(
            "GATE-094",
            "there is no stack to judge, so nothing is known to be safe",
            at="stacks/domains",
            got="an empty plan",
            fix="declare a road, or name a stack that is declared",
        )
    if odd := sorted(planned ^ documents.keys()):
        raise ToolError(
            "GATE-092",
            "what was written is not what was planned, so it cannot be judged",
            at=odd[0],
            got="written, not planned" if odd[0] in documents else "planned, not written",
            fix="look for an escape hatch that adds or removes a stack",
        )


def judge_stack(
    stack: PlannedStack,
    view: View,
    document: Mapping[str, Any],
    road_own: Mapping[str, Any] | None,
    law: Law,
    rules: Mapping[str, Rule],
    *,
    deadline: Deadline = no_deadline,
) -> tuple[StackSummary, list[Finding], frozenset[str]]:
    """
    Judge the written JSON of one stack by a judge that was proved awake; see `judge_written`.

    Args:
        stack: The stack as it was planned.
        view: What was written, as rules see it.
        document: What was written.
        road_own: What would have been written without its escape hatch; None when it opened none.
        law: Its composed packs.
        rules: Every rule there is, by code.
        deadline: What one rule may take over it.

    Returns:
        What was judged, what was found before waivers, and the codes of the rules that judged anything.

    Raises:
        PlatformError: if it judged nothing.
    """
    name, owner, place = stack.name, stack.site.domain.name, stack.declaration.place
    judgement = judge(
        view,
        law,
        rules,
        owner=owner,
        at=place,
        operations=routes_of(stack.api) if stack.api else None,
        sources=stack.api.sources if stack.api else None,
        platform=stack.site.organisation.platform.name,
        deadline=deadline,
    )
    findings = [*judgement.findings, *held_to_settings(view, law, owner=owner, at=place), *hand_set(view, stack)]
    if road_own is not None:
        prefix = stack.site.parameter(name, "")
        findings += hatch_findings(road_own, document, site_prefix=prefix, stack=name, owner=owner, at=place)
    written = sum(1 for resource in view.resources if resource.parent is None)
    asked = frozenset(code for code, count in judgement.counts.items() if count.evaluated)
    summary = StackSummary(name, owner, law.labels, written, judgement.evaluated)
    return summary, list(map(_marked, findings)), asked


def _marked(finding: Finding) -> Finding:
    """Give a finding that no rule made a fingerprint too, so that reports can follow it from run to run."""
    if finding.fingerprint:
        return finding
    return replace(finding, fingerprint=fingerprint(finding.code, finding.address, finding.got))


def waive(
    findings: Iterable[Finding],
    project: Project,
    source: ProjectSource,
    laws: Mapping[str, Law],
    rules: Mapping[str, Rule],
    *,
    today: date,
    scanned: bool,
) -> tuple[Finding, ...]:
    """
    Apply every selected domain's waivers, and sort.

    Args:
        findings: What the judge, and perhaps checkov, found.
        project: The project.
        source: Its files, for the waivers.
        laws: The composed packs of every stack; they say which rules no waiver covers.
        rules: Every rule there is, by code.
        today: The date that expiry is read against.
        scanned: Whether checkov ran; if not, waivers of its checks are left for the run in which it does.

    Raises:
        WaiverError: if a waiver file cannot be read.
    """
    found = list(findings)
    domains = sorted({one.domain for one in project.declarations if one.stack in project.selected})
    done: list[Finding] = []
    for domain in domains:
        waivers = [
            one
            for one in waivers_of(domain, source, rules)
            if scanned or not one.rule.startswith(OF_CHECKOV)  # checkov has not looked yet
            if not one.rule.startswith(OF_CONTRACTS)
        ]
        answered = apply_waivers(
            [one for one in found if one.owner == domain],
            waivers,
            today=today,
            owners=approvers(project.organisation),
            unwaivable=unwaivable(project, domain, laws),
            platform=project.organisation.platform.name,
        )
        if not project.fully_selected(domain):  # a waiver may be for a stack that was not built
            answered = tuple(one for one in answered if one.code != "WVR-002")
        done += answered
    done += [one for one in found if one.owner not in domains]
    return tuple(sorted(done, key=lambda one: one.order))


def waivers_of(domain: str, source: ProjectSource, rules: Mapping[str, Rule]) -> tuple[Waiver, ...]:
    """
    Return a domain's waivers, in file order.

    Raises:
        WaiverError: if the file cannot be read.
    """
    written = source.waivers(domain)
    return () if written is None else read_waivers(*written, domain=domain, rules_known=frozenset(rules))


def unwaivable(project: Project, domain: str, laws: Mapping[str, Law]) -> frozenset[str]:
    """Return the rules that the packs of a domain's stacks let nobody waive."""
    owners = {one.stack: one.domain for one in project.declarations}
    return frozenset().union(*(law.unwaivable for stack, law in laws.items() if owners[stack] == domain))


def approvers(organisation: Organisation) -> dict[str, tuple[str, ...]]:
    """Return who may approve a domain's waivers: the platform's owners. Nobody waives for themselves."""
    return dict.fromkeys(organisation.domains, organisation.platform.owners)
