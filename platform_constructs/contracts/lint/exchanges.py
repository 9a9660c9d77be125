"""
What clients and the API exchange: parameters, bodies, responses and headers, each once with those who share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.parts import (
    HeaderPart,
    Media,
    OperationPart,
    ParameterPart,
    Part,
    RequestBodyPart,
    ResponsePart,
)
from platform_constructs.contracts.lint.reading import entries_of, is_mapping, text_of

if TYPE_CHECKING:
    from platform_constructs.contracts.lint.api import Api

__all__ = ["Exchanges", "in_order", "once"]

_Resolve = Callable[[Node], Node]
_Kind = TypeVar("_Kind", bound=Part)


class Exchanges:
    """
    The exchanges of an API, found when they are first asked for.

    Args:
        api: The API.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    @cached_property
    def _written(self) -> Mapping[int, tuple[Node, ...]]:
        """The parameters of each operation, by the operation's identity."""
        found = {}
        for path in self._api.paths:
            for operation in path.operations:
                merged: dict[tuple[str, str], Node] = {}
                for entry in (*path.items("parameters"), *operation.items("parameters")):
                    node = self._api.resolve(entry)
                    if is_mapping(node):
                        merged[text_of(node.get("in")), text_of(node.get("name"))] = node
                found[id(operation)] = tuple(merged[key] for key in sorted(merged))
        return found

    @cached_property
    def _parameters(self) -> Mapping[int, ParameterPart]:
        users: dict[int, list[OperationPart]] = {}
        nodes: list[Node] = []
        for operation in self._api.operations:
            for node in self._written[id(operation)]:
                users.setdefault(id(node.value), []).append(operation)
                nodes.append(node)
        holders = (*self._api.paths, *self._api.operations)
        nodes += [self._api.resolve(entry) for holder in holders for entry in holder.items("parameters")]
        nodes += [self._api.resolve(entry) for _, entry in self._api.components("parameters")]
        return {
            id(node.value): ParameterPart(
                node,
                self._api,
                text_of(node.get("name")),
                text_of(node.get("in")),
                _schema_of(node, self._api.resolve),
                tuple(users.get(id(node.value), ())),
            )
            for node in once(nodes)
        }

    @cached_property
    def parameters(self) -> tuple[ParameterPart, ...]:
        """Those of operations, paths and components."""
        return in_order(self._parameters.values())

    @cached_property
    def _taken(self) -> Mapping[int, tuple[ParameterPart, ...]]:
        return {key: tuple(self._parameters[id(node.value)] for node in nodes) for key, nodes in self._written.items()}

    def parameters_of(self, operation: OperationPart) -> tuple[ParameterPart, ...]:
        """Return an operation's parameters, its path's included, sorted by place and name."""
        return self._taken[id(operation)]

    @cached_property
    def _bodies(self) -> Mapping[int, RequestBodyPart]:
        users: dict[int, list[OperationPart]] = {}
        nodes: list[Node] = []
        for operation in self._api.operations:
            if (node := operation.get("requestBody")) is not None:
                users.setdefault(id(node.value), []).append(operation)
                nodes.append(node)
        nodes += [self._api.resolve(entry) for _, entry in self._api.components("requestBodies")]
        return {
            id(node.value): RequestBodyPart(
                node, self._api, _media_of(node, self._api.resolve), tuple(users.get(id(node.value), ()))
            )
            for node in once(nodes)
        }

    @cached_property
    def request_bodies(self) -> tuple[RequestBodyPart, ...]:
        """Those of operations and components."""
        return in_order(self._bodies.values())

    def request_body_of(self, operation: OperationPart) -> RequestBodyPart | None:
        """Return what an operation takes; None when it takes no body."""
        node = operation.get("requestBody")
        return None if node is None else self._bodies.get(id(node.value))

    @cached_property
    def _given(self) -> Mapping[int, tuple[tuple[str, Node], ...]]:
        """The statuses and responses of each operation, by the operation's identity."""
        found = {}
        for operation in self._api.operations:
            said = ((status, self._api.resolve(entry)) for status, entry in operation.entries("responses"))
            kept = (one for one in said if is_mapping(one[1]) and not one[0].startswith("x-"))
            found[id(operation)] = tuple(kept)
        return found

    @cached_property
    def _responses(self) -> Mapping[tuple[int, str], ResponsePart]:
        users: dict[tuple[int, str], list[OperationPart]] = {}
        nodes: dict[tuple[int, str], Node] = {}
        for operation in self._api.operations:
            for status, node in self._given[id(operation)]:
                nodes.setdefault((id(node.value), status), node)
                users.setdefault((id(node.value), status), []).append(operation)
        return {
            (key, status): ResponsePart(
                node,
                self._api,
                status,
                _media_of(node, self._api.resolve),
                tuple((name, self._api.resolve(header)) for name, header in entries_of(node.get("headers"))),
                tuple(users[key, status]),
            )
            for (key, status), node in nodes.items()
        }

    @cached_property
    def responses(self) -> tuple[ResponsePart, ...]:
        """Those that operations give, each once for each status it is used with."""
        return in_order(self._responses.values())

    @cached_property
    def _answers(self) -> Mapping[int, tuple[ResponsePart, ...]]:
        """The responses of each operation, by the operation's identity."""
        return {
            key: tuple(self._responses[id(node.value), status] for status, node in given)
            for key, given in self._given.items()
        }

    def responses_of(self, operation: OperationPart) -> tuple[ResponsePart, ...]:
        """Return what an operation gives, in the author's order."""
        return self._answers[id(operation)]

    @cached_property
    def headers(self) -> tuple[HeaderPart, ...]:
        """Those of responses and components."""
        named = [(name, node) for response in self.responses for name, node in response.headers]
        named += [(name, self._api.resolve(entry)) for name, entry in self._api.components("headers")]
        names: dict[int, str] = {}
        for name, node in named:
            names.setdefault(id(node.value), name)
        return in_order(
            HeaderPart(node, self._api, names[id(node.value)], _schema_of(node, self._api.resolve))
            for node in once(node for _, node in named)
        )


def once(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield each mapping once, wherever it is used."""
    seen: set[int] = set()
    for node in nodes:
        if is_mapping(node) and id(node.value) not in seen:
            seen.add(id(node.value))
            yield node


def in_order(parts: Iterable[_Kind]) -> tuple[_Kind, ...]:
    """Return parts as the document has them: by file and line, and as they were found where a line holds several."""
    return tuple(sorted(parts, key=lambda part: (part.node.file, part.node.line)))


def _media_of(holder: Node, resolve: _Resolve) -> tuple[Media, ...]:
    found = ((key, resolve(entry)) for key, entry in entries_of(holder.get("content")))
    return tuple(
        Media(key.partition(";")[0].strip().lower(), node, node.get("schema"))
        for key, node in found
        if is_mapping(node)
    )


def _schema_of(holder: Node, resolve: _Resolve) -> Node | None:
    """A parameter's or header's schema, which may stand in its content."""
    schema = holder.get("schema") or next((media.schema for media in _media_of(holder, resolve)), None)
    return None if schema is None else resolve(schema)
