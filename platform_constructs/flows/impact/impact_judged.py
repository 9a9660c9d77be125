"""
Judge stacks under two laws: each law's judge is proved awake once, and nothing is judged twice by the same law.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.errors import PlatformError
from platform_constructs.flows.gate import judge_stack
from platform_constructs.flows.impact.impact_sides import Side
from platform_constructs.flows.impact.impact_written import Written
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import World
from platform_constructs.model.counted import counted
from platform_constructs.model.finding import Finding
from platform_constructs.policy.composing.law import Law
from platform_constructs.policy.judging.judge import prove_awake
from platform_constructs.policy.view import View

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
        self._judged: dict[tuple[str, int, int], tuple[list[Finding], frozenset[str]]] = {}

    def judge(self, side: Side, written: Written, how: str) -> tuple[dict[str, list[Finding]], frozenset[str]]:
        """
        Judge what was written of a side. A stack that cannot be judged is taken out of it, which then says why.

        Args:
            side: The stacks with their laws.
            written: Their Terraform.
            how: Which side, for progress: `under the law as it is`.

        Returns:
            What was found, by stack, before waivers; and the rules that judged anything at all.
        """
        found: dict[str, list[Finding]] = {}
        asked: set[str] = set()
        names = [name for name in sorted(side.planned) if name in written.documents]
        for count, name in enumerate(names):
            if count % _EVERY == 0:
                self._world.say(f"judging {counted(len(names), 'stack')} {how}" + (f": {count} done" if count else ""))
            try:
                found[name], mine = self._stack(name, side, written)
                asked |= mine
            except PlatformError as error:
                side.refuse(name, side.planned[name].site.domain.name, error)
        return found, frozenset(asked)

    def _stack(self, name: str, side: Side, written: Written) -> tuple[list[Finding], frozenset[str]]:
        law, document = side.laws[name], written.documents[name]
        key = (name, id(law), id(document))  # both live as long as the comparison
        if key not in self._judged:
            self._prove_awake(law)
            _, findings, asked = judge_stack(
                side.planned[name],
                View.of(name, document),
                document,
                written.roads_own.get(name),
                law,
                self._book.rules,
                deadline=self._world.deadline,
            )
            self._judged[key] = findings, asked
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
