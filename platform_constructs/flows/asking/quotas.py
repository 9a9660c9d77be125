"""
Say how much of AWS's quotas the organisation uses, who uses it, and what runs out next.
"""

from __future__ import annotations

from dataclasses import dataclass

from platform_constructs.catalog.ledger import Entry
from platform_constructs.flows.gate import refuse_odd
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.quota_uses import ledger_of
from platform_constructs.flows.synth import Ask, World, prepare
from platform_constructs.model.counted import counted
from platform_constructs.model.finding import Finding
from platform_constructs.policy.view import View

__all__ = ["Quotas", "quotas"]


@dataclass(frozen=True, slots=True)
class Quotas:
    """
    The answer.

    Attributes:
        environment: Its name.
        entries: Every quota that something is used of, the fullest first.
        findings: Why nothing could be built, in which case there are no entries.
        stacks: How many were counted.
        left_out: Stacks that were not asked for and so are not counted, sorted.
    """

    environment: str
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    stacks: int = 0
    left_out: tuple[str, ...] = ()


def quotas(world: World, book: Lawbook, ask: Ask) -> Quotas:
    """
    Build the stacks that are asked for, and count.

    Raises:
        PlatformError: if something cannot be read or built.
    """
    project, planned = prepare(world, book, ask)
    environment = project.environment.name
    if planned.plan is None:
        return Quotas(environment, findings=planned.findings)
    stacks = planned.plan.stacks
    with world.stage() as staged:
        world.say(f"building {counted(len(stacks), 'stack')}")
        world.build(planned.plan, staged.folder, hatches=True)
        documents = staged.documents()
    refuse_odd(stacks, documents)
    entries = ledger_of(stacks, {name: View.of(name, document) for name, document in documents.items()})
    left_out = {one.stack for one in project.declarations} - {stack.name for stack in stacks}
    return Quotas(environment, entries, stacks=len(stacks), left_out=tuple(sorted(left_out)))
