"""
Judged differences put into words, and the same difference told once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from platform_constructs.contracts.compare.change import Change, Direction, Severity
from platform_constructs.contracts.compare.schema.anchor import anchor_of
from platform_constructs.contracts.compare.schema.kinds import text_of, why_of
from platform_constructs.contracts.compare.schema.objects import REFUSED
from platform_constructs.contracts.compare.schema.told import Told
from platform_constructs.contracts.compare.schema.visits import Judged
from platform_constructs.contracts.document.node import Node
from platform_constructs.errors import shown

__all__ = ["Labels", "Wording"]

_OF_BRANCHES: Final = frozenset({"any-of-added", "any-of-removed", "one-of-added", "one-of-removed"})
_WHOLE: Final = ("new-", "request-", "response-")
_MARKED: Final = ("became-read-only", "became-not-read-only", "became-write-only", "became-not-write-only")
# Kinds that oasdiff tells apart when the property does not exist in this direction.
_DROPPED: Final = {
    Direction.REQUEST: (
        "read-only",
        frozenset(
            {
                "enum-value-removed",
                "exclusive-max-decreased",
                "exclusive-min-increased",
                "max-decreased",
                "max-length-decreased",
                "min-increased",
            }
        ),
    ),
    Direction.RESPONSE: ("write-only", frozenset({"became-optional", "became-required", "enum-value-added"})),
}
_INSIDE: Final = {"body": "property", "parameter": "parameter-property", "header": "header-property"}
_Key = tuple[str, str, str, tuple[str, ...]]
_LONGEST: Final = 200


@dataclass(slots=True)
class Labels:
    """
    What places are called that no component names.

    Attributes:
        old: The old version's main file.
        new: The new version's main file.
    """

    old: str
    new: str
    _named: dict[tuple[bool, str, tuple[str | int, ...]], str] = field(default_factory=dict)

    def add(self, old: Node, new: Node, component: str) -> None:
        """Call both places so."""
        self._named.setdefault((False, old.file, old.tokens), component)
        self._named.setdefault((True, new.file, new.tokens), component)

    def anchor(self, node: Node, *, is_new: bool) -> tuple[str, str]:
        """Return the component and the path of a place."""
        component, path = anchor_of(node, self.new if is_new else self.old)
        if self._named and node.tokens[:2] != ("components", "schemas"):
            for length in range(len(node.tokens), -1, -1):
                label = self._named.get((is_new, node.file, node.tokens[:length]))
                if label is not None:
                    return label, path
        return component or "schema", path


@dataclass(slots=True)
class Wording:
    """
    Collects changes.

    Attributes:
        labels: Names places.
    """

    labels: Labels
    _found: dict[_Key, Change] = field(default_factory=dict)
    _users: dict[_Key, set[str]] = field(default_factory=dict)

    def add(
        self, judged: Judged, direction: Direction, context: str, users: Iterable[str], *, is_dropped: bool
    ) -> None:
        """Add a difference found in a pair that is used as `context` by these users."""
        told = judged.told
        component, path = self._anchor(told)
        is_root = context in ("body", "parameter", "header")
        place = context if told.name is None else _INSIDE.get(context, context)
        severity = judged.severity
        if is_root and context == "parameter" and told.kind.startswith("default-value-") and told.name is None:
            severity = Severity.BREAKING
        is_ours = told.kind in (*_MARKED, "narrowed", "widened") or told.args == REFUSED
        args = () if is_ours else told.args
        id_ = _id(told, direction, place, is_dropped=is_dropped or told.is_excused)
        subject = _subject(direction, component, path, is_root=is_root and told.name is None, context=context)
        change = Change(
            id=id_,
            severity=severity,
            what=f"{subject} {text_of(told.kind, told.args)}",
            why=why_of(direction, severity, is_proven=judged.is_proven),
            old=told.old.place if told.old is not None else None,
            new=told.new.place if told.new is not None else None,
            component=component,
            path=path,
            args=args,
        )
        key = (id_, component, path, args)
        known = self._found.get(key)
        if known is None or known.severity < severity:
            self._found[key] = change
        self._users.setdefault(key, set()).update(users)

    def _anchor(self, told: Told) -> tuple[str, str]:
        is_new = told.new is not None
        node = told.new or told.old
        if node is None:
            return "schema", told.name or ""
        if told.kind in _OF_BRANCHES and node.tokens and isinstance(node.tokens[-1], int):
            node = replace(node, tokens=node.tokens[:-2])
        component, path = self.labels.anchor(node, is_new=is_new)
        if told.name is not None and node.tokens[-2:] != ("properties", told.name):
            path = f"{path}.{told.name}" if path else told.name
        return component, shown(path, longest=_LONGEST)

    def cut(self, direction: Direction) -> None:
        """Say that not everything was compared."""
        what = f"more changed in the schemas of {direction}s than is compared"
        why = "what was not compared may break somebody"
        id_ = f"{direction}-comparison-incomplete"
        self._found[id_, "", "", ()] = Change(id_, Severity.WARN, what, why, None, None, "", "")

    def changes(self) -> tuple[Change, ...]:
        """Return them, sorted."""
        made = (
            replace(change, operations=tuple(sorted(self._users.get(key, ())))) for key, change in self._found.items()
        )
        return tuple(sorted(made, key=lambda change: change.order))


def _id(told: Told, direction: Direction, place: str, *, is_dropped: bool) -> str:
    kind = told.kind
    if kind.startswith(_WHOLE):
        return kind
    if kind in _MARKED:
        return f"{direction}-{told.args[0]}-property-{kind}"
    mark, kinds = _DROPPED[direction]
    if is_dropped and kind in kinds and place == "property":
        return f"{direction}-{mark}-property-{kind}"
    return f"{direction}-{place}-{kind}"


def _subject(direction: Direction, component: str, path: str, *, is_root: bool, context: str) -> str:
    if is_root and not path:
        return f"the {direction} {context}"
    if path:
        return f"the {direction} {'property' if context in ('body', 'property') else context} `{path}`"
    return f"`{shown(component.rpartition('/')[2])}` in {direction}s"
