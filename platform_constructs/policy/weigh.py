"""
Weighing one stack: every rule in force asked of every resource it concerns. What cannot be read does not pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from platform_constructs.errors import PackError, shown
from platform_constructs.model.contract import Operation
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Failed, Level, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.law import Law
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource, View

__all__ = ["Count", "Judgement", "weigh"]


@dataclass(frozen=True, slots=True)
class Count:
    """
    How often a rule said what.

    Attributes:
        passed: The resource is as the rule wants it.
        failed: It breaks the rule.
        undecided: Only known at apply time.
        raised: The rule broke down.
    """

    passed: int = 0
    failed: int = 0
    undecided: int = 0
    raised: int = 0

    @property
    def evaluated(self) -> int:
        """Pairs of rule and resource that were answered."""
        return self.passed + self.failed + self.undecided + self.raised


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    What the judge says of one stack.

    Attributes:
        findings: Sorted; waivers not applied yet.
        counts: What each rule in force said, by code; zeros where it concerned nothing.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, Count] = field(default_factory=dict)

    @property
    def evaluated(self) -> int:
        """Pairs of rule and resource that were answered."""
        return sum(count.evaluated for count in self.counts.values())

    @property
    def passed(self) -> int:
        """Pairs that passed."""
        return sum(count.passed for count in self.counts.values())

    @property
    def failed(self) -> int:
        """Pairs that failed."""
        return sum(count.failed for count in self.counts.values())

    @property
    def undecided(self) -> int:
        """Pairs that only apply will decide."""
        return sum(count.undecided for count in self.counts.values())

    @property
    def raised(self) -> int:
        """Pairs in which the rule broke down."""
        return sum(count.raised for count in self.counts.values())


def weigh(
    view: View,
    law: Law,
    rules: Mapping[str, Rule],
    *,
    owner: str,
    at: Place,
    operations: Mapping[tuple[str, str], Operation] | None = None,
    platform: str = "platform",
) -> Judgement:
    """
    Judge one stack without minding whether anything was evaluated; see `judge`.
    """
    findings = [_unreadable(each.address, each.why, each.got, view.stack, owner, at) for each in view.unreadable]
    counts: dict[str, Count] = {}
    for rule, level in _in_force(law, rules):
        tally = dict.fromkeys(("passed", "failed", "undecided", "raised"), 0)
        for resource in (each for type in sorted(rule.concerns) for each in view.of_type(type)):
            verdict = _ask(rule, resource)
            if isinstance(verdict, Passed):
                tally["passed"] += 1
                continue
            if isinstance(verdict, NotConcerned):
                continue
            place = _place(resource, at, operations or {})
            if isinstance(verdict, Failed | Undecided):
                tally["failed" if isinstance(verdict, Failed) else "undecided"] += 1
                findings.append(_finding(rule, level, resource, verdict, owner, place, view.stack))
            else:
                tally["raised"] += 1
                findings.append(_broken(rule, resource, verdict, platform, view.stack))
        counts[rule.code] = Count(**tally)
    return Judgement(tuple(sorted(findings, key=lambda each: each.order)), dict(sorted(counts.items())))


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


def _ask(rule: Rule, resource: Resource) -> Verdict | str:
    """Return the rule's answer, or how it broke down."""
    try:
        verdict = rule(resource)
    except Exception as fault:  # rules are foreign code: one that raises is a failure of that rule, never a pass
        return f"{type(fault).__name__}: {fault}"
    known = isinstance(verdict, Passed | Failed | Undecided | NotConcerned)
    return verdict if known else f"answered {type(verdict).__name__}"


def _place(resource: Resource, at: Place, operations: Mapping[tuple[str, str], Operation]) -> Place:
    operation = operations.get(_route(resource)) if resource.type == "openapi.operation" else None
    return at if operation is None else Place(operation.place.file, operation.place.line, operation.id)


def _route(resource: Resource) -> tuple[str, str]:
    return (str(resource.body.get("method")), str(resource.body.get("path")))


def _thing(resource: Resource) -> str:
    return " ".join(_route(resource)) if resource.type == "openapi.operation" else resource.address


def _finding(
    rule: Rule, level: Level, resource: Resource, verdict: Failed | Undecided, owner: str, at: Place, stack: str
) -> Finding:
    if isinstance(verdict, Failed):
        what, got, fix = f"{_thing(resource)}: {verdict.because}", verdict.got, verdict.fix
    else:
        what = f"{_thing(resource)}: cannot be decided before apply: {verdict.expression}"
        got, fix = verdict.expression, "write the value itself, or refer to a resource of this stack"
    return Finding(rule.code, rule.name, level, what, at, fix, owner, shown(got), stack, resource.address)


def _broken(rule: Rule, resource: Resource, how: str, platform: str, stack: str) -> Finding:
    return Finding(
        "GATE-003",
        "broken-rule",
        Level.BLOCK,
        f"{rule.code} {rule.name} broke down on {resource.address}, so nothing is known to be safe",
        Place(getattr(rule.check, "__module__", "?").replace(".", "/") + ".py"),
        "correct the rule, and add what it stumbled over to its cases",
        platform,
        shown(how),
        stack,
        resource.address,
    )


def _unreadable(address: str, why: str, got: str, stack: str, owner: str, at: Place) -> Finding:
    return Finding(
        "GATE-005",
        "unreadable-part",
        Level.BLOCK,
        f"{address} cannot be judged: {why}",
        at,
        "write it so that it stands in the file: literal JSON, or an aws_iam_policy_document",
        owner,
        shown(got),
        stack,
        address,
    )
