"""
A contract as rules see it: its parts, each once and in the document's order, and what they lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.exchanges import Exchanges, in_order, once
from platform_constructs.contracts.lint.parts import (
    ApiPart,
    HeaderPart,
    OperationPart,
    ParameterPart,
    Part,
    PathPart,
    PropertyPart,
    RequestBodyPart,
    ResponsePart,
    SchemaPart,
    SecuritySchemePart,
    ServerPart,
)
from platform_constructs.contracts.lint.reached import Use
from platform_constructs.contracts.lint.reading import entries_of, is_mapping, items_of, text_of, values_of
from platform_constructs.contracts.lint.shapes import Shapes
from platform_constructs.contracts.lint.uses import METHODS, reach_schemas

__all__ = ["Api"]

_VARIABLE: Final = re.compile(r"/\{")


class Api:
    """
    A document's parts, found when they are first asked for.

    Args:
        document: What was read. It need be no sound API: what is missing is no part.

    Attributes:
        document: The contract as it was read.
        file: The contract file.
        is_31: Whether it is OpenAPI 3.1; otherwise 3.0.
        root: The document.
        exchanges: Its parameters, bodies, responses and headers.
        shapes: What instances of its schemas look like.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file, self.is_31, self.root = document.file, document.is_31, document.root
        self.exchanges, self.shapes = Exchanges(self), Shapes(self.resolve)
        self._properties: dict[int, tuple[PropertyPart, ...]] = {}

    def resolve(self, node: Node) -> Node:
        """Return what a node's `$ref` leads to, or the node itself when it has none."""
        value = node.value
        return self.document.references.resolve(node) if type(value) is dict and "$ref" in value else node

    def get(self, node: Node, *keys: str) -> Node | None:
        """Return what stands under some keys, references followed at each step; None when there is nothing."""
        for key in keys:
            if type(node.value) is not dict or key not in node.value:
                return None
            node = self.resolve(node.child(key))
        return node

    def components(self, kind: str) -> Iterator[tuple[str, Node]]:
        """Yield the names and nodes, as written, of one kind of components, such as `schemas`."""
        return entries_of(self.get(self.root, "components", kind))

    def types(self, schema: Node) -> frozenset[str]:
        """Return what a schema's `type` says, `null` included, allOf and references followed; empty for nothing."""
        return self.shapes.types(schema)

    def properties(self, schema: Node) -> Mapping[str, Node]:
        """Return the properties, as written, that instances of a schema have: allOf and references followed."""
        return self.shapes.properties(schema)

    def required(self, schema: Node) -> frozenset[str]:
        """Return the names that every instance of a schema has: allOf and references followed."""
        return self.shapes.required(schema)

    def has(self, kind: type[Part]) -> bool:
        """Whether parts of a kind are parts of an API; there are rules about other contracts, too."""
        return kind in self._all

    def parts(self, kind: type[Part]) -> tuple[Part, ...]:
        """Return every part of a kind, in the document's order."""
        return self._all[kind]

    @cached_property
    def whole(self) -> ApiPart:
        """The document."""
        return ApiPart(self.root, self)

    @cached_property
    def paths(self) -> tuple[PathPart, ...]:
        """The entries of `paths`."""
        found = ((path, entry, self.resolve(entry)) for path, entry in entries_of(self.root.get("paths")))
        return tuple(
            PathPart(item, self, path, entry)
            for path, entry, item in found
            if is_mapping(item) and not path.startswith("x-")
        )

    @cached_property
    def _by_path(self) -> Mapping[str, tuple[OperationPart, ...]]:
        return {path.path: tuple(_operations(path)) for path in self.paths}

    @cached_property
    def operations(self) -> tuple[OperationPart, ...]:
        """The operations under `paths`."""
        return tuple(one for path in self.paths for one in self._by_path[path.path])

    def operations_at(self, path: str) -> tuple[OperationPart, ...]:
        """Return the operations of a path."""
        return self._by_path.get(path, ())

    @cached_property
    def collections(self) -> frozenset[str]:
        """The paths, without a slash at their end, below which a GET reads one thing by a variable."""
        reads = (one.path for one in self.operations if one.method == "GET")
        return frozenset(path[: found.start()] for path in reads for found in _VARIABLE.finditer(path))

    @cached_property
    def servers(self) -> tuple[ServerPart, ...]:
        """The servers of the document, its paths and its operations."""
        holders: tuple[Part, ...] = (self.whole, *self.paths, *self.operations)
        listed = (server for holder in holders for server in items_of(holder.node.get("servers")))
        return tuple(ServerPart(server, self, text_of(server.get("url"))) for server in once(listed))

    @cached_property
    def security_schemes(self) -> tuple[SecuritySchemePart, ...]:
        """Those of `components.securitySchemes`."""
        found = ((name, self.resolve(entry)) for name, entry in self.components("securitySchemes"))
        return tuple(SecuritySchemePart(node, self, name) for name, node in found if is_mapping(node))

    @cached_property
    def schemas(self) -> tuple[SchemaPart, ...]:
        """Every schema that says anything itself, used or not, inner ones included."""
        reached = reach_schemas(self.root, self.shapes)
        names = {id(entry.value): name for name, entry in self.components("schemas")}
        return in_order(
            SchemaPart(
                node,
                self,
                names.get(key, ""),
                bool(reached.uses[key] & Use.REQUEST),
                bool(reached.uses[key] & Use.RESPONSE),
                bool(reached.uses[key] & Use.PARAMETER),
            )
            for key, node in reached.schemas.items()
        )

    def properties_at(self, schema: SchemaPart) -> tuple[PropertyPart, ...]:
        """Return a schema's own properties."""
        known = self._properties.get(id(schema))
        if known is None:
            required = {name for name in values_of(schema.get("required")) if isinstance(name, str)}
            own = self.shapes.own_properties(schema.node)
            found = ((name, entry, self.resolve(entry)) for name, entry in own.items())
            known = self._properties[id(schema)] = tuple(
                PropertyPart(node, self, name, entry, schema, name in required)
                for name, entry, node in found
                if is_mapping(node)
            )
        return known

    @cached_property
    def _all(self) -> Mapping[type[Part], tuple[Part, ...]]:
        return {
            ApiPart: (self.whole,),
            HeaderPart: self.exchanges.headers,
            OperationPart: self.operations,
            ParameterPart: self.exchanges.parameters,
            PathPart: self.paths,
            PropertyPart: tuple(one for schema in self.schemas for one in schema.properties),
            RequestBodyPart: self.exchanges.request_bodies,
            ResponsePart: self.exchanges.responses,
            SchemaPart: self.schemas,
            SecuritySchemePart: self.security_schemes,
            ServerPart: self.servers,
        }


def _operations(path: PathPart) -> Iterator[OperationPart]:
    for key, node in path.entries():
        if key in METHODS and is_mapping(node):
            yield OperationPart(node, path.api, key.upper(), path.path, text_of(node.get("operationId")))
