"""
Models: which JSON Schema API Gateway takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from tests.deploy.local_aws.openapi.report import Report, mapping

__all__ = ["SCHEMA_REF", "check_models", "check_schema", "model_text"]

MODEL_NAME: Final = re.compile(r"[A-Za-z0-9]+")
SCHEMA_REF: Final = "#/components/schemas/"
LARGEST_MODEL: Final = 400 * 1024  # bytes; API Gateway's quota per model

# JSON Schema draft 4 less what the developer guide lists as not supported (default, exclusiveMinimum, ...).
_VALUES: Final = frozenset(
    [
        "$schema",
        "id",
        "title",
        "description",
        "type",
        "enum",
        "format",
        "multipleOf",
        "maximum",
        "minimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
        "required",
    ]
)
_SCHEMA: Final = frozenset({"items", "additionalItems", "additionalProperties", "not"})
_SCHEMA_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf"})
_SCHEMA_MAPS: Final = frozenset({"properties", "patternProperties", "definitions"})
_TYPES: Final = frozenset({"array", "boolean", "integer", "number", "object", "string"})
_FORMATS_REFUSED: Final = {"number": {"int32", "int64", "decimal"}}


def check_models(schemas: Mapping[str, Any], report: Report) -> None:
    """Check every model of a document."""
    for name, schema in schemas.items():
        if not MODEL_NAME.fullmatch(name):
            report.error(f"Invalid model name specified: {name!r} (only alphanumeric characters are allowed)")
        check_schema(schema, f"model {name}", schemas, report)
        if len(json.dumps(schema, separators=(",", ":"))) > LARGEST_MODEL:
            report.error(f"model {name} is larger than 400 KB")


def check_schema(schema: object, where: str, schemas: Mapping[str, Any], report: Report) -> None:
    """Check one schema and all that is inside it."""
    pending: list[tuple[str, object]] = [(where, schema)]
    while pending:
        at, item = pending.pop()
        if isinstance(item, bool) and at.endswith(("additionalProperties", "additionalItems")):
            continue
        members = mapping(item, at, report)
        if "$ref" in members:
            _check_ref(members["$ref"], at, schemas, report)
            continue  # OpenAPI 3.0: whatever stands beside a $ref is ignored
        _check_values(members, at, report)
        for key, value in members.items():
            inside = f"{at}/{key}"
            if key in _SCHEMA:
                pending.append((inside, value))
            elif key in _SCHEMA_LISTS and isinstance(value, list):
                pending.extend((f"{inside}/{n}", part) for n, part in enumerate(value))
            elif key in _SCHEMA_MAPS:
                pending.extend((f"{inside}/{name}", part) for name, part in mapping(value, inside, report).items())


def _check_ref(target: object, where: str, schemas: Mapping[str, Any], report: Report) -> None:
    name = target.removeprefix(SCHEMA_REF) if isinstance(target, str) else ""
    if not isinstance(target, str) or not target.startswith(SCHEMA_REF) or name not in schemas:
        report.error(f"Unable to resolve reference {target!r} in {where}")


def _check_values(members: Mapping[str, Any], where: str, report: Report) -> None:
    known = _VALUES | _SCHEMA | _SCHEMA_LISTS | _SCHEMA_MAPS
    strange = sorted(key for key in members if key not in known and not key.startswith("x-"))
    if strange:
        report.error(f"Unable to create {where}: Unsupported keyword(s): {json.dumps(strange)}")
    kind = members.get("type")
    if kind is not None and (not isinstance(kind, str) or kind not in _TYPES):
        report.error(f"Unable to create {where}: type {kind!r} is not an OpenAPI 3.0 type")
    elif members.get("format") in _FORMATS_REFUSED.get(str(kind), ()):
        report.error(f"Unable to create {where}: format {members['format']} of a number is not supported")
    pattern = members.get("pattern")
    if pattern is not None and not isinstance(pattern, str):
        report.error(f"Unable to create {where}: pattern is not a string")


def model_text(schema: object, api_id: str) -> str:
    """Return a model as API Gateway stores it: references are addresses of the API's models."""

    def absolute(item: object) -> object:
        if isinstance(item, Mapping):
            ref = item.get("$ref")
            if isinstance(ref, str):
                name = ref.removeprefix(SCHEMA_REF)
                return {"$ref": f"https://apigateway.amazonaws.com/restapis/{api_id}/models/{name}"}
            return {key: absolute(value) for key, value in item.items()}
        if isinstance(item, list):
            return [absolute(part) for part in item]
        return item

    return json.dumps(absolute(schema))
