"""
What a view says once references and `allOf` are merged: each keyword's tightest word, and where it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from platform_constructs.contracts.compare.schema.values import KINDS
from platform_constructs.contracts.compare.schema.view import Part, View
from platform_constructs.contracts.document.node import Node

__all__ = ["Bound", "Contains", "Group", "Members", "Shape", "Slots"]


@dataclass(frozen=True, slots=True)
class Bound:
    """
    Attributes:
        value: The limit.
        is_exclusive: Whether the limit itself is out.
        node: Where it was said.
        said: As it was written.
    """

    value: Fraction
    is_exclusive: bool
    node: Node
    said: Any

    def at_most(self) -> tuple[Fraction, int]:
        """Sorts upper bounds, the tightest first."""
        return (self.value, 0 if self.is_exclusive else 1)

    def at_least(self) -> tuple[Fraction, int]:
        """Sorts lower bounds, the tightest last."""
        return (self.value, 1 if self.is_exclusive else 0)


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """
    What one schema says of an object's properties; `rest` holds for those it names in no other way.

    Attributes:
        named: By name; None where it allows everything.
        patterned: By pattern.
        rest: `additionalProperties`, if said, or `unevaluatedProperties` where that means the same.
        node: The schema that says it.
    """

    named: Mapping[str, Part | None]
    patterned: Mapping[str, Part]
    rest: Part | None
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """
    What one schema says of an array's items.

    Attributes:
        prefix: Of the first ones, by position.
        rest: Of all others.
        node: The schema that says it.
    """

    prefix: tuple[Part, ...]
    rest: Part | None
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class Contains:
    """
    Attributes:
        part: What some items have to be.
        low: How many at least.
        high: How many at most; None for any number.
        node: The schema that says it.
    """

    part: Part
    low: int
    high: int | None
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """
    A choice.

    Attributes:
        keyword: `anyOf` or `oneOf`.
        branches: The alternatives.
        node: The list.
        discriminator: The property that tells the branches apart, if one is named.
    """

    keyword: str
    branches: tuple[Part, ...]
    node: Node
    discriminator: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """
    Attributes:
        names: Each declared property, and where it is declared first.
        plain: What properties are by schemas that speak of no others.
        involved: The schemas that do.
        views: What the properties asked for so far have to satisfy.
    """

    names: Mapping[str, Node]
    plain: Mapping[str, list[Part]]
    involved: list[Members]
    views: dict[str, View] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Shape:
    """
    The merged word of a view.

    Attributes:
        kinds: What a value can be.
        types: Where `type` was said.
        values: The only values, by what makes them equal; None for any.
        valued: Where `enum` or `const` was said.
        is_const: Whether it was `const`.
        bounds: By the name that ids use: `min`, `max-length`, ...
        multiples: What numbers are multiples of.
        texts: Of `pattern`, `format` and the `content...` keywords: by keyword, what was said and where.
        unique: Where `uniqueItems` was said.
        required: Names, and where each was said.
        dependents: By a property's name, the names it requires.
        conditions: `if`, `then` and `else`.
        others: Keywords that are only recognised when they say the same: by keyword, their schemas.
        leaves: Every schema that was merged, the first one first.
        targets: What the followed references named: file and tokens.
        is_never: Whether `false` is part of it.
        is_murky: Whether something in it could not be read, so that nothing may be concluded.
    """

    kinds: frozenset[str] = KINDS
    types: Node | None = None
    values: dict[str, Any] | None = None
    valued: Node | None = None
    is_const: bool = False
    bounds: dict[str, Bound] = field(default_factory=dict)
    multiples: dict[Fraction, Node] = field(default_factory=dict)
    texts: dict[str, dict[str, Node]] = field(default_factory=dict)
    unique: Node | None = None
    required: dict[str, Node] = field(default_factory=dict)
    dependents: dict[str, dict[str, Node]] = field(default_factory=dict)
    members: list[Members] = field(default_factory=list)
    slots: list[Slots] = field(default_factory=list)
    contains: list[Contains] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    conditions: list[tuple[Part, Part | None, Part | None]] = field(default_factory=list)
    others: dict[str, list[Part]] = field(default_factory=dict)
    leaves: list[Part] = field(default_factory=list)
    targets: set[tuple[str, tuple[str | int, ...]]] = field(default_factory=set)
    is_never: bool = False
    is_murky: bool = False
    _index: Index | None = None

    @property
    def is_empty(self) -> bool:
        """Whether plainly no value fits."""
        return self.is_never or not self.kinds or self.values == {}

    @property
    def is_involved(self) -> bool:
        """Whether it says more than a type, values, counts, properties and items, each taken by itself."""
        choices = self.groups or self.others or self.conditions or self.contains
        texts = self.multiples or "pattern" in self.texts or any(members.patterned for members in self.members)
        numbers = any(bound.is_exclusive or bound.value.denominator != 1 for bound in self.bounds.values())
        return bool(choices or texts or numbers or self.is_murky or (self.values is not None and self.bounds))

    @property
    def is_detailed(self) -> bool:
        """Whether it says more than a type."""
        return bool(self.bounds or self.required or self.members or self.slots or self.dependents or self.is_never)

    @property
    def names(self) -> Mapping[str, Node]:
        """The names of declared properties, and where each is declared first."""
        return self.index().names

    def index(self) -> Index:
        """Return where properties are declared; asked for once all is merged."""
        if self._index is None:
            names: dict[str, Node] = {}
            plain: dict[str, list[Part]] = {}
            for members in self.members:
                is_plain = not members.patterned and members.rest is None
                for name, part in members.named.items():
                    names.setdefault(name, members.node if part is None else part.node)
                    if is_plain and part is not None:
                        plain.setdefault(name, []).append(part)
            involved = [members for members in self.members if members.patterned or members.rest is not None]
            self._index = Index(names, plain, involved)
        return self._index

    def said(self, keyword: str) -> Node | None:
        """Return the first place where a keyword is said."""
        return next((found for part in self.leaves if (found := part.node.get(keyword)) is not None), None)
