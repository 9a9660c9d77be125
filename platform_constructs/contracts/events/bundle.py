"""
A schema of many files as one plain value: what references lead to stands beside it, under its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.events.dialect import DIALECT
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.names import named_schemas
from platform_constructs.contracts.events.schema_parts import IN_LISTS, IN_MAPPINGS, ONE, Key, reach, spelt

__all__ = ["Bundling", "bundled"]


@dataclass(frozen=True, slots=True)
class Bundling:
    """
    How schemas are copied.

    Attributes:
        names: A name for whatever a `$ref` leads to.
        link: What a reference to a name is written as, with `{}` for the name.
        say: What becomes of words for people; by default nothing.
    """

    names: Mapping[Key, str]
    link: str
    say: Callable[[str], str] = str

    def copy(self, schema: Node, references: References) -> Any:
        """Return a schema with its references written anew; what it only defines is left out."""
        value = schema.value
        if not isinstance(value, dict):
            return value
        copied: dict[str, Any] = {}
        for key, said in value.items():
            if key in ("$anchor", "$comment", "$defs", "$schema", "definitions"):
                continue
            if key in ("description", "title") and isinstance(said, str):
                copied[key] = self.say(said)
                continue
            if key == "$ref" and isinstance(said, str):
                copied[key] = self.link.format(self.names[spelt(references.target(schema))])
            elif key in ONE:
                copied[key] = self.copy(schema.child(key), references)
            elif key in IN_LISTS:
                copied[key] = [self.copy(part, references) for part in schema.child(key).items()]
            elif key in IN_MAPPINGS:
                copied[key] = {name: self.copy(part, references) for name, part in schema.child(key).entries()}
            else:
                copied[key] = said
        return copied

    def definitions(self, event: EventContract) -> dict[str, Any]:
        """Return the data of an event, and all it refers to, by name, sorted."""
        found = {
            self.names[key]: self.copy(schema, event.references)
            for key, schema in reach([event.schema], event.references).items()
            if key in self.names
        }
        return dict(sorted(found.items()))


def bundled(event: EventContract) -> dict[str, Any]:
    """Return the schema of an event's data as one JSON Schema 2020-12 without a reference out of it."""
    bundling = Bundling(named_schemas([event]), "#/$defs/{}")
    root = bundling.link.format(bundling.names[spelt(event.schema)])
    return {"$schema": DIALECT, "$ref": root, "$defs": bundling.definitions(event)}
