"""
What rules say of each block of one written stack, its parts included. Runs inside checkov, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from platform_constructs.errors import shown
from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.judging.ask import ask
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Resource, Unreadable, View

__all__ = ["Answer", "Answers"]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a rule says of one block and its parts together.

    Attributes:
        passed: Whether nothing in it breaks the rule.
        details: What a reader should know, one line each: the block, then whatever is wrong.
    """

    passed: bool
    details: tuple[str, ...]


class Answers:
    """
    One stack, ready to be asked about block by block.

    Raises:
        PlatformError: GATE-004, when the document cannot be read at all.
    """

    def __init__(self, stack: str, document: object) -> None:
        view = View.of(stack, document)
        self._blocks: dict[str, list[Resource]] = {}
        for resource in view.resources:
            root = resource.root
            self._blocks.setdefault(f"{root.type}.{root.name}", []).append(resource)
        self._unreadable: dict[str, list[Unreadable]] = {}
        for each in view.unreadable:
            self._unreadable.setdefault(each.address.partition("#")[0], []).append(each)

    def to(self, rule: Rule, address: str, *, undecided_passes: bool) -> Answer | None:
        """
        Return what a rule says of one block; None when it has nothing to say about it.

        Args:
            rule: The question.
            address: The block's Terraform address.
            undecided_passes: Whether what only apply will decide is let through, as below level block.
        """
        wrong: list[str] = []
        asked = False
        for resource in self._blocks.get(address, ()):
            if resource.type not in rule.concerns:
                continue
            verdict = ask(rule, resource)
            if isinstance(verdict, NotConcerned):
                continue
            asked = True
            if isinstance(verdict, Passed) or (undecided_passes and isinstance(verdict, Undecided)):
                continue
            wrong += _wrong(rule, resource, verdict)
        return Answer(not wrong, (self._known_as(address), *wrong)) if asked else None

    def whole(self, address: str, conf: Mapping[str, Any]) -> Answer | None:
        """
        Return whether everything of a block could be read; None for one that `count = 0` leaves out.

        Args:
            address: The block's Terraform address; `module` for any module.
            conf: The block as checkov reads it: each value in a list.
        """
        hidden = self._unreadable.get(address, ())
        if not hidden and address not in self._blocks:
            if conf.get("count") in ([0], ["0"]):
                return None
            return Answer(False, (address, "it does not stand in this file as one block, so it was not judged"))
        wrong = (
            f"{shown(each.address)} cannot be judged: {each.why}" + (f"; got {shown(each.got)}" if each.got else "")
            for each in hidden
        )
        return Answer(not hidden, (self._known_as(address), *wrong))

    def _known_as(self, address: str) -> str:
        """A block's address, and the path of the construct that made it."""
        comment = self._blocks[address][0].root.body.get("//") if address in self._blocks else None
        metadata = comment.get("metadata") if isinstance(comment, Mapping) else None
        path = metadata.get("path") if isinstance(metadata, Mapping) else None
        return f"{address} ({shown(path)})" if isinstance(path, str) else address


def _wrong(rule: Rule, resource: Resource, verdict: Verdict | str) -> Iterator[str]:
    match verdict:
        case Failed(because=because, fix=fix, got=got):
            yield f"{_place(resource)}{shown(because)}" + (f"; got {shown(got)}" if got else "")
            yield f"  fix: {shown(fix)}"
        case Undecided(expression=expression):
            yield f"{_place(resource)}cannot be decided before apply: {shown(expression)}"
            yield "  fix: write the value itself, or refer to a resource of this stack"
        case broken:
            yield f"{_place(resource)}{rule.code} broke down, so nothing is known to be safe: {shown(broken)}"


def _place(resource: Resource) -> str:
    if resource.type == "openapi.operation":
        return f"{shown(resource.body.get('method'))} {shown(resource.body.get('path'))}: "
    return f"#{shown(resource.pointer)}: " if resource.pointer else ""
