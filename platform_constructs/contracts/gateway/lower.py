"""
One schema lowered from OpenAPI 3.0 or JSON Schema 2020-12 to what API Gateway's models can say.

The law: a lowered schema accepts whatever the contract's schema accepts, and perhaps more. The backend checks the
rest. `title`, `default` and their like go, and so does every keyword that API Gateway's importer would misread.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.gateway.constraints import Patterns, carried_constraints, carried_values
from platform_constructs.contracts.gateway.dialects import dialect_faults
from platform_constructs.contracts.gateway.discriminators import Discriminators
from platform_constructs.contracts.gateway.keywords import CARRIED, CHECKING, DESCRIBING, EVALUATING, STRUCTURAL
from platform_constructs.contracts.gateway.misspelt import UnknownKeys
from platform_constructs.contracts.gateway.origins import Origins
from platform_constructs.contracts.gateway.read_only import ReadOnly
from platform_constructs.contracts.notes import Loss, Notes

__all__ = ["Lowering"]

_KINDS: Final = frozenset({"array", "boolean", "integer", "number", "object", "string"})
# Formats that all validators read alike. Others are notes to people (JSON Schema 2020-12 makes them no more).
_FORMATS: Final = frozenset({"date", "date-time", "email", "ipv4", "ipv6", "uuid"})
_UNCHOSEN: Final = "a `discriminator` is left to the backend unless it maps values to the branches of a union"


@dataclass(frozen=True, slots=True)
class Lowering:
    """
    How the schemas of one contract are lowered.

    Attributes:
        is_31: Whether they are JSON Schema 2020-12 rather than OpenAPI 3.0's dialect.
        references: Leads from `$ref` to schema.
        notes: Takes what could not be carried.
        refer: Makes what a schema's `$ref` leads to a model, if told so one that null passes, and returns the
            reference to it.
        unknown: Takes keys that are no keywords.
        origins: Takes where each lowered schema came from.
    """

    is_31: bool
    references: References
    notes: Notes
    refer: Callable[[Node, bool], dict[str, Any]]
    unknown: UnknownKeys = field(default_factory=UnknownKeys)
    origins: Origins = field(default_factory=Origins)
    _patterns: Patterns = field(default_factory=Patterns)
    _read_only: ReadOnly = field(init=False)
    _discriminators: Discriminators = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_read_only", ReadOnly(self.references))
        object.__setattr__(self, "_discriminators", Discriminators(self.references))

    def is_alias(self, schema: Node) -> bool:
        """Return whether a schema is another one and adds nothing to it."""
        value = schema.value
        if not isinstance(value, dict) or not isinstance(value.get("$ref"), str) or value.get("nullable") is True:
            return False
        return not self.is_31 or not any(self._constrains(key) for key in value)

    def _constrains(self, key: str) -> bool:
        return key in CARRIED or key in CHECKING or key == "type"

    def lower(
        self, schema: Node, *, nullable: bool = False, read_only: frozenset[str] | None = frozenset()
    ) -> dict[str, Any]:
        """
        Return a schema for a model.

        Args:
            schema: As the contract wrote it.
            nullable: Whether null has to pass too.
            read_only: Properties that a request need not send, whatever `required` says; None for any of them.

        Raises:
            ContractError: when the schema is not shaped as OpenAPI wants it.
        """
        return self.origins.put(self._lowered(schema, nullable, read_only), schema)

    def _lowered(self, schema: Node, nullable: bool, read_only: frozenset[str] | None) -> dict[str, Any]:
        value = schema.value
        if self.is_31 and isinstance(value, bool):
            if not value:
                self.notes.add(schema, "schemas that accept nothing are left to the backend", Loss.UNCHECKED)
            return {}
        schema.entries()
        if not isinstance(value.get("$ref"), str):
            return self._keywords(schema, nullable, read_only)
        nullable = nullable or value.get("nullable") is True
        reference = self.refer(schema, nullable)
        if not self.is_31 and any(self._constrains(key) for key in value):
            self.notes.add(schema, "keywords beside `$ref` are ignored, as OpenAPI 3.0 says")
        more = self._keywords(schema, nullable, read_only) if self.is_31 and not self.is_alias(schema) else {}
        if not more:
            return reference
        return {"allOf": [self.origins.put(reference, schema), self.origins.put(more, schema)]}

    def _keywords(self, schema: Node, nullable: bool, read_only: frozenset[str] | None) -> dict[str, Any]:
        kinds = self._kinds(schema)
        nullable = nullable or schema.value.get("nullable") is True or "null" in kinds
        kinds -= {"null"}
        if kinds == {"integer", "number"}:
            kinds = frozenset({"number"})
        kind = next(iter(kinds)) if len(kinds) == 1 and not nullable else None
        self._note_dropped(schema, kind)
        if nullable:
            # The type has to go: the import drops `nullable` and misreads `null` as a type (hashicorp/
            # terraform-provider-aws#27344, aws/serverless-application-model#2374), so null would be refused.
            # The other keywords bind one type only, so null passes them.
            self.notes.add(schema, "values that may be null are checked without their type", Loss.LOOSER)
            if not kinds and "type" in schema.value:
                return {}
        elif len(kinds) > 1:
            self.notes.add(schema, "values of several types are checked without their types", Loss.LOOSER)
        lowered: dict[str, Any] = {"type": kind} if kind else {}
        lowered |= carried_constraints(schema, self.notes, self._patterns)
        lowered |= carried_values(schema, kind, self.notes, any_type=not kinds and not nullable, is_31=self.is_31)
        said = schema.get("format")
        if said is not None and kind == "string" and "enum" not in lowered and said.text() in _FORMATS:
            lowered["format"] = said.value
        self._shape(schema, kind, lowered, read_only)
        if not self._branches(schema, nullable, lowered, read_only) and "discriminator" in schema.value:
            self.notes.add(schema, _UNCHOSEN, Loss.UNCHECKED)
        if self.is_31 and lowered.get("type") == "integer":
            # 2020-12 calls 1.0 an integer, draft 4 does not
            lowered["type"] = "number"
            step = lowered.get("multipleOf", 1)
            lowered["multipleOf"] = step if isinstance(step, int) else 1
        return lowered

    @staticmethod
    def _kinds(schema: Node) -> frozenset[str]:
        said = schema.get("type")
        if said is None:
            return frozenset()
        listed = list(said.items()) if isinstance(said.value, list) else [said]
        for kind in listed:
            if kind.text() not in _KINDS and kind.value != "null":
                fix = "write one of " + ", ".join(sorted(_KINDS))
                raise kind.refuse("CON-009", "type names no JSON type", kind.value, fix)
        return frozenset(kind.value for kind in listed)

    def _note_dropped(self, schema: Node, kind: str | None) -> None:
        for key in schema.value:
            if key in CARRIED or key in STRUCTURAL or key.startswith("x-") or (key == "const" and self.is_31):
                continue
            if key == "unevaluatedProperties" and self._is_closed(schema, kind):
                continue
            if key == "format" and schema.child(key).text() in _FORMATS:
                continue
            if key == "$schema" and self.is_31:
                self.notes.faults.extend(dialect_faults(schema.child(key)))
            if key in DESCRIBING:
                self.notes.add(schema, f"`{key}` is left out of models: it checks nothing there")
            elif key in CHECKING:
                what = f"`{key}` is left to the backend: API Gateway cannot check it"
                self.notes.add(schema, what, Loss.UNCHECKED)
            else:
                self.unknown.add(schema, key)

    def _shape(self, schema: Node, kind: str | None, lowered: dict[str, Any], read_only: frozenset[str] | None) -> None:
        """
        Carry what objects and lists contain.

        The importer takes `items` for a list and `additionalProperties` for an object even where no type is said.
        """
        if (properties := schema.get("properties")) is not None:
            lowered["properties"] = {name: self.lower(part) for name, part in properties.entries()}
        if (required := schema.get("required")) is not None:
            names = {name.text() for name in required.items()}
            optional = self._joined(read_only, self._read_only.names(schema))
            if optional is not None and names - optional:
                lowered["required"] = sorted(names - optional)
        others = schema.get("additionalProperties")
        if others is not None and others.value is not True:
            if kind == "object" and "patternProperties" not in schema.value:
                part = False if others.value is False else self.lower(others)
                if part != {}:
                    lowered["additionalProperties"] = part
            else:
                what = "`additionalProperties` is carried only for plain objects"
                self.notes.add(schema, what, Loss.UNCHECKED)
        elif self._is_closed(schema, kind):
            lowered["additionalProperties"] = False
        if kind == "array":
            items = schema.get("items")
            # with prefixItems, items is about the rest of the list only
            plain = items is not None and "prefixItems" not in schema.value and not isinstance(items.value, list)
            lowered["items"] = self.lower(items) if items is not None and plain else {}
        elif "items" in schema.value:
            self.notes.add(schema, "`items` is carried only for plain lists", Loss.UNCHECKED)

    def _is_closed(self, schema: Node, kind: str | None) -> bool:
        """Return whether `unevaluatedProperties: false` says what draft 4's `additionalProperties: false` does."""
        value = schema.value
        is_said = self.is_31 and kind == "object" and value.get("unevaluatedProperties") is False
        return is_said and not value.keys() & EVALUATING

    @staticmethod
    def _joined(names: frozenset[str] | None, more: frozenset[str] | None) -> frozenset[str] | None:
        return None if names is None or more is None else names | more

    def _branches(
        self, schema: Node, nullable: bool, lowered: dict[str, Any], read_only: frozenset[str] | None
    ) -> bool:
        """Carry what is composed, and return whether the schema's discriminator could be carried with it."""
        if not schema.value.keys() & {"allOf", "anyOf", "oneOf"}:
            return False
        names = self._joined(read_only, self._read_only.names(schema))
        if (every := schema.get("allOf")) is not None:
            parts = [self.lower(part, nullable=nullable, read_only=names) for part in every.items()]
            if parts := [part for part in parts if part]:
                lowered["allOf"] = parts
        unions = {key: union for key in ("anyOf", "oneOf") if (union := schema.get(key)) is not None}
        is_chosen = False
        for key, union in unions.items():
            parts, chosen = self._union(schema if len(unions) == 1 else None, union, nullable, names)
            is_chosen = is_chosen or chosen
            if key == "oneOf":
                # two branches that differed may look alike once lowered; then oneOf would refuse what it accepted
                self.notes.add(schema, "`oneOf` is checked as `anyOf`", Loss.LOOSER)
            if parts and "anyOf" in lowered:
                lowered.setdefault("allOf", []).append(self.origins.put({"anyOf": parts}, schema))
            elif parts:
                lowered["anyOf"] = parts
        return is_chosen

    def _union(
        self, chooser: Node | None, union: Node, nullable: bool, read_only: frozenset[str] | None
    ) -> tuple[list[dict[str, Any]], bool]:
        """Return the branches, none when one of them accepts everything; and whether they are held to their values."""
        listed = [(part, isinstance(part.value, dict) and part.value.get("type") == "null") for part in union.items()]
        nullable = nullable or any(is_null for _, is_null in listed)
        branches = [part for part, is_null in listed if not is_null]
        parts = [self.lower(part, nullable=nullable, read_only=read_only) for part in branches]
        if not all(parts):
            return [], False
        chosen = self._discriminators.chosen(chooser, branches) if chooser is not None else None
        if chosen is not None:
            put = self.origins.put
            parts = [
                put({"allOf": [part, put(bound, chosen.at)]}, branch) if (bound := chosen.bound(number)) else part
                for number, (part, branch) in enumerate(zip(parts, branches, strict=True))
            ]
        return list({json.dumps(part, sort_keys=True): part for part in parts}.values()), chosen is not None
