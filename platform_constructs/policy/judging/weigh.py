"""
Weighing one stack: every rule in force asked of every resource it concerns. What cannot be read does not pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from platform_constructs.errors import PackError, shown
from platform_constructs.model.contract import Operation
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Failed, Level, NotConcerned, Passed, Undecided
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.ask import ask
from platform_constructs.policy.judging.deadline import Deadline, OutOfTime, no_deadline
from platform_constructs.policy.judging.fingerprints import Fingerprints
from platform_constructs.policy.judging.judgement import Count, Judgement
from platform_constructs.policy.judging.untouched import Untouched
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource, View

__all__ = ["weigh"]

_UNASKED: Final = Count(passed=0, failed=0, undecided=0, raised=0)
_Counted = Literal["passed", "failed", "undecided", "raised"]


@dataclass(frozen=True, slots=True)
class _Case:
    """What is the same for every rule asked about one stack."""

    view: View
    owner: str
    at: Place
    operations: Mapping[tuple[str, str], Operation]
    sources: Mapping[str, Place]
    platform: str
    fingerprints: Fingerprints


@dataclass(slots=True)
class _Hearing:
    """One rule asked of one stack: what it said so far."""

    rule: Rule
    level: Level
    blocks_from: date | None
    findings: list[Finding] = field(default_factory=list)
    counts: dict[_Counted, int] = field(default_factory=lambda: {"passed": 0, "failed": 0, "undecided": 0, "raised": 0})
    last: Resource | None = None


def weigh(
    view: View,
    law: Law,
    rules: Mapping[str, Rule],
    *,
    owner: str,
    at: Place,
    operations: Mapping[tuple[str, str], Operation] | None = None,
    sources: Mapping[str, Place] | None = None,
    platform: str = "platform",
    deadline: Deadline = no_deadline,
) -> Judgement:
    """
    Judge one stack without minding whether anything was evaluated; see `judge`.
    """
    case = _Case(view, owner, at, operations or {}, sources or {}, platform, Fingerprints(view))
    findings = [_unreadable(each.address, each.why, each.got, case) for each in view.unreadable]
    counts: dict[str, Count] = {}
    untouched = Untouched(view)
    asked = [  # all of it before the first rule runs, so that none decides what another gets to see
        (rule, level, [each for type in sorted(rule.concerns) for each in view.of_type(type)])
        for rule, level in _in_force(law, rules)
    ]
    for rule, level, concerned in asked:
        if not concerned:  # most rules of most stacks
            counts[rule.code] = _UNASKED
            continue
        hearing = _Hearing(rule, level, law.upcoming.get(rule.code))
        try:
            with deadline():
                _hear(hearing, concerned, case)
        except OutOfTime as late:
            hearing.counts["raised"] += 1
            hearing.findings.append(_broken(rule, hearing.last, str(late), case))
        findings += hearing.findings
        counts[rule.code] = Count(**hearing.counts)
    if address := untouched.changed():
        findings.append(_blinded(address, case))
    return Judgement(tuple(sorted(findings, key=lambda each: each.order)), dict(sorted(counts.items())))


def _hear(hearing: _Hearing, concerned: Iterable[Resource], case: _Case) -> None:
    rule, counts = hearing.rule, hearing.counts
    for resource in concerned:
        hearing.last = resource
        verdict = ask(rule, resource)
        if isinstance(verdict, Passed):
            counts["passed"] += 1
        elif isinstance(verdict, (Failed, Undecided)):
            finding = _finding(hearing, resource, verdict, case)
            counts["failed" if isinstance(verdict, Failed) else "undecided"] += 1
            hearing.findings.append(finding)
        elif not isinstance(verdict, NotConcerned):
            counts["raised"] += 1
            hearing.findings.append(_broken(rule, resource, verdict, case))


def _in_force(law: Law, rules: Mapping[str, Rule]) -> Iterable[tuple[Rule, Level]]:
    for code, level in sorted(law.levels.items()):
        if level is Level.OFF:
            continue
        if code not in rules:
            raise PackError(
                "PACK-021",
                "a pack in force names a rule that is not there",
                at=" and ".join(pack.file for pack in law.packs if code in pack.rules),
                got=code,
                fix="install the package that brings the rule, or bind another version of the pack",
            )
        yield rules[code], level


def _place(resource: Resource, case: _Case) -> Place:
    if resource.type == "openapi.schema":
        return case.sources.get(resource.pointer, case.at)
    operation = case.operations.get(_route(resource)) if resource.type == "openapi.operation" else None
    return case.at if operation is None else Place(operation.place.file, operation.place.line, operation.id)


def _route(resource: Resource) -> tuple[str, str]:
    return (str(resource.body.get("method")), str(resource.body.get("path")))


def _thing(resource: Resource) -> str:
    return " ".join(_route(resource)) if resource.type == "openapi.operation" else resource.address


def _finding(hearing: _Hearing, resource: Resource, verdict: Failed | Undecided, case: _Case) -> Finding:
    if isinstance(verdict, Failed):
        what, got, fix = f"{_thing(resource)}: {verdict.because}", verdict.got, verdict.fix
    else:
        what = f"{_thing(resource)}: cannot be decided before apply"
        got, fix = verdict.expression, "write the value itself, or refer to a resource of this stack"
    return Finding(
        hearing.rule.code,
        hearing.rule.name,
        hearing.level,
        what,
        _place(resource, case),
        fix,
        case.owner,
        shown(got),
        case.view.stack,
        resource.address,
        fingerprint=case.fingerprints.of(hearing.rule, resource),
        blocks_from=hearing.blocks_from,
    )


def _broken(rule: Rule, resource: Resource | None, how: str, case: _Case) -> Finding:
    address = resource.address if resource is not None else ""
    return Finding(
        "GATE-003",
        "broken-rule",
        Level.BLOCK,
        f"{rule.code} {rule.name} broke down on {address or 'this stack'}, so nothing is known to be safe",
        Place(getattr(rule.check, "__module__", "?").replace(".", "/") + ".py"),
        "correct the rule, and add what it stumbled over to its cases",
        case.platform,
        shown(how),
        case.view.stack,
        address,
    )


def _blinded(address: str, case: _Case) -> Finding:
    return Finding(
        "GATE-016",
        "changed-while-judged",
        Level.BLOCK,
        f"a rule changed {address} while judging it, so what the others say of it means nothing",
        case.at,
        "ask one rule after the other with `paved rule ask`, and correct the one that does not only read",
        case.platform,
        stack=case.view.stack,
        address=address,
    )


def _unreadable(address: str, why: str, got: str, case: _Case) -> Finding:
    return Finding(
        "GATE-005",
        "unreadable-part",
        Level.BLOCK,
        f"{address} cannot be judged: {why}",
        case.at,
        "write it so that it stands in the file: literal JSON, or an aws_iam_policy_document",
        case.owner,
        shown(got),
        case.view.stack,
        address,
    )
