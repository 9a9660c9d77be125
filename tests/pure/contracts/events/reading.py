"""
How the tests of this room read event contracts.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.read import read_event_contract

FILE = "stacks/domains/ordering/events/placed.yaml"


def event_of(**changes: Any) -> dict[str, Any]:
    """A small event contract; `changes` replace its top-level keys, None removes one."""
    whole: dict[str, Any] = {
        "event": "OrderPlaced",
        "version": "1.0.0",
        "source": "meridian.ordering",
        "owner": "ordering",
        "classification": "internal",
        "lifecycle": "stable",
        "description": "A partner placed an order.",
        "schema": {"type": "object", "required": ["orderId"], "properties": {"orderId": {"type": "string"}}},
        "examples": [{"orderId": "ord-1"}],
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def read_event(document: Any, others: Mapping[str, str] | None = None, *, file: str = FILE) -> EventContract:
    """Read a text, or a value written as JSON, with other files of its folder by name."""
    text = textwrap.dedent(document) if isinstance(document, str) else json.dumps(document, indent=1)
    return read_event_contract(text, file, read=(others or {}).__getitem__)


def event_with(schema: Any, **changes: Any) -> EventContract:
    """An event whose data have this schema."""
    return read_event(event_of(schema=schema, **changes))


HOMES = {"Subject": "#/schema", "One": "#/schema/$defs/One", "Two": "#/schema/$defs/Two"}


def moved(schema: Any) -> Any:
    """A schema of the shared strategies as an event has it: its references lead there, and nothing is read-only."""
    if isinstance(schema, list):
        return [moved(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: HOMES[each.rpartition("/")[2]] if key == "$ref" and isinstance(each, str) else moved(each)
        for key, each in schema.items()
        if key != "readOnly"
    }
