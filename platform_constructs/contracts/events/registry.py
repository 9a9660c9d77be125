"""
An event contract as EventBridge's schema registry takes it: one draft-4 document, its name and its bounds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.events.draft4 import Lowering4
from platform_constructs.contracts.events.envelope import DRAFT_4, bus_event_schema, detail_schema
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.exact import inexact
from platform_constructs.contracts.events.names import named_schemas
from platform_constructs.contracts.events.schema_parts import reach, spelt
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.notes import Notes
from platform_constructs.model.place import Place

__all__ = ["LARGEST", "RegistrySchema", "registry_schema"]

LARGEST: Final = 100_000
"""Characters of a schema; CreateSchema takes no more."""
_LONGEST_DESCRIPTION: Final = 256


@dataclass(frozen=True, slots=True)
class RegistrySchema:
    """
    What becomes an `aws_schemas_schema` of type JSONSchemaDraft4.

    Attributes:
        name: Its name, such as `meridian.ordering@ServiceOrderStateChanged`.
        description: For people, 256 characters at most.
        content: The draft-4 document: the whole event, as EventBridge hands it to a target.
        lost: What draft 4 cannot say, each kind once, with a place.
        faults: Why it cannot be registered; empty when it can.
    """

    name: str
    description: str
    content: Mapping[str, Any]
    lost: tuple[tuple[Place, str], ...]
    faults: tuple[Fault, ...] = ()

    @property
    def text(self) -> str:
        """The document as it is sent: JSON, keys sorted, nothing around it."""
        return json.dumps(self.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def registry_schema(event: EventContract) -> RegistrySchema:
    """Return what the registry is given for an event."""
    names = named_schemas([event])
    notes = Notes()

    def link(schema: Node) -> str:
        return f"#/definitions/{names[spelt(schema)]}"

    lowering = Lowering4(event.references, notes, inexact([event.schema], event.references), link)
    schemas = reach([event.schema], event.references)
    definitions = {names[key]: lowering.lower(schema) for key, schema in schemas.items() if key in names}
    content = {
        "$schema": DRAFT_4,
        "title": event.name,
        "description": event.description,
        **bus_event_schema(event, detail_schema(event, {"$ref": link(event.schema)})),
        "definitions": dict(sorted(definitions.items())),
    }
    made = RegistrySchema(event.registry_name, _short(event.description), content, notes.lines())
    if (size := len(made.text)) <= LARGEST:
        return made
    what = f"the schema registry takes {LARGEST} characters, and the event's schema has more in draft 4"
    fix = "publish less in one event, or shorten descriptions and enums"
    fault = Fault("CON-144", "oversized-event-schema", what, event.schema, f"{size} characters", fix)
    return RegistrySchema(made.name, made.description, made.content, made.lost, (fault,))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_DESCRIPTION else f"{line[: _LONGEST_DESCRIPTION - 3]}..."
