"""
Build two plans of the same stacks with one engine: the first whole, of the second only what can differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from platform_constructs.errors import DeclarationError, PackError
from platform_constructs.flows.gate import refuse_odd
from platform_constructs.flows.impact.impact_sides import Side
from platform_constructs.flows.synth import World, roads_own
from platform_constructs.model.counted import counted
from platform_constructs.model.plan import Plan, PlannedStack
from platform_constructs.model.settings import EffectiveSetting, Settings, SettingValue

__all__ = ["WatchedSettings", "Written", "build_both"]


@dataclass(frozen=True, slots=True)
class Written:
    """
    What was written.

    Attributes:
        documents: The Terraform of every stack that could be built, by stack.
        roads_own: What the roads alone would have written, for each of them with an escape hatch.
    """

    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    roads_own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class WatchedSettings(Settings):
    """
    Settings that remember what a road wanted to know.

    Attributes:
        needed: Names of settings it cannot do without.
        looked_at: Names of all it looked at, the needed ones among them.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.needed: set[str] = set()
        self.looked_at: set[str] = set()

    def __getitem__(self, name: str) -> EffectiveSetting:
        self.looked_at.add(name)
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[str]:
        self.looked_at.update(super().__iter__())
        return super().__iter__()

    def _decided(self, name: str) -> SettingValue:
        self.needed.add(name)
        self.looked_at.add(name)
        return super()._decided(name)


def build_both(world: World, before: Side, after: Side) -> tuple[Written, Written]:
    """
    Build every stack that has a plan on both sides as it is, and as it would be where that can be another.

    What cannot be built is taken out of its side, which then says why. A stack whose road looked at none of the
    settings that move is written once for both.

    Raises:
        PlatformError: if something cannot be built for another reason than its escape hatch or a setting.
    """
    shared = [stack for name, stack in before.planned.items() if name in after.planned]
    watched = {stack.name: WatchedSettings(stack.settings) for stack in shared}
    if shared:
        world.say(f"building {counted(len(shared), 'stack')} under the law as it is")
    old = _write(world, [replace(stack, settings=watched[stack.name]) for stack in shared], before)
    for name in old.documents:
        _refuse_undecided(after, after.planned[name], watched[name].needed)
    other = [one for one in after.planned.values() if one.name not in old.documents or _is_other(one, before, watched)]
    if not other:
        return old, old
    world.say(f"building {counted(len(other), 'stack')} under the law as it would be")
    new = _write(world, other, after)
    names = {stack.name for stack in other}
    return old, Written(
        {**{name: one for name, one in old.documents.items() if name not in names}, **new.documents},
        {**{name: one for name, one in old.roads_own.items() if name not in names}, **new.roads_own},
    )


def _write(world: World, stacks: Sequence[PlannedStack], side: Side) -> Written:
    """Build stacks as a synth does, escape hatches open; one whose hatch raises does not stop the others."""
    left = list(stacks)
    while left:
        try:
            with world.stage() as staged:
                world.build(Plan(tuple(left)), staged.folder, hatches=True)
                documents = staged.documents()
        except DeclarationError as error:
            culprit = next((one for one in left if _raised_by(one, error)), None)
            if culprit is None:
                raise
            side.refuse(culprit.name, culprit.site.domain.name, error)
            left.remove(culprit)
            continue
        refuse_odd(left, documents)
        return Written(documents, roads_own(world, Plan(tuple(left))))
    return Written()


def _raised_by(stack: PlannedStack, error: DeclarationError) -> bool:
    declaration = stack.declaration
    return error.code == "DECL-030" and declaration.escape_hatch is not None and str(declaration.place) == error.at


def _refuse_undecided(side: Side, stack: PlannedStack, needed: Iterable[str]) -> None:
    """Refuse a stack whose road needs what no pack would decide: building it would end everybody's consequences."""
    for name in sorted(set(needed) - stack.settings.keys()):
        try:
            stack.settings.text(name)
        except PackError as error:
            side.refuse(stack.name, stack.site.domain.name, error)
            return


def _is_other(stack: PlannedStack, before: Side, watched: Mapping[str, WatchedSettings]) -> bool:
    """Whether what is written can differ: what was planned does, or a setting that the road looked at."""
    was = before.planned[stack.name]
    if replace(stack, settings=was.settings) != was:
        return True
    names = watched[stack.name].looked_at
    return any(_value(stack.settings, name) != _value(was.settings, name) for name in names)


def _value(settings: Settings, name: str) -> SettingValue | None:
    found = settings.get(name)
    return found.value if found else None
