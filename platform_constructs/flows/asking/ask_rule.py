"""
Ask one rule about everything that was written for some stacks, whether or not a pack names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from platform_constructs.errors import PackError
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import Ask, World, prepare
from platform_constructs.model.counted import counted
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.judge import routes_of
from platform_constructs.policy.judging.judgement import Count
from platform_constructs.policy.judging.weigh import weigh
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import View

__all__ = ["Answers", "StackAnswers", "ask_rule", "rule_named"]


@dataclass(frozen=True, slots=True)
class StackAnswers:
    """
    What a rule said of one stack.

    Attributes:
        stack: The stack.
        asked: The address of each thing of the rule's types, sorted.
        count: How often it passed, failed and so on; what it is not concerned with is in none of these.
    """

    stack: str
    asked: tuple[str, ...]
    count: Count

    @property
    def left_alone(self) -> int:
        """Of how many it said that they are no concern of its."""
        return len(self.asked) - self.count.evaluated


@dataclass(frozen=True, slots=True)
class Answers:
    """
    What a rule said of some stacks.

    Attributes:
        rule: The rule.
        stacks: Every stack that was built, sorted; empty when nothing was.
        findings: What it found, as a pack that blocks would show it; or why nothing was built.
    """

    rule: Rule
    stacks: tuple[StackAnswers, ...]
    findings: tuple[Finding, ...]


def rule_named(wanted: str, rules: Mapping[str, Rule]) -> Rule:
    """
    Return a rule by its code or name, in any case.

    Raises:
        PackError: RULE-023, when there is none.
    """
    found = next((one for one in rules.values() if wanted.lower() in (one.code.lower(), one.name)), None)
    if found is not None:
        return found
    otherwise = "begin it with `paved rule new`, or name the package it is in with --folder"
    by_name = nearest(wanted.lower(), [one.name for one in rules.values()], otherwise)
    fix = nearest(wanted.upper(), rules, by_name)
    raise PackError("RULE-023", "there is no rule of this code or name", at="the command line", got=wanted, fix=fix)


def ask_rule(world: World, book: Lawbook, ask: Ask, rule: Rule) -> Answers:
    """
    Build the stacks, ask the rule about each thing of its types, and keep nothing.

    Args:
        world: The ports of a synth; nothing is published.
        book: The law, for building. The rule need not be in it.
        ask: Where to look.
        rule: The rule.

    Raises:
        PackError: RULE-022, when it judged nothing: that is no pass.
        PlatformError: if something cannot be read or built.
    """
    _, planned = prepare(world, book, ask)
    if planned.plan is None:
        return Answers(rule, (), tuple(one for one in planned.findings if one.blocks))
    with world.stage() as staged:
        world.say(f"building {counted(len(planned.plan.stacks), 'stack')}")
        world.build(planned.plan, staged.folder, hatches=True)
        documents = staged.documents()
    told = [_asked(world, ask, rule, one, documents[one.name]) for one in planned.plan.stacks]
    stacks = tuple(sorted((stack for stack, _ in told), key=lambda one: one.stack))
    if not any(one.count.evaluated for one in stacks):
        raise _judged_nothing(rule, stacks)
    return Answers(
        rule, stacks, tuple(sorted((each for _, found in told for each in found), key=lambda each: each.order))
    )


def _asked(
    world: World, ask: Ask, rule: Rule, stack: PlannedStack, document: Mapping[str, Any]
) -> tuple[StackAnswers, tuple[Finding, ...]]:
    view = View.of(stack.name, document)
    judgement = weigh(
        view,
        Law((), ask.today, levels={rule.code: Level.BLOCK}),
        {rule.code: rule},
        owner=stack.declaration.domain,
        at=stack.declaration.place,
        operations=routes_of(stack.api) if stack.api is not None else None,
        sources=stack.api.sources if stack.api is not None else None,
        platform=stack.site.organisation.platform.name,
        deadline=world.deadline,
    )
    addresses = sorted(each.address for type in rule.concerns for each in view.of_type(type))
    found = tuple(one for one in judgement.findings if one.code in (rule.code, "GATE-003"))
    return StackAnswers(stack.name, tuple(addresses), judgement.counts[rule.code]), found


def _judged_nothing(rule: Rule, stacks: tuple[StackAnswers, ...]) -> PackError:
    asked = sum(len(one.asked) for one in stacks)
    where = ", ".join(one.stack for one in stacks)
    types = ", ".join(sorted(rule.concerns))
    got = f"it left all {asked} of these alone: {types}" if asked else f"there is no {types}"
    fix = "ask it about a stack that has one; until then only its cases show what it does"
    return PackError("RULE-022", f"{rule.code} judged nothing, and that is no pass", at=where, got=got, fix=fix)
