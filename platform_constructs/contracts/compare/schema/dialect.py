"""
Which keywords a schema's dialect knows, where the dialects disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

__all__ = ["DRAFT_2020", "OPENAPI_30", "OPENAPI_31", "Dialect", "dialect_of"]

_SINCE_2019: Final = frozenset(
    {
        "dependentRequired",
        "dependentSchemas",
        "minContains",
        "maxContains",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_SINCE_7: Final = frozenset({"if", "then", "else", "contentEncoding", "contentMediaType"})
_SINCE_6: Final = frozenset({"const", "contains", "propertyNames"})
_NOT_IN_30: Final = (
    _SINCE_2019
    | _SINCE_7
    | _SINCE_6
    | {"additionalItems", "dependencies", "patternProperties", "prefixItems", "$dynamicRef", "$recursiveRef"}
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """
    Attributes:
        name: For messages.
        has_nullable: Whether `nullable` adds null to what `type` allows.
        ref_is_alone: Whether what stands beside a `$ref` is ignored.
        ignored: Keywords that mean nothing in it.
    """

    name: str
    has_nullable: bool = False
    ref_is_alone: bool = False
    ignored: frozenset[str] = frozenset()


OPENAPI_30: Final = Dialect("OpenAPI 3.0", has_nullable=True, ref_is_alone=True, ignored=_NOT_IN_30)
OPENAPI_31: Final = Dialect("OpenAPI 3.1", ignored=frozenset({"nullable", "dependencies", "$recursiveRef"}))
DRAFT_2020: Final = Dialect("JSON Schema 2020-12", ignored=frozenset({"nullable", "dependencies", "$recursiveRef"}))
_OLD: Final = frozenset({"nullable", "prefixItems", "$dynamicRef"})
_DRAFTS: Final = (
    ("2019-09", Dialect("JSON Schema 2019-09", ignored=_OLD | {"dependencies"})),
    ("draft-07", Dialect("JSON Schema draft 7", ref_is_alone=True, ignored=_OLD | _SINCE_2019 | {"$recursiveRef"})),
    (
        "draft-06",
        Dialect("JSON Schema draft 6", ref_is_alone=True, ignored=_OLD | _SINCE_2019 | _SINCE_7 | {"$recursiveRef"}),
    ),
    (
        "draft-04",
        Dialect(
            "JSON Schema draft 4",
            ref_is_alone=True,
            ignored=_OLD | _SINCE_2019 | _SINCE_7 | _SINCE_6 | {"$recursiveRef"},
        ),
    ),
)


def dialect_of(schema: Any) -> Dialect:
    """Return the dialect that a plain schema's `$schema` names; 2020-12 when it names none that we know."""
    named = schema.get("$schema") if isinstance(schema, dict) else None
    if isinstance(named, str):
        for mark, dialect in _DRAFTS:
            if mark in named:
                return dialect
    return DRAFT_2020
