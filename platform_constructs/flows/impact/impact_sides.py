"""
Plan the same stacks under one law and under another, without letting one stack's trouble hide the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.errors import DeclarationError, PackError, PlatformError
from platform_constructs.flows.adopter import adopter_for
from platform_constructs.flows.law import settings_for
from platform_constructs.flows.plan import in_order, plan_stack
from platform_constructs.flows.read_project import Project
from platform_constructs.model.api import Api
from platform_constructs.model.declaration import Declaration
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.settings import Settings
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.compose import Law, compose
from platform_constructs.policy.packs.lifecycle import Lifecycle, retirement_findings
from platform_constructs.policy.packs.terms import Pack

__all__ = ["Composed", "Ground", "PacksOf", "Side", "plan_side", "refusal"]

PacksOf = Callable[[Declaration], tuple[Pack, ...]]
"""Returns the packs that bind a stack, or raises PackError where there are none that fit."""


class Composed:
    """
    Composes each set of packs once, however many stacks it binds.

    Args:
        today: The date that dated rules are read against.
    """

    def __init__(self, today: date) -> None:
        self._today = today
        self._done: dict[tuple[tuple[str, str], ...], Law | PackError] = {}

    def law(self, packs: tuple[Pack, ...]) -> Law:
        """
        Return the law of some packs.

        Raises:
            PackError: if they contradict each other.
        """
        key = tuple((pack.label, pack.file) for pack in packs)
        if key not in self._done:
            try:
                self._done[key] = compose(packs, today=self._today)
            except PackError as error:
                self._done[key] = error
        found = self._done[key]
        if isinstance(found, PackError):
            raise PackError(found.code, found.what, at=found.at, got=found.got, fix=found.fix)
        return found


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What both sides stand on.

    Attributes:
        project: The project, with the stacks to compare selected.
        contracts: Their contracts, by stack.
        findings: What is wrong with claims and routes, whatever the law.
        today: The date that dated rules, delegations and waivers are read against.
        composed: Composes their laws.
        lifecycle: Which released versions are on their way out.
    """

    project: Project
    contracts: Mapping[str, Contract]
    findings: tuple[Finding, ...]
    today: date
    composed: Composed
    lifecycle: Lifecycle


@dataclass(slots=True)
class Side:
    """
    The stacks under one law.

    Attributes:
        laws: The law of every stack that has one, by stack.
        settings: What it decides, for every stack for which it can.
        planned: The stacks that can be built.
        findings: What is wrong before anything is built, by stack.
        contracts: That of it which is wrong with the contract.
    """

    laws: dict[str, Law] = field(default_factory=dict)
    settings: dict[str, Settings] = field(default_factory=dict)
    planned: dict[str, PlannedStack] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    contracts: dict[str, list[Finding]] = field(default_factory=dict)

    def refuse(self, stack: str, domain: str, error: PlatformError) -> None:
        """Take a stack out of what can be built, and say why."""
        self.planned.pop(stack, None)
        self.findings[stack] = [refusal(stack, domain, error)]


def refusal(stack: str, domain: str, error: PlatformError) -> Finding:
    """Return what stops one stack's synth as a finding, so that it stands beside the others."""
    return Finding(
        error.code, "refused", Level.BLOCK, error.what, Place(error.at), error.fix, domain, str(error.got), stack
    )


def plan_side(ground: Ground, packs_of: PacksOf, *, like: Side | None = None) -> Side:
    """
    Plan every selected stack under the packs that bind it.

    Args:
        ground: What does not depend on the law.
        packs_of: The packs of a stack.
        like: The other side: where its settings have the same values, its plan is taken.
    """
    side = Side()
    for declaration in in_order(ground.project):
        stack, domain = declaration.stack, declaration.domain
        try:
            law = side.laws[stack] = ground.composed.law(packs_of(declaration))
            settings = side.settings[stack] = settings_for(law, declaration)
            if like is not None and stack in like.planned and _same(settings, like.settings[stack]):
                planned, wrong = like.planned[stack], like.contracts[stack]
            else:
                planned, wrong = plan_stack(
                    ground.project, ground.contracts, declaration, law, settings, ground.findings, today=ground.today
                )
        except (DeclarationError, PackError) as error:  # the result for this stack, not the end of all of them
            side.refuse(stack, domain, error)
            continue
        side.contracts[stack] = wrong
        side.findings[stack] = [
            *wrong,
            *retirement_findings(
                law.packs,
                ground.lifecycle,
                today=ground.today,
                owner=domain,
                stack=stack,
                at=declaration.place,
                adopter=partial(adopter_for, ground.project, declaration),
            ),
        ]
        if planned.api is not None or not isinstance(declaration, Api):
            side.planned[stack] = planned
    return side


def _same(one: Settings, other: Settings) -> bool:
    return one.keys() == other.keys() and all(one[name].value == other[name].value for name in one)
