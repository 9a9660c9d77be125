"""
What a discriminator with a mapping says that draft 4 can check: which values lead to which branch of a union.

OpenAPI: a value that matches no implicit or explicit mapping determines no schema, and validation should fail. Only a
union lists its schemas. A parent with a discriminator does not: TM Forum and MEF let clients name types of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["Chosen", "Discriminators"]

_HOME: Final = "#/components/schemas/"
_MOST_SPREAD: Final = 20  # values whose schema is no branch: each branch has to let them pass
_ELSEWHERE: Final = "@schemaLocation"  # TM Forum's and MEF's: the schema of a type that the contract does not know
_IN_PLACE: Final = ("allOf", "anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    What a union's discriminator says of its branches.

    Attributes:
        at: The discriminator.
        property: The property that it looks at.
        values: For each branch the values that lead to it, sorted; none where nothing names the branch.
    """

    at: Node
    property: str
    values: tuple[tuple[str, ...], ...]

    def bound(self, branch: int) -> dict[str, Any] | None:
        """Return what holds a branch to its values; None when any value may lead there."""
        values = self.values[branch]
        return {"properties": {self.property: {"type": "string", "enum": list(values)}}} if values else None


@dataclass(slots=True)
class Discriminators:
    """Reads the discriminators of one contract, and remembers of each schema what it says of a property."""

    references: References
    _kinds: dict[tuple[int, str], frozenset[bool]] = field(default_factory=dict)

    def chosen(self, schema: Node, branches: Sequence[Node]) -> Chosen | None:
        """
        Return what a schema's discriminator says of the branches of its union.

        Returns:
            None when it names no values, a branch stands in place, the property is not a text in each of them, or a
            value may name a type that is described elsewhere.

        Raises:
            ContractError: when the discriminator is not shaped as OpenAPI wants it.
        """
        at = schema.get("discriminator")
        mapping = at.get("mapping") if at is not None else None
        if at is None or mapping is None:
            return None
        named = [(key, target.text()) for key, target in mapping.entries()]
        name = at.needs("propertyName").text()
        refs = [branch.value.get("$ref") if isinstance(branch.value, dict) else None for branch in branches]
        if not named or not all(isinstance(ref, str) for ref in refs):
            return None
        if not all(self._declared_as(branch, name) == {True} for branch in branches):
            return None
        if any(self._declared_as(branch, _ELSEWHERE) for branch in branches):
            return None
        keys: dict[str, list[str]] = {str(ref): [] for ref in refs}
        spread: list[str] = []
        for key, target in named:
            keys.get(target if target in keys else f"{_HOME}{target}", spread).append(key)
        if len(spread) > _MOST_SPREAD:
            return None
        values = []
        for ref in map(str, refs):
            own = {*keys[ref], *([_last(ref)] if "#/" in ref else [])}
            values.append(tuple(sorted({*own, *spread})) if own else ())
        return Chosen(at, name, tuple(values))

    def _declared_as(self, branch: Node, name: str) -> frozenset[bool]:
        """Return whether a branch declares a property as a text: yes, no, both, or not at all."""
        waiting = [branch]
        while waiting:
            node = waiting[-1]
            parts = list(self._in_place(node))
            if unknown := [part for part in parts if (id(part.value), name) not in self._kinds]:
                waiting.extend(unknown)
                continue
            waiting.pop()
            kinds = frozenset[bool]().union(
                self._declared(node, name), *(self._kinds[id(p.value), name] for p in parts)
            )
            self._kinds[id(node.value), name] = kinds
        return self._kinds[id(branch.value), name]

    def _declared(self, schema: Node, name: str) -> Iterator[bool]:
        properties = schema.get("properties")
        part = properties.get(name) if properties is not None else None
        if part is not None:
            value = self.references.resolve(part).value
            yield isinstance(value, dict) and value.get("type") == "string" and value.get("nullable") is not True

    def _in_place(self, node: Node) -> Iterator[Node]:
        """Yield what a schema applies to the same instance; that never forms a circle (CON-016)."""
        if not isinstance(node.value, dict):
            return
        if isinstance(node.value.get("$ref"), str):
            yield self.references.target(node)
        for key in _IN_PLACE:
            if isinstance(node.value.get(key), list):
                yield from (part for part in node.child(key).items() if isinstance(part.value, dict))


def _last(ref: str) -> str:
    """Return the name at the end of a reference, which is the implicit value of a discriminator."""
    return unquote(ref.rpartition("/")[2]).replace("~1", "/").replace("~0", "~")
