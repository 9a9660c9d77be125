"""
A view written as one self-contained JSON Schema 2020-12 of bounded size, for an engine that decides containment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.compare.schema.keywords import TEXTS
from platform_constructs.contracts.compare.schema.values import fraction
from platform_constructs.contracts.compare.schema.view import Part, View

__all__ = ["Lowering", "TooMuchError"]

_MOST_SCHEMAS: Final = 400
_MOST_VALUES: Final = 300
_MOST_BRANCHES: Final = 40
_MOST_CONDITIONS: Final = 3  # nested ones take the engine twice as long each: 10 take 0.1 s, 20 did not end
_DEEPEST: Final = 25
_NUMBERS: Final = ("minimum", "maximum", "multipleOf")
_COUNTS: Final = (
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
)
_BOUNDS: Final = frozenset({*_NUMBERS, *_COUNTS, "exclusiveMinimum", "exclusiveMaximum", "uniqueItems"})
_SCHEMAS: Final = ("additionalProperties", "items", "contains", "propertyNames", "unevaluatedProperties", "not")
_MAPS: Final = ("properties", "patternProperties", "dependentSchemas")
_LISTS: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
_CONDITIONS: Final = ("if", "then", "else")
_REVERSED: Final = frozenset({"not", "if", "propertyNames"})
_CLOSED: Final = frozenset({"additionalProperties", "unevaluatedProperties"})


class TooMuchError(Exception):
    """The view is recursive, too large, or says what cannot be carried."""


@dataclass(slots=True)
class Lowering:
    """
    Writes one view.

    Attributes:
        dropped: The mark of properties that do not exist here; a view that has it cannot be carried.
        is_open: Whether `additionalProperties: false` is left out, as a tolerant reader does.
        texts: What `format` and the like said: these cannot be carried.
        schemas: How many schemas were written.
    """

    dropped: str
    is_open: bool
    texts: set[tuple[str, str]] = field(default_factory=set)
    schemas: int = 0
    _values: int = 0
    _branches: int = 0
    _conditions: int = 0
    _above: set[int] = field(default_factory=set)

    def view(self, view: View) -> Any:
        """
        Return the schema.

        Raises:
            TooMuchError: when it cannot be written.
        """
        parts = [self._part(part, self.is_open, 0) for part in view.parts]
        return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else True

    def _part(self, part: Part, is_open: bool, depth: int) -> Any:
        value = part.value
        self.schemas += 1
        if not isinstance(value, dict):
            return value is not False
        if depth > _DEEPEST or self.schemas > _MOST_SCHEMAS or id(value) in self._above:
            raise TooMuchError
        self._above.add(id(value))
        try:
            return self._mapping(part, value, is_open, depth + 1)
        finally:
            self._above.discard(id(value))

    def _mapping(self, part: Part, value: dict[str, Any], is_open: bool, depth: int) -> Any:
        dialect = part.side.dialect
        made: dict[str, Any] = {}
        if isinstance(value.get("$ref"), str):
            target = self._part(Part(part.side, part.side.references.target(part.node)), is_open, depth)
            if dialect.ref_is_alone:
                return target
            made["allOf"] = [target]
        if self.dropped and value.get(self.dropped) is True:
            raise TooMuchError
        said = {key: inner for key, inner in value.items() if key not in dialect.ignored}
        if said.keys() & {"$dynamicRef", "$recursiveRef", "unevaluatedItems", "contentSchema", "dependencies"}:
            raise TooMuchError
        self._scalars(said, dialect.has_nullable and value.get("nullable") is True, made)
        self._nested(part, said, is_open, depth, made)
        return made

    def _scalars(self, said: dict[str, Any], or_null: bool, made: dict[str, Any]) -> None:
        types = said.get("type")
        if isinstance(types, str | list):
            words = [types] if isinstance(types, str) else [word for word in types if isinstance(word, str)]
            made["type"] = sorted({*words, "null"} if or_null else set(words))
        if isinstance(said.get("enum"), list):
            made["enum"] = said["enum"]
            self._values += len(said["enum"])
        if "const" in said:
            made["const"] = said["const"]
        if self._values > _MOST_VALUES or made.get("enum") == [] or made.get("type") == []:
            raise TooMuchError
        if not said.keys().isdisjoint(_BOUNDS):
            self._bounds(said, made)
        if isinstance(said.get("pattern"), str):
            made["pattern"] = said["pattern"]
        for keyword in TEXTS[1:]:
            if isinstance(said.get(keyword), str):
                self.texts.add((keyword, said[keyword]))

    @staticmethod
    def _bounds(said: dict[str, Any], made: dict[str, Any]) -> None:
        for keyword in _NUMBERS:
            if (number := fraction(said.get(keyword))) is not None and (number > 0 or keyword != "multipleOf"):
                made[keyword] = said[keyword]
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if said.get(exclusive) is True and bound in made:
                made[exclusive] = made.pop(bound)
            elif fraction(said.get(exclusive)) is not None:
                made[exclusive] = said[exclusive]
        for keyword in _COUNTS:
            count = fraction(said.get(keyword))
            if count is not None:
                if count < 0 or count.denominator != 1:
                    raise TooMuchError
                made[keyword] = int(count)
        if said.get("uniqueItems") is True:
            made["uniqueItems"] = True

    def _nested(self, part: Part, said: dict[str, Any], is_open: bool, depth: int, made: dict[str, Any]) -> None:
        names = said.get("required")
        if isinstance(names, list):
            made["required"] = sorted({name for name in names if isinstance(name, str)})
        if isinstance(said.get("dependentRequired"), dict):
            made["dependentRequired"] = {
                name: sorted({one for one in needs if isinstance(one, str)})
                for name, needs in said["dependentRequired"].items()
                if isinstance(needs, list)
            }
        for keyword in (*_SCHEMAS, *_CONDITIONS):
            if isinstance(said.get(keyword), dict | bool):
                if not (is_open and keyword in _CLOSED and said[keyword] is False):
                    inner = Part(part.side, part.node.child(keyword))
                    made[keyword] = self._part(inner, is_open and keyword not in _REVERSED, depth)
                self._conditions += keyword == "if"
        for keyword in _MAPS:
            if isinstance(said.get(keyword), dict):
                made[keyword] = {
                    name: self._part(Part(part.side, inner), is_open, depth)
                    for name, inner in part.node.child(keyword).entries()
                    if isinstance(inner.value, dict | bool)
                }
        self._lists(part, said, is_open, depth, made)
        if self._branches > _MOST_BRANCHES or self._conditions > _MOST_CONDITIONS:
            raise TooMuchError

    def _lists(self, part: Part, said: dict[str, Any], is_open: bool, depth: int, made: dict[str, Any]) -> None:
        for keyword in (*_LISTS, "items"):
            if not isinstance(said.get(keyword), list):
                continue
            listed = [
                self._part(Part(part.side, inner), is_open, depth)
                for inner in part.node.child(keyword).items()
                if isinstance(inner.value, dict | bool)
            ]
            if keyword == "items":
                made["prefixItems"] = listed
                if isinstance(said.get("additionalItems"), dict | bool):
                    rest = Part(part.side, part.node.child("additionalItems"))
                    made["items"] = self._part(rest, is_open, depth)
            elif keyword == "allOf":
                made["allOf"] = [*made.get("allOf", ()), *listed]
            elif listed:
                made[keyword] = listed
                self._branches += len(listed) if keyword != "prefixItems" else 0
        for keyword in ("allOf", "prefixItems"):
            if made.get(keyword) == []:
                del made[keyword]
