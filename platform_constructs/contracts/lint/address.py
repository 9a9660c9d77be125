"""
What a place in a contract is called by waivers and baselines, which outlive the line it stands in today.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.errors import shown

__all__ = ["Addresses"]

_LONGEST: Final = 1_500  # characters; files in which it is written take 2,000
_DEEPEST: Final = 3  # keys and indexes that tell what a place belongs to
_METHODS: Final = frozenset({"delete", "get", "head", "options", "patch", "post", "put", "trace"})


class Addresses:
    """
    Names the places of one contract.

    Args:
        file: The contract file.
        root_of: Gives the root value of each file of the contract.
    """

    def __init__(self, file: str, root_of: Callable[[str], Any]) -> None:
        self._file, self._root_of = file, root_of
        self._homes: dict[tuple[str, tuple[str | int, ...]], str] = {}

    def lasting(self, node: Node) -> str:
        """
        Return a pointer that survives an insertion before it: parameters, tags and servers go by name, not by number.
        """
        if int not in map(type, node.tokens):
            return self._in_file(node.file, node.pointer)
        value, said = self._root_of(node.file), []
        for token in node.tokens:
            inner = value[token]
            said.append(_name(inner, token) if isinstance(token, int) else str(token))
            value = inner
        return self._in_file(node.file, Node(node.file, tuple(said), None, 0, {}).pointer)

    def home(self, node: Node) -> str:
        """
        Return what a place belongs to, as waivers call it: an operation by its operationId, a component, path or
        other part of the document by its JSON pointer, the document as a whole by `#`.
        """
        key = (node.file, node.tokens[:_DEEPEST])
        if key not in self._homes:
            self._homes[key] = self._home(*key)
        return self._homes[key]

    def _home(self, file: str, tokens: tuple[str | int, ...]) -> str:
        match tokens:
            case ("paths", str(path), str(method), *_) if method in _METHODS:
                operation = self._root_of(file)["paths"][path][method]
                name = operation.get("operationId") if isinstance(operation, dict) else None
                if isinstance(name, str) and name and file == self._file:
                    return shown(name, longest=_LONGEST)
                depth = 3
            case ("components", *_):
                depth = 3
            case ("paths", *_):
                depth = 2
            case ():
                return self._in_file(file, "#")
            case _:
                depth = 1
        return self._in_file(file, Node(file, tokens[:depth], None, 0, {}).pointer)

    def _in_file(self, file: str, said: str) -> str:
        whole = said if file == self._file else f"{file.rpartition('/')[2]}#{said.removeprefix('#')}"
        return shown(whole, longest=_LONGEST)


def _name(value: Any, index: int) -> str:
    """Return what tells an item of a list from its neighbours, and stays when they come and go."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        for key in ("$ref", "url", "name"):
            if isinstance(said := value.get(key), str):
                return f"{said}:{value['in']}" if isinstance(value.get("in"), str) else said
    return str(index)
