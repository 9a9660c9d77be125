"""
A value of a contract together with where it stands, and the questions that insist on its shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from platform_constructs.errors import ContractError
from platform_constructs.model.place import Place

__all__ = ["Node"]


@dataclass(slots=True)  # nobody changes one; frozen, each of a hundred thousand would take three times as long
class Node:
    """
    A value and its address.

    Attributes:
        file: The file it stands in.
        tokens: The keys and indexes that lead to it from the file's root.
        value: What was written; JSON types only.
        line: Its line, or of its key, counted from 1.
        marks: The file's lines: of each list and mapping, by `id()`, of each key and index.
    """

    file: str
    tokens: tuple[str | int, ...]
    value: Any
    line: int
    marks: Mapping[int, Mapping[str | int, int]] = field(repr=False, compare=False)

    @property
    def pointer(self) -> str:
        """Its JSON pointer, such as `/paths/~1orders/post`."""
        return "".join(f"/{str(token).replace('~', '~0').replace('/', '~1')}" for token in self.tokens)

    @property
    def place(self) -> Place:
        """Where a person finds it."""
        return Place(self.file, self.line, self.pointer)

    def child(self, key: str | int) -> Node:
        """Return a key's or index's value. There must be one."""
        line = self.marks.get(id(self.value), {}).get(key, self.line)
        return Node(self.file, (*self.tokens, key), self.value[key], line, self.marks)

    def get(self, key: str) -> Node | None:
        """Return a key's value; None when this is no mapping or has no such key."""
        return self.child(key) if isinstance(self.value, dict) and key in self.value else None

    def refuse(self, code: str, what: str, got: object, fix: str) -> ContractError:
        """Return an error that names this place."""
        return ContractError(code, what, at=self.place, got=got, fix=fix)

    def _wrong(self, shape: str) -> ContractError:
        name = str(self.tokens[-1]) if self.tokens else "the document"
        kinds = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
        kind = kinds.get(type(self.value), "a number")
        got = kind if isinstance(self.value, dict | list | None) else self.value
        return self.refuse("CON-009", f"{name} must be {shape}, not {kind}", got, f"write {shape}")

    def entries(self) -> Iterator[tuple[str, Node]]:
        """
        Yield the keys and values of a mapping, in the author's order.

        Raises:
            ContractError: when it is no mapping.
        """
        if not isinstance(self.value, dict):
            raise self._wrong("a mapping")
        return ((key, self.child(key)) for key in self.value)

    def items(self) -> Iterator[Node]:
        """
        Yield the items of a list.

        Raises:
            ContractError: when it is no list.
        """
        if not isinstance(self.value, list):
            raise self._wrong("a list")
        return (self.child(index) for index in range(len(self.value)))

    def text(self) -> str:
        """
        Return a text.

        Raises:
            ContractError: when it is none.
        """
        if not isinstance(self.value, str):
            raise self._wrong("a text (quote it)" if isinstance(self.value, int | float) else "a text")
        return self.value

    def flag(self) -> bool:
        """
        Return true or false.

        Raises:
            ContractError: when it is neither.
        """
        if not isinstance(self.value, bool):
            raise self._wrong("true or false")
        return self.value

    def needs(self, key: str) -> Node:
        """
        Return a key's value.

        Raises:
            ContractError: when this is no mapping or lacks the key.
        """
        if not isinstance(self.value, dict):
            raise self._wrong("a mapping")
        if key not in self.value:
            name = str(self.tokens[-1]) if self.tokens else "the document"
            raise self.refuse("CON-011", f"{name} says nothing about {key}", "nothing", f"add {key}")
        return self.child(key)

    def only(self, *keys: str) -> None:
        """
        Insist on known keys; `x-` extensions are always fine.

        Raises:
            ContractError: for any other key: what we would overlook may be what the author counted on.
        """
        for key, value in self.entries():
            if key not in keys and not key.startswith("x-"):
                name = f"under {self.tokens[-1]}" if self.tokens else "at the top"
                fix = f"correct it; known are {', '.join(sorted(keys))}"
                raise value.refuse("CON-010", f"OpenAPI knows no such key {name}", key, fix)
