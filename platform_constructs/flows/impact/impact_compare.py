"""
Compare the same stacks under two laws: built by the real engine, judged, waivers applied, both times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from platform_constructs.flows.gate import waive
from platform_constructs.flows.impact.impact_answer import Consequences, Expected, Move
from platform_constructs.flows.impact.impact_findings import shifts_between
from platform_constructs.flows.impact.impact_judged import Judge
from platform_constructs.flows.impact.impact_sides import Ground, PacksOf, Side, plan_side
from platform_constructs.flows.impact.impact_written import build_both
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import World
from platform_constructs.model.finding import Finding
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.packs.terms import Expectation
from platform_constructs.policy.reading.attribute_changes import attribute_changes

__all__ = ["compare"]


def compare(world: World, book: Lawbook, ground: Ground, today: PacksOf, then: PacksOf) -> Consequences:
    """
    Compare the selected stacks as they are with how they would be.

    The engine builds at most twice, and stacks with escape hatches once more each time: every stack as it is, and
    those whose settings would have other values.

    Args:
        world: The ports.
        book: Every rule and released pack.
        ground: The project and all that does not depend on the law.
        today: The packs that bind a stack.
        then: The packs that would.

    Raises:
        PlatformError: if something cannot be read, built or judged whatever the law.
    """
    world.say(f"stacks to compare: {len(ground.project.selected)}; composing their laws")
    before = plan_side(ground, today)
    after = plan_side(ground, then, like=before)
    old, new = build_both(world, before, after)
    changes = [
        change
        for name in sorted(before.planned.keys() & after.planned.keys())
        if old.documents[name] is not new.documents[name]
        for change in attribute_changes(name, old.documents[name], new.documents[name])
    ]
    judge = Judge(world, book)
    judged_before, _ = judge.judge(before, old, "under the law as it is")
    judged_after, asked = judge.judge(after, new, "under the law as it would be")
    compared = before.planned.keys() & after.planned.keys()
    found_before = _waived(world, book, ground, before, judged_before, compared)
    found_after = _waived(world, book, ground, after, judged_after, after.planned.keys())
    neither = ground.project.selected - before.planned.keys() - after.planned.keys()
    return Consequences(
        tuple(_moves(before, after)),
        tuple(changes),
        shifts_between(_without(found_before, neither), _without(found_after, neither)),
        _expected(before, after),
        tuple(sorted({one.owner for one in found_before if one.blocks})),
        tuple(sorted(compared)),
        (*ground.project.notes, *(_untold(name, ground, before) for name in sorted(neither))),
        asked,
    )


def _waived(
    world: World,
    book: Lawbook,
    ground: Ground,
    side: Side,
    judged: Mapping[str, list[Finding]],
    counted: Set[str],
) -> tuple[Finding, ...]:
    """Return every finding of a side, waivers applied; of the judge's only those about the stacks that count."""
    found = [*ground.findings, *(one for each in side.findings.values() for one in each)]
    found += [one for name, each in judged.items() if name in counted for one in each]
    project = replace(ground.project, selected=frozenset(counted))
    laws = {name: law for name, law in side.laws.items() if name in counted}
    return waive(found, project, world.source, laws, book.rules, today=ground.today, scanned=False)


def _moves(before: Side, after: Side) -> Iterator[Move]:
    for stack in sorted(before.settings.keys() & after.settings.keys()):
        old, new = before.settings[stack], after.settings[stack]
        for name in sorted(old.keys() | new.keys()):
            was, would_be = old.get(name), new.get(name)
            if (was and was.value) != (would_be and would_be.value):
                yield Move(
                    stack,
                    name,
                    was.value if was else None,
                    would_be.value if would_be else None,
                    was.because if was else (),
                    would_be.because if would_be else (),
                )


def _expected(before: Side, after: Side) -> tuple[Expected, ...]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for stack in sorted(before.laws.keys() & after.laws.keys()):
        old, new = before.laws[stack], after.laws[stack]
        for check in sorted(old.checkov.keys() | new.checkov.keys()):
            was, would_be = _words(old, check), _words(new, check)
            if was != would_be:
                found.setdefault((check, was, would_be), []).append(stack)
    return tuple(Expected(*key, tuple(stacks)) for key, stacks in sorted(found.items()))


def _words(law: Law, check: str) -> str:
    match law.checkov.get(check):
        case None:
            return "no pack mentions it"
        case Expectation(skip="", types=()):
            return "must pass"
        case Expectation(skip="", types=types):
            return f"must pass on {', '.join(types)}"
        case Expectation(skip=why):
            return f"skipped: {why}"


def _without(findings: Iterable[Finding], stacks: frozenset[str]) -> list[Finding]:
    return [one for one in findings if one.stack not in stacks]


def _untold(stack: str, ground: Ground, before: Side) -> str:
    """What cannot be built under either law keeps its trouble to itself: nothing of it is new."""
    why = next((one.what for one in (*before.findings.get(stack, ()), *ground.findings) if one.blocks), "")
    return f"{stack} fails today already and was not compared{f': {why}' if why else ''}"
