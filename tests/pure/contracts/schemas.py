"""
Random schemas and instances, in the keywords that contracts are written with.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "c", "x-1"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.sampled_from([0.5, 1.0, 2.0, 2.5, 1e9]),
    st.sampled_from(["", "a", "b", "ab", "A1", "2024-01-01"]),
)
INSTANCES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
TYPES = ["array", "boolean", "integer", "number", "object", "string"]
COUNTS = st.integers(0, 3)
BOUNDS = st.one_of(st.integers(-3, 12), st.sampled_from([0.5, 2.0]))
REFERENCES = st.sampled_from([{"$ref": f"#/components/schemas/{name}"} for name in ("Subject", "One", "Two")])

COMMON: dict[str, st.SearchStrategy[Any]] = {
    "minLength": COUNTS,
    "maxLength": COUNTS,
    "pattern": st.sampled_from(["^a", "[0-9]", "b$", "^\\w*$"]),
    "minimum": BOUNDS,
    "maximum": BOUNDS,
    "multipleOf": st.sampled_from([1, 2, 0.5]),
    "minItems": COUNTS,
    "maxItems": COUNTS,
    "uniqueItems": st.booleans(),
    "minProperties": COUNTS,
    "maxProperties": COUNTS,
    "required": st.lists(NAMES, min_size=1, max_size=2, unique=True),
    "enum": st.lists(SCALARS, min_size=1, max_size=3, unique_by=repr),
    "description": st.just("Says something."),
    "default": SCALARS,
    "readOnly": st.booleans(),
    "format": st.sampled_from(["date", "int32", "uri"]),
}


def _schemas(scalar_keywords: dict[str, st.SearchStrategy[Any]], is_31: bool) -> st.SearchStrategy[Any]:
    flat = st.fixed_dictionaries({}, optional=scalar_keywords)
    leaves = REFERENCES | flat | st.booleans() if is_31 else REFERENCES | flat

    def deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(inner, min_size=1, max_size=3)
        keywords: dict[str, st.SearchStrategy[Any]] = {
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "additionalProperties": inner | st.booleans(),
            "items": inner,
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "not": inner,
        }
        if is_31:
            keywords |= {
                "prefixItems": several,
                "contains": inner,
                "if": inner,
                "then": inner,
                "else": inner,
                "patternProperties": st.fixed_dictionaries({"^x-": inner}),
                "propertyNames": inner,
                "dependentSchemas": st.fixed_dictionaries({"a": inner}),
                "unevaluatedProperties": inner,
                "$ref": st.sampled_from(["#/components/schemas/One", "#/components/schemas/Two"]),
            }
        chosen = st.lists(st.sampled_from(sorted(keywords)), min_size=1, max_size=2, unique=True)
        nested = chosen.flatmap(lambda names: st.fixed_dictionaries({name: keywords[name] for name in names}))
        return st.tuples(flat, nested).map(lambda parts: {**parts[0], **parts[1]})

    return st.recursive(leaves, deeper, max_leaves=6)


SCHEMAS_30 = _schemas(
    {
        **COMMON,
        "type": st.sampled_from(TYPES),
        "nullable": st.booleans(),
        "exclusiveMinimum": st.booleans(),
        "exclusiveMaximum": st.booleans(),
    },
    is_31=False,
)
SCHEMAS_31 = _schemas(
    {
        **COMMON,
        "type": st.sampled_from([*TYPES, "null"])
        | st.lists(st.sampled_from([*TYPES, "null"]), min_size=1, unique=True),
        "const": SCALARS,
        "exclusiveMinimum": BOUNDS,
        "exclusiveMaximum": BOUNDS,
    },
    is_31=True,
)
