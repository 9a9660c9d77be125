"""
The JSON Schema of an event contract's file: for editors, and for tools that write such files.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from platform_constructs.contracts.events.dialect import DIALECT
from platform_constructs.contracts.events.event import KEYS, Compatibility, Lifecycle, Ordering
from platform_constructs.contracts.events.read import (
    DAY,
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    LONGEST_SOURCE,
    MOST_EXAMPLES,
    NAME,
    NEEDED,
    POINTER,
    SOURCE,
)
from platform_constructs.contracts.events.version import VERSION
from platform_constructs.model.organisation import Classification

__all__ = ["event_contract_schema"]

_EXTENSIONS: Final = {"^x-": {"description": "An extension: nothing here reads it."}}


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"description": description, "type": "string", **more}


def _choice(description: str, choices: type[StrEnum], **more: Any) -> dict[str, Any]:
    return _text(description, enum=[each.value for each in choices], **more)


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def event_contract_schema() -> dict[str, Any]:
    """Return the schema, JSON Schema 2020-12. What the file's own schema may say is left to that dialect."""
    words: dict[str, Any] = {"minLength": 1, "maxLength": LONGEST_DESCRIPTION}
    properties = {
        "event": _text("The EventBridge detail type.", pattern=_whole(NAME), maxLength=LONGEST_NAME),
        "version": _text("The version of the contract, as Semantic Versioning has it.", pattern=_whole(VERSION)),
        "source": _text(
            "The EventBridge source: the domain's event_source in the registry, or one below it.",
            pattern=_whole(SOURCE),
            maxLength=LONGEST_SOURCE,
        ),
        "owner": _text("The domain that answers for the event."),
        "classification": _choice("How sensitive the data are; not above the domain's own.", Classification),
        "lifecycle": _choice("How far the event has come.", Lifecycle),
        "sunset": _text("The day from which the event may no longer be published.", pattern=_whole(DAY)),
        "replaced_by": _text("The event to read instead.", minLength=1, maxLength=LONGEST_NAME),
        "description": _text("What happened when it is published, and when that is.", **words),
        "compatibility": _choice(
            "What the next version owes to the readers of this one.",
            Compatibility,
            default=Compatibility.BACKWARD.value,
        ),
        "subject": _text("A JSON pointer, from the data, to what the event is about.", pattern=_whole(POINTER)),
        "delivery": {
            "description": "How events reach their readers. At least once, always.",
            "type": "object",
            "properties": {
                "ordering": _choice("What readers may assume of their order.", Ordering, default=Ordering.NONE.value),
                "idempotency_key": _text(
                    "A JSON pointer, from the event's detail, to what tells a repeated event.",
                    pattern=_whole(POINTER),
                    default="/id",
                ),
                "notes": _text("Anything else, for people.", **words),
            },
            "patternProperties": _EXTENSIONS,
            "additionalProperties": False,
        },
        "schema": {"description": "The JSON Schema of the event's data.", "$ref": DIALECT},
        "examples": {
            "description": "Data that the event may carry.",
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_EXAMPLES,
        },
    }
    return {
        "$schema": DIALECT,
        "title": "Event contract",
        "description": "stacks/domains/<domain>/events/<event>.yaml; docs/how-to/write-an-event-contract.md shows one.",
        "type": "object",
        "required": list(NEEDED),
        "properties": {key: properties[key] for key in KEYS},
        "patternProperties": _EXTENSIONS,
        "additionalProperties": False,
    }
