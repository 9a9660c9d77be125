"""
The parts of a contract that rules are asked about. Each stands once, however many operations share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.part import Media, Part

__all__ = [
    "KINDS",
    "ApiPart",
    "HeaderPart",
    "Media",
    "OperationPart",
    "ParameterPart",
    "Part",
    "PathPart",
    "PropertyPart",
    "RequestBodyPart",
    "ResponsePart",
    "SchemaPart",
    "SecuritySchemePart",
    "ServerPart",
]


@dataclass(frozen=True, slots=True, eq=False)
class ApiPart(Part):
    """The document itself; there is one."""


@dataclass(frozen=True, slots=True, eq=False)
class PathPart(Part):
    """
    One entry of `paths`.

    Attributes:
        path: The template as written, such as `/orders/{id}`, without the servers' base path.
        key: Where the template stands: the entry as written.
    """

    path: str
    key: Node

    @property
    def segments(self) -> tuple[str, ...]:
        """The path between its slashes, such as `("orders", "{id}")`."""
        return tuple(segment for segment in self.path.split("/") if segment)

    @property
    def operations(self) -> tuple[OperationPart, ...]:
        """Its operations."""
        return self.api.operations_at(self.path)


@dataclass(frozen=True, slots=True, eq=False)
class ServerPart(Part):
    """
    One server of the document, a path or an operation.

    Attributes:
        url: As written; empty when it is no text.
    """

    url: str


@dataclass(frozen=True, slots=True, eq=False)
class SecuritySchemePart(Part):
    """
    One of `components.securitySchemes`.

    Attributes:
        name: Its key.
    """

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class SchemaPart(Part):
    """
    One schema: a component, or written where it is used, or a part of another. A bare `$ref` is none of its own.

    Attributes:
        name: Its key in `components.schemas`; empty for any other.
        in_requests: Whether a client may write it: it is reached from a request body or parameter, or from what a
            webhook or callback answers.
        in_responses: Whether the API may write it: it is reached from a response, or from what a webhook sends.
        in_parameters: Whether it is reached from a parameter.
    """

    name: str = ""
    in_requests: bool = False
    in_responses: bool = False
    in_parameters: bool = False

    @property
    def types(self) -> frozenset[str]:
        """What `type` says, `null` included, its allOf branches followed; empty when it says nothing."""
        return self.api.types(self.node)

    @property
    def properties(self) -> tuple[PropertyPart, ...]:
        """Its own properties, those of allOf left to its branches."""
        return self.api.properties_at(self)


@dataclass(frozen=True, slots=True, eq=False)
class PropertyPart(Part):
    """
    One property of one schema; `node` is what it is, references followed, which properties may share.

    Attributes:
        name: Its key.
        written: The property as written, which may be a `$ref`: what is wrong with its name is wrong here.
        owner: The schema it is a property of.
        is_required: Whether that schema requires it.
    """

    name: str
    written: Node
    owner: SchemaPart
    is_required: bool


@dataclass(frozen=True, slots=True, eq=False)
class ParameterPart(Part):
    """
    One parameter: of `components.parameters`, a path or an operation.

    Attributes:
        name: As written; empty when it is no text.
        place: `cookie`, `header`, `path` or `query`, as written.
        schema: Its schema, references followed, also where it stands in `content`; None when it has none.
        users: The operations that take it, in the document's order; empty when none does.
    """

    name: str
    place: str
    schema: Node | None
    users: tuple[OperationPart, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RequestBodyPart(Part):
    """
    One request body.

    Attributes:
        content: Its media types, in the author's order.
        users: The operations that take it; empty when none does.
    """

    content: tuple[Media, ...]
    users: tuple[OperationPart, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HeaderPart(Part):
    """
    One header of a response, or of `components.headers`.

    Attributes:
        name: As the response calls it, otherwise its key.
        schema: Its schema, references followed; None when it has none.
    """

    name: str
    schema: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class ResponsePart(Part):
    """
    One response under one status: a shared response stands once for each status it is used with.

    Attributes:
        status: Such as `200`, `4XX` or `default`.
        content: Its media types, in the author's order.
        headers: Its headers by name, references followed.
        users: The operations that give it, in the document's order; at least one.
    """

    status: str
    content: tuple[Media, ...]
    headers: tuple[tuple[str, Node], ...]
    users: tuple[OperationPart, ...]

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.status[:1] == "2"

    @property
    def is_error(self) -> bool:
        """Whether the status is 4xx, 5xx or `default`."""
        return self.status == "default" or self.status[:1] in ("4", "5")

    def header(self, name: str) -> Node | None:
        """Return a header, whatever its case; None when the response declares none of that name."""
        return next((node for key, node in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, eq=False)
class OperationPart(Part):
    """
    One operation under `paths`. Those of webhooks and callbacks are the client's, and are no parts of their own.

    Attributes:
        method: Upper case, such as `POST`.
        path: The template as written.
        id: The operationId; empty when there is none.
    """

    method: str
    path: str
    id: str

    @property
    def label(self) -> str:
        """How messages call it, such as `POST /orders`."""
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> tuple[ParameterPart, ...]:
        """Its own and its path's, where it does not say them anew; sorted by place and name."""
        return self.api.exchanges.parameters_of(self)

    @property
    def request_body(self) -> RequestBodyPart | None:
        """What it takes; None when it takes no body."""
        return self.api.exchanges.request_body_of(self)

    @property
    def responses(self) -> tuple[ResponsePart, ...]:
        """What it gives, in the author's order."""
        return self.api.exchanges.responses_of(self)

    @property
    def security(self) -> Node | None:
        """The list of requirements that holds for it: its own, or else the document's; None when neither is there."""
        own = self.node.get("security")
        return own if own is not None else self.api.root.get("security")

    @property
    def is_deprecated(self) -> bool:
        """Whether it says `deprecated: true`."""
        return self.node.value.get("deprecated") is True

    def response(self, status: str) -> ResponsePart | None:
        """Return the response of exactly this status; None when it declares none."""
        return next((one for one in self.responses if one.status == status), None)


KINDS: Final = frozenset(
    {
        ApiPart,
        HeaderPart,
        OperationPart,
        ParameterPart,
        PathPart,
        PropertyPart,
        RequestBodyPart,
        ResponsePart,
        SchemaPart,
        SecuritySchemePart,
        ServerPart,
    }
)
"""Every kind of part of an API; there are rules about other contracts, too."""
