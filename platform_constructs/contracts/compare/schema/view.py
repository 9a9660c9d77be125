"""
What is compared: parts of one version that hold for one value together, none of them resolved yet.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.compare.schema.dialect import Dialect
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["Part", "Side", "View", "followed", "view_of"]


_SAYS_NOTHING: Final = frozenset({"$comment", "$ref", "description", "summary", "title"})


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """
    One version.

    Attributes:
        index: 0 for the old version, 1 for the new.
        references: Leads from each `$ref` to what it names.
        dialect: How its schemas are read.
        ends: What references were found to lead to in the end, by the `id()` of the mapping that refers.
    """

    index: int
    references: References = field(repr=False)
    dialect: Dialect
    ends: dict[int, Part] = field(default_factory=dict, repr=False)

    def beside(self, file: str) -> str:
        """Return a file's name as seen from this version's own, which is empty: the two may lie in different places."""
        main = self.references.main.file
        return "" if file == main else posixpath.relpath(file, posixpath.dirname(main) or ".")


@dataclass(slots=True, eq=False)  # not frozen, as Node: nobody changes one, and they are many
class Part:
    """
    A schema of a version.

    Attributes:
        side: The version.
        node: The schema: a mapping or a boolean.
    """

    side: Side
    node: Node

    @property
    def key(self) -> tuple[int, int]:
        """Tells parts apart; all `true` of a version are one."""
        return (self.side.index, id(self.node.value))

    @property
    def value(self) -> Any:
        """What was written."""
        return self.node.value


@dataclass(slots=True, eq=False)  # not frozen, as Node: nobody changes one, and they are many
class View:
    """
    Schemas that one value has to satisfy together; none at all allows everything.

    Attributes:
        parts: The schemas, each once.
        key: Tells views apart.
    """

    parts: tuple[Part, ...]
    key: tuple[tuple[int, int], ...]


def view_of(parts: Iterable[Part]) -> View:
    """Return the view of these parts, references followed, without those that allow everything."""
    known = {}
    for part in map(followed, parts):
        if part.value is not True and part.value != {}:
            known[part.key] = part
    return View(tuple(known.values()), tuple(sorted(known)))


def followed(part: Part) -> Part:
    """Follow references that say nothing themselves, so that all that refer to a component have one view of it."""
    value = part.value
    if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
        return part
    ends = part.side.ends
    known = ends.get(id(value))
    if known is None:
        known = part
        while isinstance(known.value, dict) and isinstance(known.value.get("$ref"), str):
            if not part.side.dialect.ref_is_alone and known.value.keys() - _SAYS_NOTHING:
                break
            known = Part(part.side, part.side.references.target(known.node))
        ends[id(value)] = known
    return known
