"""
What changes of an API mean to one consumer, by what it says it uses: broken, warned, or untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from platform_constructs.contracts.compare.change import Change, Direction, Severity
from platform_constructs.flows.contracts.consumer_file import IN, Consumer, UsedField, UsedOperation
from platform_constructs.flows.contracts.used_parts import CHILDREN, Offered, Spot
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place

__all__ = ["ConsumerView", "Hit", "Touch", "view_of"]


class Hit(IntEnum):
    """What becomes of a consumer; the larger, the worse."""

    UNTOUCHED = 0
    WARNED = 1
    BROKEN = 2


@dataclass(frozen=True, slots=True)
class Touch:
    """
    A change that reaches a consumer.

    Attributes:
        change: The change.
        hit: What it does to this consumer, whatever it does to others.
        operation: The operation, as the consumer names it.
        uses: What it uses that the change is about, such as `response.items[].price`; empty for the operation itself.
    """

    change: Change
    hit: Hit
    operation: str
    uses: str = ""


@dataclass(frozen=True, slots=True)
class ConsumerView:
    """
    One consumer and what reaches it.

    Attributes:
        consumer: The consumer.
        touches: What reaches it, the worst first.
        findings: What it names that the API does not have.
    """

    consumer: Consumer
    touches: tuple[Touch, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def hit(self) -> Hit:
        """The worst that reaches it."""
        return max((touch.hit for touch in self.touches), default=Hit.UNTOUCHED)


def view_of(
    consumer: Consumer, changes: Sequence[Change], old: Mapping[str, Offered], new: Mapping[str, Offered]
) -> tuple[Touch, ...]:
    """
    Return what reaches a consumer, the worst first.

    Args:
        consumer: What it uses.
        changes: Everything that changed.
        old: The operations before, by operationId and by `METHOD /path`.
        new: The operations after.
    """
    by_operation: dict[str, list[Change]] = {}
    for change in changes:
        if change.severity > Severity.INFO:
            for operation in change.operations:
                by_operation.setdefault(operation, []).append(change)
    found: dict[tuple[str, int], Touch] = {}
    for used in consumer.operations:
        use = _Use(used, tuple(side[used.name] for side in (old, new) if used.name in side))
        for change in _distinct(by_operation, {one.key for one in use.offered}):
            if (touch := use.touch(change)) is not None:
                found[used.name, id(change)] = touch
    return tuple(sorted(found.values(), key=lambda touch: (-touch.hit, touch.operation, touch.change.order)))


def _distinct(by_operation: Mapping[str, list[Change]], keys: Iterable[str]) -> list[Change]:
    return list({id(change): change for key in sorted(keys) for change in by_operation.get(key, ())}.values())


@dataclass
class _Use:
    """One operation of one consumer, in the old version and in the new one."""

    used: UsedOperation
    offered: tuple[Offered, ...]
    _spots: dict[tuple[str, tuple[str, ...]], frozenset[Spot]] = field(default_factory=dict)

    def touch(self, change: Change) -> Touch | None:
        """Return what a change of this operation does here; None when it is about what is not used."""
        said = self._about(change)
        if said is None:
            return None
        hit, uses = said
        return Touch(change, hit, self.used.name, uses)

    def _about(self, change: Change) -> tuple[Hit, str] | None:
        plain = Hit.BROKEN if change.severity is Severity.BREAKING else Hit.WARNED
        if "media-type" in change.id and "property" not in change.id:
            return _listed(plain, self.used.media_types, change.args)
        if "parameter" in change.id:
            return self._parameter(plain, change)
        if "response-header" in change.id:
            read = self.used.headers is not None and "removed" in change.id
            return _listed(Hit.BROKEN if read else plain, self.used.headers, [arg.lower() for arg in change.args])
        if self.used.fields is None or not _is_in_a_schema(change):
            return plain, ""
        return self._field(plain, change, self.used.fields)

    def _parameter(self, plain: Hit, change: Change) -> tuple[Hit, str] | None:
        used = self.used.parameters
        if used is None:
            return plain, ""
        named = [one for one in used if self._is_of(change, one)]
        if _is_demand(change):  # whoever sends it already is none the worse, if it always does
            return (Hit.WARNED, named[0]) if named else (plain, "")
        if not named:  # of another parameter, or of one that cannot be told
            others = {name for one in self.offered for name in one.parameters} - used.keys()
            return None if any(self._is_of(change, other) for other in others) else (plain, "")
        return self._valued(plain, change, named[0])

    def _is_of(self, change: Change, parameter: str) -> bool:
        """Whether a change is about a parameter, by its name or by where it is written."""
        kind, _, name = parameter.partition(".")
        if name in change.args and (kind in change.args or not set(change.args) & set(IN)):
            return True
        spots = [spot for one in self.offered for spot in one.parameter_spots(parameter)]
        places = [place for place in (change.old, change.new) if place]
        return any(
            place.file == file and f"{place.pointer}/".startswith(f"{pointer}/")
            for place in places
            for file, pointer in spots
        )

    def _field(self, plain: Hit, change: Change, fields: Sequence[UsedField]) -> tuple[Hit, str] | None:
        direction = _direction(change)
        sides = ("request",) if direction is Direction.REQUEST else ("response", "error")
        on = [one for one in fields if direction is None or one.side in sides]
        named = [one for one in on if self._concerns(change, one.side, one.steps)]
        if _is_demand(change):
            if any(_ends_in(one, change.path) for one in named):
                return Hit.WARNED, named[0].text
            ways = {one.steps[:end] for one in on for end in range(len(one.steps))} | {()}
            return (plain, "") if named or any(self._holds(change, way) for way in ways) else None
        if named and direction is Direction.RESPONSE and "removed" in change.id and "property" in change.id:
            return Hit.BROKEN, named[-1].text  # optional or not: it is read, and is not promised any more
        if not named and direction is not Direction.RESPONSE:
            if self._concerns(change, "request", ()):  # the body itself: a call sends it
                return plain, ""
            sent = [one for one in self.used.parameters or () if self._is_of(change, one)]
            return self._valued(plain, change, sent[0]) if sent else None
        return self._valued(plain, change, named[-1]) if named else None

    def _valued(self, plain: Hit, change: Change, used: UsedField | str) -> tuple[Hit, str] | None:
        """Tell a change of an enumeration's values by those that the consumer says it sends or handles."""
        text = used if isinstance(used, str) else used.text
        said = next(
            (values for key, values in self.used.values.items() if (key if isinstance(key, str) else key.text) == text),
            None,
        )
        if said is None or "enum-value" not in change.id:
            return plain, text
        values = set(change.args) & set(said)
        if "removed" in change.id:
            return (plain, text) if values or not change.args else None
        return None if set(change.args) <= set(said) else (Hit.BROKEN, text)

    def _concerns(self, change: Change, side: str, steps: tuple[str, ...]) -> bool:
        """Whether a change is about a field or something on the way to it."""
        way = self._way(side, steps)
        places = [place for place in (change.old, change.new) if place]
        # what was taken from a schema is named where it was, and all of the schema where it is not: both have to fit
        return bool(places) and all(_is_about(place, way) for place in places)

    def _holds(self, change: Change, steps: tuple[str, ...]) -> bool:
        """Whether a change is about a property of what a way through the request leads to."""
        way = self._way("request", steps)
        parents = (_container(place) for place in (change.old, change.new) if place)
        return any(parent in way for parent in parents if parent)

    def _way(self, side: str, steps: tuple[str, ...]) -> frozenset[Spot]:
        if (side, steps) not in self._spots:
            found = (one.find(side, steps, self.used.media_types).spots for one in self.offered)
            self._spots[side, steps] = frozenset().union(*found)
        return self._spots[side, steps]


def _listed(plain: Hit, used: Mapping[str, Place] | None, args: Sequence[str]) -> tuple[Hit, str] | None:
    if used is None:
        return plain, ""
    hit = [one for one in used if one in args or one.lower() in args]
    return (plain, hit[0]) if hit else None


def _is_in_a_schema(change: Change) -> bool:
    """Whether a change is about a schema of a body, rather than about the operation as a whole."""
    return any({"schema", "schemas"} & set(_tokens(place)) for place in (change.old, change.new) if place)


def _direction(change: Change) -> Direction | None:
    words = change.id.split("-")
    return next((direction for direction in Direction if direction in words), None)


def _is_demand(change: Change) -> bool:
    """Whether it asks for something in requests that was not asked for before."""
    words = change.id.split("-")
    return "required" in words and "optional" not in words and "removed" not in words and "response" not in words


def _ends_in(used: UsedField, path: str) -> bool:
    return bool(used.steps) and used.steps[-1] == path.rpartition(".")[2].rstrip("[]")


def _tokens(place: Place) -> list[str]:
    return place.pointer.split("/")


def _is_about(place: Place, way: frozenset[Spot]) -> bool:
    """Whether a place is one of some schemas, or says something of it and not of what it holds."""
    tokens = _tokens(place)
    for end in range(len(tokens), 0, -1):
        if (place.file, "/".join(tokens[:end])) in way:
            return end == len(tokens) or tokens[end] not in CHILDREN
    return False


def _container(place: Place) -> Spot | None:
    """Return the schema that has the property a place is about."""
    tokens = _tokens(place)
    for end in range(len(tokens) - 1, 0, -1):
        if tokens[end] in ("properties", "required"):
            return place.file, "/".join(tokens[:end])
    return place.file, place.pointer
