"""
How the tests of the schema comparer read schemas and tell changes.
"""

from __future__ import annotations

import json
from typing import Any

from platform_constructs.contracts.compare.change import Change, Direction
from platform_constructs.contracts.compare.schema.comparison import SchemaComparison
from platform_constructs.contracts.compare.schema.plain import Mode, compare_schemas
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.source import parse

NO_FILES: dict[str, str] = {}


def node_of(schema: Any, file: str = "schema.json") -> Node:
    """A plain schema's root."""
    return parse(json.dumps(schema, indent=1), file)


def document_of(schema: Any, version: str = "3.1.0", **others: Any) -> Document:
    """A document with the schema `Order` and others."""
    whole = {"openapi": version, "components": {"schemas": {"Order": schema, **others}}}
    return read_document(json.dumps(whole, indent=1), "openapi.yaml", read=NO_FILES.__getitem__)


def order_of(document: Document) -> Node:
    """The schema `Order` of a document."""
    return document.root.child("components").child("schemas").child("Order")


def api_changes(
    old: Document, new: Document, direction: Direction, *, where: str = "body", tolerant: bool = True
) -> tuple[Change, ...]:
    """What changed in `Order`, as one operation uses it."""
    comparison = SchemaComparison(
        old.references, new.references, old_is_31=old.is_31, new_is_31=new.is_31, tolerant=tolerant
    )
    comparison.compare(order_of(old), order_of(new), direction, "POST /orders", where)
    return comparison.changes()


def lines(changes: tuple[Change, ...]) -> list[str]:
    """Each change in a line: how much it matters, its id, and what it says."""
    return [f"{change.severity.name} {change.id}: {change.what}" for change in changes]


def told(old: Any, new: Any, direction: Direction, *, version: str = "3.1.0", **options: Any) -> list[str]:
    """The changes of `Order` between two schemas, in lines."""
    return lines(api_changes(document_of(old, version), document_of(new, version), direction, **options))


def plain(old: Any, new: Any, mode: Mode, **options: Any) -> list[str]:
    """The changes between two plain schemas, in lines."""
    return lines(compare_schemas(node_of(old), node_of(new), mode, **options))
