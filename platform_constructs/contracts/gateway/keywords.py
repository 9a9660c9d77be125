"""
The keywords of OpenAPI 3.0 and JSON Schema 2020-12, by what becomes of them in a model.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CARRIED", "CHECKING", "DESCRIBING", "EVALUATING", "FORMER", "STRUCTURAL"]

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

STRUCTURAL: Final = frozenset({"$defs", "$ref", "definitions", "discriminator", "nullable", "type"})
"""They are read on their own."""

FORMER: Final = frozenset(
    {
        "$recursiveAnchor",
        "$recursiveRef",
        "$vocabulary",
        "additionalItems",
        "dependencies",
        "disallow",
        "divisibleBy",
        "extends",
        "id",
    }
)
"""Keywords of other drafts of JSON Schema: nobody misspelt them, but nothing here reads them."""

EVALUATING: Final = frozenset(
    {
        "$dynamicRef",
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "dependentSchemas",
        "else",
        "if",
        "not",
        "oneOf",
        "patternProperties",
        "then",
    }
)
"""Beside one of these, `unevaluatedProperties` is about fewer properties than `properties` alone would leave."""
