"""
Who may call an operation: what a client had to hold, and whether that still opens the door.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.shape import entries, items, said
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.contracts.document.node import Node

__all__ = ["Alternative", "alternatives", "compare_security"]

_LACKS: Final = "clients that were let in are turned away"
_OPEN: Final = "nobody is turned away, but everybody is let in"


@dataclass(frozen=True, slots=True)
class Alternative:
    """
    One of the ways to be let in: all of its schemes at once.

    Attributes:
        scopes: By scheme, what has to be granted; no scheme at all lets everybody in.
    """

    scopes: Mapping[str, frozenset[str]]

    @property
    def names(self) -> tuple[str, ...]:
        """The schemes."""
        return tuple(sorted(self.scopes))

    def lets_in(self, client: Alternative) -> bool:
        """Whether who satisfies another alternative satisfies this one."""
        return all(name in client.scopes and asked <= client.scopes[name] for name, asked in self.scopes.items())

    def __str__(self) -> str:
        parts = (f"{name} [{', '.join(sorted(self.scopes[name]))}]".removesuffix(" []") for name in self.names)
        return " with ".join(parts) or "no credentials"


def alternatives(holder: Node | None, renamed: Mapping[str, str]) -> tuple[Alternative, ...] | None:
    """
    Return what `security` says; None when it is not said. Nothing in it lets everybody in.

    Args:
        holder: An operation, or the document's root.
        renamed: What schemes of the old version are called in the new one.
    """
    listed = said(holder, "security")
    if listed is None:
        return None
    found = []
    for requirement in items(listed):
        asked = {}
        for name, scopes in entries(requirement).items():
            asked[renamed.get(name, name)] = frozenset(str(scope.value) for scope in items(scopes))
        found.append(Alternative(asked))
    return tuple(found)


def compare_security(
    on: Comparing, subject: Subject, old: tuple[Alternative, ...], new: tuple[Alternative, ...], prefix: str
) -> None:
    """
    Tell how the ways in changed.

    Args:
        on: The comparison.
        subject: What says so: an operation, or the documents.
        old: The ways in; none means that everybody is let in.
        new: The ways in.
        prefix: What ids start with: `api-security` or `api-global-security`.
    """
    judge = _Judge(on, subject, prefix, old, new)
    gone, come = list(old), list(new)
    for way in old:
        if way in come:
            gone.remove(way)
            come.remove(way)
    for way in list(gone):
        other = next((found for found in come if found.names == way.names and way.names), None)
        if other is not None:
            gone.remove(way)
            come.remove(other)
            judge.rescoped(way, other)
    for way in gone:
        judge.removed(way)
    for way in come:
        judge.added(way)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says of each difference whether somebody is turned away."""

    on: Comparing
    subject: Subject
    prefix: str
    old: tuple[Alternative, ...]
    new: tuple[Alternative, ...]

    def rescoped(self, way: Alternative, other: Alternative) -> None:
        for name in way.names:
            for scope in sorted(other.scopes[name] - way.scopes[name]):
                what = f"the scope `{scope}` of `{name}` is now asked for"
                self._tell("scope-added", self._unless_let_in(way), what, scope, name)
            for scope in sorted(way.scopes[name] - other.scopes[name]):
                what = f"the scope `{scope}` of `{name}` is no longer asked for"
                self._tell("scope-removed", (INFO, "clients need less than before"), what, scope, name)

    def removed(self, way: Alternative) -> None:
        if not way.names:
            what = "credentials, which were optional, are now required"
            self._tell("became-required", self._unless_let_in(way), what)
        elif _is_open(self.new):
            self._tell("removed", (WARN, _OPEN), f"`{way}` is no longer asked for: anybody may call", str(way))
        else:
            self._tell("removed", self._unless_let_in(way), f"`{way}` no longer lets clients in", str(way))

    def added(self, way: Alternative) -> None:
        if not way.names:
            self._tell("became-optional", (WARN, _OPEN), "clients without credentials are let in, too")
        elif not self.old:
            verdict = (INFO, "everybody is still let in") if _is_open(self.new) else (BREAKING, _LACKS)
            self._tell("added", verdict, f"`{way}` is now asked for, where everybody was let in", str(way))
        else:
            self._tell("added", (INFO, "it is another way in"), f"`{way}` lets clients in, too", str(way))

    def _unless_let_in(self, way: Alternative) -> tuple[Severity, str]:
        if not self.new or any(other.lets_in(way) for other in self.new):
            return INFO, "what those clients hold still lets them in"
        return BREAKING, _LACKS

    def _tell(self, word: str, verdict: tuple[Severity, str], what: str, *args: str) -> None:
        severity, why = verdict
        if self.subject.mirrored or not self.on.terms.security_breaks:
            severity = INFO
        self.on.tell(self.subject, f"{self.prefix}-{word}", severity, what, why, *args, at="security")


def _is_open(ways: Iterable[Alternative]) -> bool:
    listed = tuple(ways)
    return not listed or any(not way.names for way in listed)
