"""
The gate: judge what was written, honour waivers, and refuse to pass what was not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from platform_constructs.errors import ToolError
from platform_constructs.flows.ports import ProjectSource
from platform_constructs.flows.read_project import Project
from platform_constructs.flows.report import StackSummary
from platform_constructs.model.finding import Finding
from platform_constructs.model.plan import Plan
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.compose import Law
from platform_constructs.policy.hatch import hatch_findings
from platform_constructs.policy.held import held_to_settings
from platform_constructs.policy.judge import judge, prove_awake, routes_of
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import View
from platform_constructs.policy.waivers import apply_waivers, read_waivers

__all__ = ["Judged", "judge_written", "waive"]


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
) -> Judged:
    """
    Judge the written JSON of every planned stack.

    Args:
        plan: What was to be built.
        documents: What was written, by stack.
        roads_own: What would have been written without its escape hatch, for each stack that opened one.
        laws: The composed packs of every stack.
        rules: Every rule there is, by code.

    Raises:
        ToolError: if a planned stack was not written, or one was written that nobody planned.
        PlatformError: if the judge is not awake, or judged nothing.
    """
    planned = {stack.name: stack for stack in plan.stacks}
    if not planned:
        raise ToolError(
            "GATE-094",
            "there is no stack to judge, so nothing is known to be safe",
            at="stacks/domains",
            got="an empty plan",
            fix="declare a road, or name a stack that is declared",
        )
    if odd := sorted(planned.keys() ^ documents.keys()):
        raise ToolError(
            "GATE-092",
            "what was written is not what was planned, so it cannot be judged",
            at=odd[0],
            got="written, not planned" if odd[0] in documents else "planned, not written",
            fix="look for an escape hatch that adds or removes a stack",
        )
    summaries: list[StackSummary] = []
    findings: list[Finding] = []
    for name, stack in sorted(planned.items()):
        prove_awake(laws[name], rules)
        view = View.of(name, documents[name])
        judged_for, place = stack.site.domain.name, stack.declaration.place
        judgement = judge(
            view,
            laws[name],
            rules,
            owner=judged_for,
            at=place,
            operations=routes_of(stack.api) if stack.api else None,
            platform=stack.site.organisation.platform.name,
        )
        findings += judgement.findings
        findings += held_to_settings(view, laws[name], owner=judged_for, at=place)
        if name in roads_own:
            prefix = stack.site.parameter(name, "")
            findings += hatch_findings(
                roads_own[name], documents[name], site_prefix=prefix, stack=name, owner=judged_for, at=place
            )
        written = sum(1 for resource in view.resources if resource.parent is None)
        summaries.append(StackSummary(name, stack.site.domain.name, laws[name].labels, written, judgement.evaluated))
    return Judged(tuple(summaries), tuple(findings))


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
        waivers = _waivers(domain, source, rules, scanned=scanned)
        mine = [one for one in found if one.owner == domain]
        unwaivable = frozenset().union(*(laws[name].unwaivable for name in laws if _owner(project, name) == domain))
        answered = apply_waivers(mine, waivers, today=today, owners=_approvers(project), unwaivable=unwaivable)
        if not project.fully_selected(domain):  # a waiver may be for a stack that was not built
            answered = tuple(one for one in answered if one.code != "WVR-002")
        done += answered
    done += [one for one in found if one.owner not in domains]
    return tuple(sorted(done, key=lambda one: one.order))


def _waivers(domain: str, source: ProjectSource, rules: Mapping[str, Rule], *, scanned: bool) -> tuple[Waiver, ...]:
    written = source.waivers(domain)
    if written is None:
        return ()
    waivers = read_waivers(*written, domain=domain, rules_known=frozenset(rules))
    return tuple(one for one in waivers if scanned or not one.rule.startswith(("CKV_", "CKV2_")))


def _owner(project: Project, stack: str) -> str:
    return next(one.domain for one in project.declarations if one.stack == stack)


def _approvers(project: Project) -> dict[str, tuple[str, ...]]:
    """Return who may approve a domain's waivers: the platform's owners. Nobody waives for themselves."""
    return dict.fromkeys(project.organisation.domains, project.organisation.platform.owners)
