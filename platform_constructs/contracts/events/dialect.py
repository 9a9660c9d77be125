"""
Whether an event's schema, and all it refers to, is JSON Schema 2020-12 that every reader understands alike.
"""

from __future__ import annotations

import functools
import json
from typing import Any, Final

import jsonschema_rs

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.events.schema_parts import IN_LISTS, IN_MAPPINGS, ONE, Key, reach

__all__ = ["DIALECT", "refuse_other_dialects"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MOST_SCHEMAS: Final = 5_000  # of one event, everything it refers to included
_HOLDING: Final = (*IN_LISTS, *IN_MAPPINGS, "$defs", "definitions")
_LONGEST: Final = 60  # characters of a value that are shown
# They make a `$ref` mean something else than the path that is written there, or are resolved while validating.
_MOVING: Final = ("$dynamicAnchor", "$dynamicRef", "$id", "$recursiveAnchor", "$recursiveRef", "$vocabulary")

_OF_REQUESTS: Final = ("readOnly", "writeOnly")


def refuse_other_dialects(schema: Node, references: References) -> None:
    """
    Refuse a schema that is no JSON Schema 2020-12, or one whose references move.

    Raises:
        ContractError: CON-141 to CON-143 or CON-148, at the first such place.
    """
    checked: set[Key] = set()
    for key, part in reach([schema], references).items():
        if len(checked) >= MOST_SCHEMAS:
            what = f"an event's schema is made of more than {MOST_SCHEMAS} schemas"
            raise schema.refuse("CON-143", what, f"{MOST_SCHEMAS} and more", "publish less in one event")
        if not _inside(key, checked):
            _validate(part)
        checked.add(key)
        _refuse_moving(part)


def _inside(key: Key, checked: set[Key]) -> bool:
    """Whether a schema is a part of one that was validated: what holds a part is reached before it."""
    file, tokens = key
    is_named = len(tokens) > 1 and tokens[-2] in _HOLDING and (file, tokens[:-2]) in checked
    return is_named or (bool(tokens) and tokens[-1] in ONE and (file, tokens[:-1]) in checked)


def _validate(schema: Node) -> None:
    for fault in _metaschema().iter_errors(schema.value):
        at = schema
        for token in fault.instance_path:
            at = at.child(str(token) if isinstance(at.value, dict) else token)
        name = f"`{at.tokens[-1]}`" if at.tokens else "the document"
        text = json.dumps(at.value, ensure_ascii=False, default=str)
        got = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
        fix = "write it as JSON Schema 2020-12 has it; numbers are not quoted, `required` is a list of names"
        raise at.refuse("CON-141", f"{name} is not what JSON Schema 2020-12 has there", got, fix)


@functools.cache
def _metaschema() -> Any:
    return jsonschema_rs.validator_for({"$schema": DIALECT, "$ref": DIALECT}, validate_formats=False)


def _refuse_moving(schema: Node) -> None:
    value: Any = schema.value
    if not isinstance(value, dict):
        return
    for key in _MOVING:
        if key in value:
            what = f"the schema uses {key}, and then its references lead elsewhere than they say"
            raise schema.child(key).refuse("CON-142", what, value[key], "drop it, and refer by path")
    for key in _OF_REQUESTS:
        if key in value:
            what = f"{key} is about requests and responses, and an event is neither"
            raise schema.child(key).refuse("CON-148", what, value[key], "drop it")
    said = value.get("$schema", DIALECT)
    if said != DIALECT:
        fix = f"write it in that dialect, and say `$schema: {DIALECT}`"
        raise schema.child("$schema").refuse("CON-141", "the schema is not JSON Schema 2020-12", said, fix)
