"""
The parts of an event contract that rules are asked about, in the framework that asks about the parts of APIs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.schema_parts import reach
from platform_constructs.contracts.lint.api import Api
from platform_constructs.contracts.lint.part import Part
from platform_constructs.contracts.lint.reading import entries_of, is_mapping, items_of
from platform_constructs.model.organisation import Classification

__all__ = ["EventApi", "EventPart", "EventPropertyPart", "EventSchemaPart"]


@dataclass(frozen=True, slots=True, eq=False)
class EventPart(Part):
    """
    The event contract itself; there is one.

    Attributes:
        event: The contract as it was read.
        domain: The domain whose folder holds it.
        ceiling: The classification of that domain's data: events are not above it.
    """

    event: EventContract = field(repr=False)
    domain: str
    ceiling: Classification


@dataclass(frozen=True, slots=True, eq=False)
class EventSchemaPart(Part):
    """
    One schema of the event's data that says something itself; a bare `$ref` is none of its own.

    Attributes:
        event: The contract as it was read.
        types: What `type` says here; empty when it says nothing.
    """

    event: EventContract = field(repr=False)
    types: frozenset[str]

    @property
    def is_data(self) -> bool:
        """Whether it is the schema of the data as a whole."""
        return self.node.value is self.resolve(self.event.schema).value


@dataclass(frozen=True, slots=True, eq=False)
class EventPropertyPart(Part):
    """
    One property of one schema; `node` is what it is, references followed, which properties may share.

    Attributes:
        event: The contract as it was read.
        name: Its key.
        written: The property as written, which may be a `$ref`.
        types: What `type` says of it; empty when it says nothing.
    """

    event: EventContract = field(repr=False)
    name: str
    written: Node
    types: frozenset[str]

    @property
    def meant(self) -> tuple[Node, ...]:
        """
        What a value may be, null left out: the schema itself, or its alternatives and what it is all of.
        """
        found: list[Node] = []
        waiting, seen = [self.node], set[int]()
        while waiting:
            node = self.resolve(waiting.pop())
            if is_mapping(node) and id(node.value) not in seen and node.value.get("type") != "null":
                seen.add(id(node.value))
                found.append(node)
                waiting += [part for key in ("allOf", "anyOf", "oneOf") for part in items_of(node.get(key))]
        return tuple(found)


class EventApi(Api):
    """
    An event contract as rules see it. Rules about APIs find no parts of theirs in it.

    Args:
        event: The contract as it was read.
        domain: The domain whose folder holds it.
        ceiling: The classification of that domain's data.
    """

    def __init__(self, event: EventContract, *, domain: str, ceiling: Classification) -> None:
        super().__init__(Document(event.file, True, event.root, event.references))
        self.event = event
        self._contract = EventPart(event.root, self, event, domain, ceiling)

    def has(self, kind: type[Part]) -> bool:
        """Whether this kind of part is one of an event's."""
        return kind in (EventPart, EventPropertyPart, EventSchemaPart)

    def parts(self, kind: type[Part]) -> tuple[Part, ...]:
        """Return every part of a kind, in the order of the files and their lines."""
        if kind is EventPart:
            return (self._contract,)
        if kind is EventSchemaPart:
            return self.event_schemas
        return self.event_properties if kind is EventPropertyPart else ()

    @cached_property
    def event_schemas(self) -> tuple[EventSchemaPart, ...]:
        """The schemas that the event's data are made of, each once."""
        found = {
            id(schema.value): schema
            for schema in reach([self.event.schema], self.event.references).values()
            if is_mapping(schema) and schema.value.keys() != {"$ref"}
        }
        ordered = sorted(found.values(), key=lambda node: (node.file, node.line, node.pointer))
        return tuple(EventSchemaPart(node, self, self.event, self.types(node)) for node in ordered)

    @cached_property
    def event_properties(self) -> tuple[EventPropertyPart, ...]:
        """The properties of those schemas."""
        return tuple(
            EventPropertyPart(node, self, self.event, name, written, self.types(node))
            for schema in self.event_schemas
            for name, written in entries_of(schema.node.get("properties"))
            if is_mapping(node := self.resolve(written))
        )
