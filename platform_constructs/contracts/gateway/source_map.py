"""
From each part of a compiled body back to the contract: file, line and pointer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.gateway.origins import Origins
from platform_constructs.model.place import Place

__all__ = ["SourceMap"]

_Tokens = tuple[str | int, ...]


class SourceMap(Mapping[str, Place]):
    """
    JSON pointers of a body, as API Gateway gets it, and the places of the contract that they came from.

    It holds operations, parameters, bodies, responses, headers, models and every schema in a model. `at` answers for
    what stands inside them too. What the platform added, such as `info` or an extension, is not in it.

    Args:
        body: The body before it is escaped for Terraform.
        origins: Where its parts came from.
    """

    def __init__(self, body: Mapping[str, Any], origins: Origins) -> None:
        self._body, self._origins = body, origins
        self._known: dict[str, Node] | None = None

    def __getitem__(self, pointer: str) -> Place:
        return self._nodes()[pointer].place

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes())

    def __len__(self) -> int:
        return len(self._nodes())

    def at(self, pointer: str) -> Place | None:
        """
        Return where a part of the body came from: its own place, or of the nearest part around it.

        A keyword that stands in the contract as it does in the body is led to its own line.
        """
        node = self.node(pointer)
        return node.place if node is not None else None

    def node(self, pointer: str) -> Node | None:
        """Return what a part of the body came from; see `at`."""
        nodes, inside = self._nodes(), list[str]()
        while pointer not in nodes:
            if not pointer:
                return None
            pointer, _, token = pointer.rpartition("/")
            inside.insert(0, token.replace("~1", "/").replace("~0", "~"))
        node = nodes[pointer]
        for token in inside:
            if not isinstance(node.value, dict) or token not in node.value:
                break
            node = node.child(token)
        return node

    def _nodes(self) -> dict[str, Node]:
        """Walk the body when it is first asked for: most runs never do."""
        if self._known is None:
            self._known = dict(sorted(self._walk()))
        return self._known

    def _walk(self) -> Iterator[tuple[str, Node]]:
        waiting: list[tuple[str, Any]] = [("", self._body)]
        while waiting:
            pointer, value = waiting.pop()
            if isinstance(value, dict):
                if (node := self._origins.of(value)) is not None:
                    yield pointer, node
                waiting.extend(
                    (f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", part)
                    for key, part in value.items()
                    if isinstance(part, dict | list)
                )
            elif isinstance(value, list):
                waiting.extend(
                    (f"{pointer}/{index}", part) for index, part in enumerate(value) if isinstance(part, dict | list)
                )
