"""
Judge stacks under two laws: each law's judge is proved awake once, and nothing is judged twice by the same law.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.errors import PlatformError
from platform_constructs.flows.gate import judge_stack
from platform_constructs.flows.impact_sides import Side
from platform_constructs.flows.impact_written import Written
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import World
from platform_constructs.model.finding import Finding
from platform_constructs.policy.judge import prove_awake
from platform_constructs.policy.law import Law

__all__ = ["Judge"]

_EVERY: Final = 50  # stacks between two words of progress


class Judge:
    """
    Judges what was written.

    Args:
        world: The ports.
        book: Every rule there is.
    """

    def __init__(self, world: World, book: Lawbook) -> None:
        self._world, self._book = world, book
        self._awake: dict[int, PlatformError | None] = {}
        self._judged: dict[tuple[str, int, int], list[Finding]] = {}

    def judge(self, side: Side, written: Written, how: str) -> dict[str, list[Finding]]:
        """
        Judge what was written of a side. A stack that cannot be judged is taken out of it, which then says why.

        Args:
            side: The stacks with their laws.
            written: Their Terraform.
            how: Which side, for progress: `as they are`.

        Returns:
            What was found, by stack, before waivers.
        """
        found: dict[str, list[Finding]] = {}
        names = [name for name in sorted(side.planned) if name in written.documents]
        for count, name in enumerate(names):
            if count % _EVERY == 0:
                self._world.say(f"judging {len(names)} {how}" + (f": {count} done" if count else ""))
            try:
                found[name] = self._stack(name, side, written)
            except PlatformError as error:
                side.refuse(name, side.planned[name].site.domain.name, error)
        return found

    def _stack(self, name: str, side: Side, written: Written) -> list[Finding]:
        law, document = side.laws[name], written.documents[name]
        key = (name, id(law), id(document))  # both live as long as the comparison
        if key not in self._judged:
            self._prove_awake(law)
            _, self._judged[key] = judge_stack(
                side.planned[name],
                document,
                written.roads_own.get(name),
                law,
                self._book.rules,
                deadline=self._world.deadline,
            )
        return self._judged[key]

    def _prove_awake(self, law: Law) -> None:
        if id(law) not in self._awake:
            self._awake[id(law)] = None
            try:
                prove_awake(law, self._book.rules, deadline=self._world.deadline)
            except PlatformError as error:
                self._awake[id(law)] = error
        if failed := self._awake[id(law)]:
            raise PlatformError(failed.code, failed.what, at=failed.at, got=failed.got, fix=failed.fix)
