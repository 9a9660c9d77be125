"""
Where a contract uses schemas: in bodies, parameters, headers, callbacks and webhooks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.reached import Reached, Use
from platform_constructs.contracts.lint.reading import entries_of, items_of
from platform_constructs.contracts.lint.shapes import Shapes

__all__ = ["METHODS", "reach_schemas"]

METHODS: Final = ("delete", "get", "head", "options", "patch", "post", "put", "trace")

_Resolve = Callable[[Node], Node]


def reach_schemas(root: Node, shapes: Shapes) -> Reached:
    """
    Return every schema of a document: those that something uses, and every component.

    Args:
        root: The document.
        shapes: Follows references, and keeps what schemas hold.
    """
    reached = Reached(shapes)
    walk = _Walk(reached, shapes.resolve)
    for _, entry in entries_of(root.get("paths")):
        walk.item(entry, ours=True)
    for _, entry in entries_of(root.get("webhooks")):
        walk.item(entry, ours=False)
    components = root.get("components")
    for _, schema in entries_of(components.get("schemas") if components else None):
        reached.add(schema, Use.NONE)
    for kind, add in (
        ("parameters", walk.parameter),
        ("headers", walk.header),
        ("requestBodies", walk.unused_body),
        ("responses", walk.unused_body),
    ):
        for _, entry in entries_of(components.get(kind) if components else None):
            add(entry)
    return reached


class _Walk:
    """Goes from path items down to schemas. `ours` is false where the client is the one who answers."""

    def __init__(self, reached: Reached, resolve: _Resolve) -> None:
        self._reached, self._resolve = reached, resolve
        self._seen: set[tuple[int, bool]] = set()
        self._walked: set[tuple[int, int]] = set()

    def item(self, entry: Node, *, ours: bool) -> None:
        todo = [(entry, ours)]
        while todo:
            written, is_ours = todo.pop()
            item = self._resolve(written)
            if not isinstance(item.value, dict) or (id(item.value), is_ours) in self._seen:
                continue
            self._seen.add((id(item.value), is_ours))
            for parameter in items_of(item.get("parameters")):
                self.parameter(parameter)
            for method in METHODS:
                operation = item.get(method)
                if operation is not None and isinstance(operation.value, dict):
                    todo += [(callback, not is_ours) for callback in self._operation(operation, ours=is_ours)]

    def _operation(self, operation: Node, *, ours: bool) -> Iterator[Node]:
        for parameter in items_of(operation.get("parameters")):
            self.parameter(parameter)
        taken, given = (Use.REQUEST, Use.RESPONSE) if ours else (Use.RESPONSE, Use.REQUEST)
        self._body(operation.get("requestBody"), taken)
        for _, response in entries_of(operation.get("responses")):
            self._body(response, given)
        for _, callback in entries_of(operation.get("callbacks")):
            yield from (entry for _, entry in entries_of(self._resolve(callback)))

    def parameter(self, written: Node) -> None:
        self._holder(self._resolve(written), Use.REQUEST | Use.PARAMETER)

    def header(self, written: Node) -> None:
        self._holder(self._resolve(written), Use.RESPONSE)

    def unused_body(self, written: Node) -> None:
        self._body(written, Use.NONE)

    def _body(self, written: Node | None, use: int) -> None:
        if written is not None:
            node = self._resolve(written)
            if self._holder(node, use):
                for _, header in entries_of(node.get("headers")):
                    self.header(header)

    def _holder(self, node: Node, use: int) -> bool:
        """Note the schemas that something exchanged has, once however many share it; return whether it was new."""
        key = (id(node.value), use)
        if key in self._walked:
            return False
        self._walked.add(key)
        self._reached.add(node.get("schema"), use)
        for _, media in entries_of(node.get("content")):
            self._reached.add(self._resolve(media).get("schema"), use)
        return True
