"""
A schema lowered from JSON Schema 2020-12 to draft 4, the newest dialect that EventBridge's schema registry takes.

The law: the lowered schema accepts whatever the contract's schema accepts. Most keywords have a draft-4 form that says
just the same; what has none is left out, and noted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.events.exact import closes, names_match, needs_one
from platform_constructs.contracts.events.schema_parts import Key, spelt
from platform_constructs.contracts.notes import Loss, Notes

__all__ = ["Lowering4"]

_COUNTS: Final = ("maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties")
_AS_THEY_ARE: Final = ("default", "description", "format", "multipleOf", "pattern", "title", "uniqueItems")
_NOTHING: Final[dict[str, Any]] = {"not": {}}
_BOUNDS: Final = (("minimum", "exclusiveMinimum", max), ("maximum", "exclusiveMaximum", min))


@dataclass(frozen=True, slots=True)
class Lowering4:
    """
    How the schemas of one event are lowered.

    Attributes:
        references: Leads from `$ref` to schema.
        notes: Takes what could not be carried.
        inexact: The schemas that lead to something draft 4 cannot say.
        link: Writes the reference to what a `$ref` leads to.
    """

    references: References
    notes: Notes
    inexact: frozenset[Key]
    link: Callable[[Node], str]

    def lower(self, schema: Node) -> dict[str, Any]:
        """Return a draft-4 schema. The schema has to be valid JSON Schema 2020-12."""
        value = schema.value
        if not isinstance(value, dict):
            return {} if value else dict(_NOTHING)
        lowered = {key: value[key] for key in _AS_THEY_ARE if key in value}
        lowered |= {key: int(value[key]) for key in _COUNTS if key in value}
        if required := value.get("required"):
            lowered["required"] = sorted(set(required))
        more: list[dict[str, Any]] = []
        if "$ref" in value:
            more.append({"$ref": self.link(self.references.target(schema))})
        self._type(value, lowered, more)
        self._values(value, lowered, more)
        self._bounds(value, lowered)
        self._object(schema, lowered, more)
        self._array(schema, lowered, more)
        self._branches(schema, lowered, more)
        if more:
            lowered["allOf"] = [*lowered.get("allOf", []), *more]
        return more[0] if more and lowered == {"allOf": more[:1]} else lowered

    @staticmethod
    def _type(value: dict[str, Any], lowered: dict[str, Any], more: list[dict[str, Any]]) -> None:
        said = value.get("type")
        if said is None:
            return
        kinds = [said] if isinstance(said, str) else list(said)
        if "integer" in kinds and "number" in kinds:
            kinds.remove("integer")
        if "integer" in kinds:
            # 2020-12 calls 1.0 an integer, draft 4 does not
            kinds[kinds.index("integer")] = "number"
            if "multipleOf" in lowered:
                more.append({"multipleOf": 1})
            else:
                lowered["multipleOf"] = 1
        lowered["type"] = kinds[0] if len(kinds) == 1 else sorted(kinds)

    @staticmethod
    def _values(value: dict[str, Any], lowered: dict[str, Any], more: list[dict[str, Any]]) -> None:
        lists = ([value["enum"]] if "enum" in value else []) + ([[value["const"]]] if "const" in value else [])
        for values in lists:
            unique = list({_spelling(each): each for each in values}.values())
            if not unique:
                more.append(dict(_NOTHING))
            elif "enum" in lowered:
                more.append({"enum": unique})
            else:
                lowered["enum"] = unique

    @staticmethod
    def _bounds(value: dict[str, Any], lowered: dict[str, Any]) -> None:
        for key, exclusive, stricter in _BOUNDS:
            bounds = [value[each] for each in (key, exclusive) if each in value]
            if bounds:
                lowered[key] = stricter(bounds)
                if exclusive in value and value[exclusive] == lowered[key]:
                    lowered[exclusive] = True

    def _object(self, schema: Node, lowered: dict[str, Any], more: list[dict[str, Any]]) -> None:
        value = schema.value
        for key in ("properties", "patternProperties"):
            if key in value:
                lowered[key] = {name: self.lower(part) for name, part in schema.child(key).entries()}
        others = value.get("additionalProperties", True)
        if others is False or closes(value):
            lowered["additionalProperties"] = False
        elif others is not True:
            lowered["additionalProperties"] = self.lower(schema.child("additionalProperties"))
        if value.get("unevaluatedProperties", True) is not True and not closes(value):
            self._leave(schema, "unevaluatedProperties")
        if (pattern := names_match(value)) is not None:
            more.append({"patternProperties": {pattern: {}}, "additionalProperties": False})
        elif value.get("propertyNames", True) is not True:
            self._leave(schema, "propertyNames")
        needed = {name: sorted(set(names)) for name, names in value.get("dependentRequired", {}).items() if names}
        if needed:
            lowered["dependencies"] = needed
        if "dependentSchemas" in value:
            parts = {name: self.lower(part) for name, part in schema.child("dependentSchemas").entries()}
            if needed:
                more.append({"dependencies": parts})
            else:
                lowered["dependencies"] = parts

    def _array(self, schema: Node, lowered: dict[str, Any], more: list[dict[str, Any]]) -> None:
        value = schema.value
        rest = value.get("items", True)
        if "prefixItems" in value:
            lowered["items"] = [self.lower(part) for part in schema.child("prefixItems").items()]
            if rest is not True:
                lowered["additionalItems"] = False if rest is False else self.lower(schema.child("items"))
        elif rest is not True:
            lowered["items"] = self.lower(schema.child("items"))
        if value.get("unevaluatedItems", True) is not True:
            self._leave(schema, "unevaluatedItems")
        if "contains" in value:
            if value.get("minContains", 1) >= 1:
                # "not every item is none of these": a wider inner schema makes a wider outer one
                without = {"type": "array", "items": {"not": self.lower(schema.child("contains"))}}
                more.append({"not": without})
            if not needs_one(value):
                text = "`minContains` and `maxContains` are left to readers: draft 4 counts no matches"
                self.notes.add(schema, text, Loss.UNCHECKED)

    def _branches(self, schema: Node, lowered: dict[str, Any], more: list[dict[str, Any]]) -> None:
        value = schema.value
        for key in ("allOf", "anyOf"):
            if key in value:
                lowered[key] = [self.lower(part) for part in schema.child(key).items()]
        if "oneOf" in value:
            parts = list(schema.child("oneOf").items())
            branches = [self.lower(part) for part in parts]
            if all(self._is_exact(part) for part in parts):
                lowered["oneOf"] = branches
            else:
                # branches that lost something may overlap; then oneOf would refuse what it accepted
                text = "`oneOf` is checked as `anyOf`, since a branch could not be carried whole"
                self.notes.add(schema, text, Loss.LOOSER)
                more.append({"anyOf": branches})
        if "not" in value:
            if self._is_exact(schema.child("not")):
                lowered["not"] = self.lower(schema.child("not"))
            else:
                self._leave(schema, "not")
        if "if" in value and ("then" in value or "else" in value):
            more.append(self._conditional(schema))

    def _conditional(self, schema: Node) -> dict[str, Any]:
        """Either the condition holds and `then` does, or it does not and `else` does."""
        condition = self.lower(schema.child("if"))
        holds = [condition, *([self.lower(schema.child("then"))] if "then" in schema.value else [])]
        fails = [{"not": condition}] if self._is_exact(schema.child("if")) else []
        fails += [self.lower(schema.child("else"))] if "else" in schema.value else []
        if not fails:
            self._leave(schema, "if")
        return {"anyOf": [{"allOf": holds}, {"allOf": fails} if fails else {}]}

    def _is_exact(self, schema: Node) -> bool:
        return spelt(schema) not in self.inexact

    def _leave(self, schema: Node, key: str) -> None:
        self.notes.add(schema, f"`{key}` is left to readers: draft 4 cannot say it", Loss.UNCHECKED)


def _spelling(value: Any) -> str:
    """Return what JSON values that are equal have in common: 1 and 1.0 are, 1 and true are not."""
    return json.dumps(_whole(value), sort_keys=True)


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return {key: _whole(each) for key, each in value.items()} if isinstance(value, dict) else value
