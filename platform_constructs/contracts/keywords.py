"""
The keywords of OpenAPI 3.0 and JSON Schema 2020-12, by what becomes of them in a model.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CARRIED", "CHECKING", "DESCRIBING"]

CARRIED: Final = frozenset(
    {
        "additionalProperties",
        "allOf",
        "anyOf",
        "enum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "items",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "oneOf",
        "pattern",
        "properties",
        "required",
        "uniqueItems",
    }
)
"""They reach a model, most of them after some lowering."""

DESCRIBING: Final = frozenset(
    {
        "$anchor",
        "$comment",
        "$dynamicAnchor",
        "$id",
        "$schema",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "default",
        "deprecated",
        "description",
        "discriminator",
        "example",
        "examples",
        "externalDocs",
        "readOnly",
        "title",
        "writeOnly",
        "xml",
    }
)
"""They tell people something and check nothing."""

CHECKING: Final = frozenset(
    {
        "$dynamicRef",
        "const",
        "contains",
        "dependentRequired",
        "dependentSchemas",
        "else",
        "format",
        "if",
        "maxContains",
        "minContains",
        "not",
        "patternProperties",
        "prefixItems",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
"""They check something that draft 4, or API Gateway's reading of it, cannot."""
