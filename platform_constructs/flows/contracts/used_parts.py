"""
Finds what a consumer names in a document: operations, parameters, media types, headers, and fields of bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.document.node import Node

__all__ = ["CHILDREN", "Found", "Offered", "Spot", "offered"]

Spot = tuple[str, str]
"""A file and the JSON pointer of a schema in it."""

CHILDREN: Final = frozenset(
    {
        "$defs",
        "additionalProperties",
        "contains",
        "definitions",
        "dependentSchemas",
        "items",
        "patternProperties",
        "prefixItems",
        "properties",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
"""Keywords of a schema below which another value is described than the schema's own."""

_METHODS: Final = ("delete", "get", "head", "options", "patch", "post", "put", "trace")
_LISTS: Final = ("allOf", "anyOf", "oneOf")
_SINGLE: Final = ("else", "if", "not", "then")
_MOST_NODES: Final = 20_000  # of one field's way: a way of 40 steps through every branch of a large contract


@dataclass(frozen=True, slots=True)
class Found:
    """
    Where a field leads.

    Attributes:
        spots: Every schema on the way, its branches included.
        ends: The schemas of the field itself; empty when there is no such field.
        missing: The first step that leads nowhere; empty when all of them lead on.
        names: What could have been written in its place.
    """

    spots: frozenset[Spot]
    ends: tuple[Node, ...] = field(repr=False)
    missing: str = ""
    names: tuple[str, ...] = ()


@dataclass
class Offered:
    """
    One operation of a document, as far as consumers can name it.

    Attributes:
        key: `METHOD /path`.
        node: The operation.
        document: The document.
        parameters: Its parameters by `in.name`, its path's included.
    """

    key: str
    node: Node
    document: Document
    parameters: Mapping[str, Node]

    def _resolved(self, node: Node | None) -> Node | None:
        return None if node is None else self.document.references.resolve(node)

    @cached_property
    def _bodies(self) -> dict[str, list[tuple[str, Node]]]:
        """The media types and schemas of each side."""
        found: dict[str, list[tuple[str, Node]]] = {"error": [], "request": [], "response": []}
        if (body := self._resolved(self.node.get("requestBody"))) is not None:
            found["request"] += self._schemas(body)
        for status, response in _entries(self.node.get("responses")):
            if (said := self._resolved(response)) is not None:
                found["response" if status.startswith("2") else "error"] += self._schemas(said)
        return found

    def _schemas(self, node: Node) -> list[tuple[str, Node]]:
        types = [(name, self._resolved(media)) for name, media in _entries(node.get("content"))]
        return [(name, schema) for name, media in types if media and (schema := media.get("schema"))]

    @cached_property
    def media_types(self) -> frozenset[str]:
        """Every media type it takes or answers with."""
        return frozenset(name for listed in self._bodies.values() for name, _ in listed)

    @cached_property
    def headers(self) -> frozenset[str]:
        """Every header it answers with, in lower case."""
        responses = (self._resolved(response) for _, response in _entries(self.node.get("responses")))
        return frozenset(
            name.lower() for said in responses if said is not None for name, _ in _entries(said.get("headers"))
        )

    def parameter_spots(self, name: str) -> frozenset[Spot]:
        """Return a parameter and the schemas of its values; whatever lies below them is said of it."""
        if (node := self.parameters.get(name)) is None:
            return frozenset()
        schemas = [schema for _, schema in self._schemas(node)]
        if (own := node.get("schema")) is not None:
            schemas.append(own)
        return frozenset((one.file, one.pointer) for one in (node, *self._opened(schemas, _MOST_NODES)))

    def find(self, side: str, steps: Sequence[str], types: Iterable[str] | None = None) -> Found:
        """
        Follow a field's way through the bodies of one side.

        Args:
            side: `request`, `response` or `error`.
            steps: The way.
            types: The media types to look into; None for all. Where this side has none of them, all are looked into:
                an error is answered in a type of its own.
        """
        wanted = frozenset(types or ())
        bodies = self._bodies[side]
        now = [schema for name, schema in bodies if name in wanted] or [schema for _, schema in bodies]
        if not now:
            return Found(frozenset(), ())
        spots: set[Spot] = set()
        for step in ("", *steps):
            if step:
                names = _names(now)
                now = [onward for schema in now for onward in _onward(schema, step)]
                if not now:
                    return Found(frozenset(spots), (), step, names)
            now = self._opened(now, _MOST_NODES - len(spots))
            spots |= {(node.file, node.pointer) for node in now}
        return Found(frozenset(spots), tuple(now))

    def _opened(self, schemas: Iterable[Node], most: int) -> list[Node]:
        """Return schemas and all that describe the same value: what they refer to, and their branches."""
        waiting, opened = list(schemas), dict[int, Node]()
        while waiting and len(opened) < most:
            node = waiting.pop()
            if not isinstance(node.value, dict) or id(node.value) in opened:
                continue
            opened[id(node.value)] = node
            if isinstance(node.value.get("$ref"), str):
                waiting.append(self.document.references.target(node))
            for key in _LISTS:
                if isinstance(listed := node.value.get(key), list):
                    waiting += [node.child(key).child(index) for index in range(len(listed))]
            waiting += [node.child(key) for key in _SINGLE if isinstance(node.value.get(key), dict)]
        return list(opened.values())


def offered(document: Document) -> dict[str, Offered]:
    """Return the operations of a document by `METHOD /path` and, where they have one, by operationId."""
    by_key: dict[str, Offered] = {}
    by_id: dict[str, Offered] = {}
    for path, entry in _entries(document.root.get("paths")):
        item = document.references.resolve(entry)
        shared = _parameters(document, item)
        for method in _METHODS:
            if (node := item.get(method)) is None or not isinstance(node.value, dict):
                continue
            key = f"{method.upper()} {path}"
            by_key[key] = Offered(key, node, document, {**shared, **_parameters(document, node)})
            if isinstance(name := node.value.get("operationId"), str):
                by_id.setdefault(name, by_key[key])
    return {**by_id, **by_key}


def _parameters(document: Document, node: Node) -> dict[str, Node]:
    listed = node.get("parameters")
    if listed is None or not isinstance(listed.value, list):
        return {}
    found = [document.references.resolve(listed.child(index)) for index in range(len(listed.value))]
    return {f"{one.value.get('in')}.{one.value.get('name')}": one for one in found if isinstance(one.value, dict)}


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    """Yield what a mapping holds; nothing for what is none, for that is another check's finding."""
    if node is not None and isinstance(node.value, dict):
        for key in node.value:
            yield str(key), node.child(key)


def _names(schemas: Iterable[Node]) -> tuple[str, ...]:
    found: set[str] = set()
    for schema in schemas:
        value: Mapping[str, Any] = schema.value
        if isinstance(properties := value.get("properties"), dict):
            found |= set(properties)
        found |= {"[]"} if "items" in value or "prefixItems" in value else set()
    return tuple(sorted(found))


def _onward(schema: Node, step: str) -> Iterator[Node]:
    """Yield the schemas of one step from a schema."""
    value: Mapping[str, Any] = schema.value
    if step == "[]":
        if isinstance(value.get("items"), dict):
            yield schema.child("items")
        if isinstance(tuple_ := value.get("prefixItems"), list):
            yield from (schema.child("prefixItems").child(index) for index in range(len(tuple_)))
        return
    properties = value.get("properties")
    if isinstance(properties, dict) and step in properties:
        yield schema.child("properties").child(step)
    elif isinstance(value.get("additionalProperties"), dict):
        yield schema.child("additionalProperties")
    elif step == "*" and isinstance(patterns := value.get("patternProperties"), dict):
        yield from (schema.child("patternProperties").child(pattern) for pattern in patterns)
