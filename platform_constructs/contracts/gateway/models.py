"""
The models of a compiled contract: every schema that a request body leads to, lowered once and named once.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.gateway.lower import Lowering
from platform_constructs.contracts.gateway.misspelt import UnknownKeys
from platform_constructs.contracts.gateway.origins import Origins
from platform_constructs.contracts.gateway.sharing import same_models
from platform_constructs.contracts.notes import Notes

__all__ = ["Model", "Models"]

_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_LONGEST_NAME: Final = 100
_OR_NULL: Final = "OrNull"
_HOMES: Final = (("components", "schemas"), ("definitions",), ("$defs",))


@dataclass(frozen=True, slots=True)
class Model:
    """
    A model of the compiled body.

    Attributes:
        name: Letters and digits only.
        schema: In draft 4, with final references.
        at: Where the contract says it.
        others: Where the contract says the same again, in the order of names.
    """

    name: str
    schema: dict[str, Any] = field(repr=False)
    at: Node
    others: tuple[Node, ...]


@dataclass(slots=True)
class Models:
    """
    Takes the schemas that need a model and keeps them under API Gateway's kind of name: letters and digits only.

    Attributes:
        file: The contract file.
        is_31: Whether its schemas are JSON Schema 2020-12.
        references: Leads from `$ref` to schema.
        notes: Takes what could not be carried.
        origins: Takes where each part came from.
    """

    file: str
    is_31: bool
    references: References
    notes: Notes
    origins: Origins
    _wishes: dict[str, str] = field(default_factory=dict)  # by key; `_named` makes them unique
    _given: set[str] = field(default_factory=set)  # keys whose wish is a component's own name
    _asked: set[str] = field(default_factory=set)  # keys of the models of bodies
    _schemas: dict[str, Node] = field(default_factory=dict)
    _waiting: deque[tuple[str, Node, bool]] = field(default_factory=deque)
    _lowering: Lowering = field(init=False)

    def __post_init__(self) -> None:
        self._lowering = Lowering(self.is_31, self.references, self.notes, self._refer, origins=self.origins)

    @property
    def unknown(self) -> UnknownKeys:
        """The keys of schemas that are no keywords."""
        return self._lowering.unknown

    def model(self, schema: Node, wish: str) -> dict[str, Any]:
        """Return a reference to a schema's model, named `wish` if the schema stands where it is used."""
        is_alias = self._lowering.is_alias(schema)
        link = self._refer(schema, False) if is_alias else self._reference(schema, wish, False)
        self._asked.add(link["$ref"])
        return link

    def _refer(self, schema: Node, nullable: bool) -> dict[str, Any]:
        target = self.references.target(schema)
        while self._lowering.is_alias(target):
            target = self.references.target(target)
        return self._reference(target, "", nullable)

    def _reference(self, schema: Node, wish: str, nullable: bool) -> dict[str, Any]:
        key = f"{schema.file}#{schema.pointer}{chr(0) if nullable else ''}"  # no pointer holds NUL
        if key not in self._wishes:
            tokens = schema.tokens
            is_component = schema.file == self.file and tokens[:2] == _HOMES[0] and len(tokens) == 3
            name = str(tokens[2]) if is_component else wish or self._derived(schema)
            self._wishes[key] = f"{name}{_OR_NULL}" if nullable else name
            if is_component and not nullable:
                self._given.add(key)
            self._schemas[key] = schema
            self._waiting.append((key, schema, nullable))
        return {"$ref": key}

    def _derived(self, schema: Node) -> str:
        tokens = schema.tokens
        for home in _HOMES:
            if tokens[: len(home)] == home:
                tokens = tokens[len(home) :]
        stem = "" if schema.file == self.file else posixpath.basename(schema.file).split(".")[0]
        return "/".join((stem, *map(str, tokens)))

    def finish(self) -> tuple[tuple[Model, ...], Mapping[str, str]]:
        """
        Lower everything that was asked for and all it leads to; what says the same becomes one model.

        Returns:
            The models, sorted by name, and for each reference handed out the one it stands for.

        Raises:
            ContractError: when a schema is not shaped as OpenAPI wants it.
        """
        lowered: dict[str, dict[str, Any]] = {}
        while self._waiting:
            key, schema, nullable = self._waiting.popleft()
            model = self._lowering.lower(schema, nullable=nullable)
            lowered[key] = self.origins.put({"allOf": [model]}, schema) if "$ref" in model else model
        groups: dict[str, list[str]] = {}
        for key, same in same_models(_reached(lowered, self._asked)).items():
            groups.setdefault(same, []).append(key)
        kept = {min(keys, key=self._rank): sorted(keys, key=self._rank)[1:] for keys in groups.values()}
        names = self._named(kept)
        links = {
            other: f"#/components/schemas/{names[key]}" for key, others in kept.items() for other in (key, *others)
        }
        models = [
            Model(
                names[key],
                self._linked(lowered[key], links),
                self._schemas[key],
                tuple(self._schemas[other] for other in others),
            )
            for key, others in kept.items()
        ]
        return tuple(sorted(models, key=lambda model: model.name)), links

    def _rank(self, key: str) -> tuple[bool, str, str]:
        """The author's own names come first."""
        return (key not in self._given, self._wishes[key], key)

    def _linked(self, value: Any, links: Mapping[str, str]) -> Any:
        """Return a lowered schema with the references handed out replaced by final ones."""
        if isinstance(value, dict):
            copied = {
                key: links[item] if key == "$ref" and isinstance(item, str) else self._linked(item, links)
                for key, item in value.items()
            }
            node = self.origins.of(value)
            return copied if node is None else self.origins.put(copied, node)
        return [self._linked(item, links) for item in value] if isinstance(value, list) else value

    def _named(self, keys: Iterable[str]) -> dict[str, str]:
        """Return a name for each key; who comes first, or what else there is, changes no name but a taken one."""
        names = {key: _short(self._wishes[key]) for key in keys}
        wanted = Counter(name.lower() for name in names.values())
        for key, name in names.items():
            is_unchanged = key in self._given and name == self._wishes[key]
            if wanted[name.lower()] > 1 and not is_unchanged:
                names[key] = name + hashlib.sha256(key.encode()).hexdigest()[:8]
        return names


def _reached(models: Mapping[str, dict[str, Any]], start: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the models that others still lead to: a branch may have been dropped after it was followed."""
    found: dict[str, dict[str, Any]] = {}
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = models[key]
            parts: list[Any] = [models[key]]
            while parts:
                part = parts.pop()
                if isinstance(part, dict) and isinstance(part.get("$ref"), str):
                    waiting.append(part["$ref"])
                elif isinstance(part, dict | list):
                    parts.extend(part.values() if isinstance(part, dict) else part)
    return found


def _short(wish: str) -> str:
    if wish.isascii() and wish.isalnum() and len(wish) <= _LONGEST_NAME:
        return wish
    words = _WORD.findall(wish)
    return "".join(word[:1].upper() + word[1:] for word in words)[:_LONGEST_NAME] or "Model"
