"""
Claims that hold unless something they rest on fails; circles of claims hold each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

__all__ = ["Graph"]

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Graph(Generic[Key]):
    """
    The greatest set of claims of which none rests on one outside.

    A claim is about instances, and rests on claims about smaller parts of the same instance, so that a circle of
    them is fine: it is how recursive schemas are compared.

    Attributes:
        failed: The claims that do not hold.
    """

    failed: set[Key] = field(default_factory=set)
    _known: set[Key] = field(default_factory=set)
    _above: dict[Key, list[Key]] = field(default_factory=dict)

    def holds(
        self,
        claim: Key,
        expand: Callable[[Key], Iterable[Key] | None],
        rescue: Callable[[Key], bool] | None = None,
    ) -> bool:
        """
        Return whether a claim holds.

        Args:
            claim: What is asked.
            expand: Gives the claims that one rests on, None when it fails by itself. It may ask for claims in turn:
                one that is still being asked for counts as holding, and takes back what rested on it should it fail.
            rescue: Has the last word on a claim before it fails for another's sake; True keeps it.
        """
        waiting = [] if claim in self._known else [claim]
        while waiting:
            one = waiting.pop()
            if one in self._known:
                continue
            self._known.add(one)
            below = expand(one)
            if below is None:
                self._fail(one, rescue)
                continue
            for other in below:
                self._above.setdefault(other, []).append(one)
                if other in self.failed:
                    self._fall(one, rescue)
                    break
                if other not in self._known:
                    waiting.append(other)
        return claim not in self.failed

    def _fail(self, claim: Key, rescue: Callable[[Key], bool] | None) -> None:
        waiting = [claim]
        while waiting:
            one = waiting.pop()
            if one in self.failed:
                continue
            if one is not claim and rescue is not None and rescue(one):
                continue
            self.failed.add(one)
            waiting.extend(self._above.get(one, ()))

    def _fall(self, claim: Key, rescue: Callable[[Key], bool] | None) -> None:
        if rescue is None or not rescue(claim):
            self._fail(claim, rescue)
