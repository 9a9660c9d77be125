"""
OpenAPI bodies of REST and HTTP APIs, as a document, its operations and its schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.policy.reading.iam_parts import json_policy
from platform_constructs.policy.reading.interpolation import expressions
from platform_constructs.policy.reading.parts import Hidden, Part, Parts, escape_pointer, parse_json_template, too_deep

__all__ = ["openapi_parts"]

_METHODS: Final = {
    **{name: name.upper() for name in ("delete", "get", "head", "options", "patch", "post", "put", "trace")},
    "x-amazon-apigateway-any-method": "ANY",
}
_BODY: Final = "/body"


def openapi_parts(body: Mapping[str, Any]) -> Parts:
    """Return what the `body` argument of an API holds; nothing when it has none."""
    raw = body.get("body")
    found = Parts()
    if raw is None:
        return found
    document, why = _document(raw)
    if document is None:
        got = raw if isinstance(raw, str) else type(raw).__name__
        found.parts.append(Part("openapi.document", _BODY, {}, opaque=why))
        found.hidden.append(Hidden(_BODY, why, got))
        return found
    found.parts.append(Part("openapi.document", _BODY, document))
    _paths(document, found)
    for pointer, schemas in (
        ("/components/schemas", _table(document.get("components")).get("schemas")),
        ("/definitions", document.get("definitions")),
    ):
        for name, schema in _table(schemas).items():
            if isinstance(schema, Mapping):
                found.parts.append(Part("openapi.schema", f"{pointer}/{escape_pointer(name)}", schema, _BODY))
    if (policy := document.get("x-amazon-apigateway-policy")) is not None:
        json_policy(policy, "/x-amazon-apigateway-policy", found)
    return found


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _document(raw: Any) -> tuple[Mapping[str, Any] | None, str]:
    if isinstance(raw, Mapping):
        return (None, "the OpenAPI body is nested too deeply") if too_deep(raw) else (raw, "")
    if not isinstance(raw, str):
        return None, "the OpenAPI body is neither text nor an object"
    try:
        document = parse_json_template(raw)
    except ValueError:
        if (inner := expressions(raw)) and inner[0].start == 0:
            return None, f"the OpenAPI body is only known at apply time: {inner[0].code[:80]}"
        return None, "the OpenAPI body is not JSON"
    if not isinstance(document, Mapping):
        return None, "the OpenAPI body is not a JSON object"
    return document, ""


def _paths(document: Mapping[str, Any], found: Parts) -> None:
    paths = document.get("paths", {})
    if not isinstance(paths, Mapping):
        found.hidden.append(Hidden("/paths", "the OpenAPI paths are not an object", str(paths)))
        return
    for path, item in paths.items():
        pointer = f"/paths/{escape_pointer(path)}"
        if not isinstance(item, Mapping) or "$ref" in item:
            got = str(item.get("$ref")) if isinstance(item, Mapping) else str(item)
            found.hidden.append(Hidden(pointer, "the OpenAPI path item cannot be read", got))
            continue
        for key, operation in item.items():
            method = _METHODS.get(str(key).lower())
            if method is None:
                continue
            here = f"{pointer}/{key}"
            if isinstance(operation, Mapping):
                found.parts.append(
                    Part("openapi.operation", here, {**operation, "method": method, "path": path}, _BODY)
                )
            else:
                found.hidden.append(Hidden(here, "the OpenAPI operation is not an object", str(operation)))
