"""
The route map: which routes there are, whose they are and who may call them, as a versioned file for others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from platform_constructs.model.host import Audience
from platform_constructs.model.words import Name

__all__ = [
    "FORMAT",
    "Auth",
    "Lifecycle",
    "MapPlace",
    "MappedRoute",
    "MappedStack",
    "Refusal",
    "ReliesOn",
    "RouteMap",
    "route_map_json",
    "route_map_schema",
]

FORMAT: Final = 1
"""Rises when a reader of the map before would misunderstand it."""

Auth = Literal["none", "oauth2", "sigv4"]
_Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f]*$", max_length=2_000)]
_Path = Annotated[str, Field(pattern=r"^/[^\x00-\x1f\x7f-\x9f]*$", max_length=3_000)]
_Scope = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f]+$", max_length=300)]
_Stack = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
_Operation = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]*$", max_length=128)]
_HostName = Annotated[str, Field(pattern=r"^[a-z0-9.-]+$", max_length=253)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class MapPlace(_Part):
    """Where something is declared."""

    file: Annotated[_Line, Field(min_length=1)]
    """A path relative to its repository's root, with forward slashes."""
    line: Annotated[int, Field(ge=0, le=2_147_483_647)]
    """Counted from 1; 0 when it is not known."""
    pointer: _Line
    """The key or JSON pointer inside the file; may be empty."""


class ReliesOn(_Part):
    """The claim or the delegation in the registry by which a domain may declare a route."""

    kind: Literal["claim", "delegation"]
    """A domain's own claim, or a part of another's that was delegated to it."""
    prefix: _Path
    """The claimed or delegated prefix."""
    giver: Name | None
    """The domain that delegated it; null for a claim."""
    place: MapPlace
    """Where the registry says so."""


class Lifecycle(_Part):
    """What the contract says about a route's age."""

    deprecated: bool
    """Whether the operation is deprecated, or its state is deprecated or retired."""
    state: Annotated[str, Field(pattern=r"^([a-z][a-z-]{0,31})?$")]
    """`x-lifecycle` of the operation, else of the contract's info, such as stable; empty where neither says one."""
    sunset: date | None
    """`x-sunset` of the operation: the day from which it may no longer answer; null where there is none."""


class Refusal(_Part):
    """Why a domain may not declare a route. No synth lets one pass, so that no released map holds any."""

    status: Literal["CatchAll", "Conflicted", "Expired", "Orphaned", "OutOfScope", "Reserved", "Unaccepted"]
    """How the path stands, as docs/statuses explains."""
    owner: Name | None
    """The domain that the path belongs to; null when it is nobody's, contested or reserved."""


class MappedRoute(_Part):
    """One method on one effective path."""

    owner: Name
    """The domain that declares it; whose the path is, unless `refused` says otherwise."""
    host: Name
    """The host's key in the registry."""
    host_name: _HostName
    """The host's DNS name in this environment."""
    audience: Audience
    """Who may reach the host."""
    stack: _Stack
    """The stack that serves it."""
    operation: _Operation
    """The contract's operationId; empty where there is none."""
    method: Literal["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]
    """The HTTP method; ANY meets every method."""
    path: _Path
    """The effective path on the host, such as /ordering/v1/orders/{orderId}."""
    mapping: _Path | None
    """The base path that the host's mapping strips, such as /ordering; null when no claim holds the whole API."""
    auth: Auth
    """How a caller is known: a token with one of the scopes, a signature of AWS, or not at all."""
    scopes: Annotated[tuple[_Scope, ...], Field(max_length=1_000)]
    """Any one of them lets a caller in; sorted. Only oauth2 has them, and always."""
    lifecycle: Lifecycle
    """What the contract says about its age."""
    place: MapPlace
    """Where the contract declares it."""
    relies_on: ReliesOn | None
    """What gives the owner this path; null when nothing does, which no synth lets pass."""
    refused: Annotated[Refusal | None, Field(exclude_if=lambda refusal: refusal is None)] = None
    """Why the domain may not declare it; left out where it may."""

    @model_validator(mode="after")
    def _scopes_belong_to_oauth2(self) -> MappedRoute:
        if (self.auth == "oauth2") != bool(self.scopes):
            raise ValueError("auth is oauth2 exactly when there are scopes")
        return self

    @property
    def holder(self) -> str:
        """The domain that the path belongs to; empty when it is nobody's. Where nothing is refused, the owner."""
        return self.owner if self.refused is None else self.refused.owner or ""

    @property
    def order(self) -> tuple[str, ...]:
        """What routes are sorted by."""
        return (self.host, self.path, self.method, self.owner, self.stack, self.operation)


class MappedStack(_Part):
    """One stack that serves an API: what an identity and an edge stack elsewhere need to know of it."""

    name: _Stack
    """The stack's name."""
    domain: Name
    """Whose it is."""
    host: Name
    """The key of the host that leads to it."""
    mapping: _Path | None
    """The base path that the host's mapping strips; null when no claim holds the whole API."""
    scopes: Mapping[_Scope, _Line]
    """The scopes of the domain's own resource server that its contract declares or asks for, with their purpose."""


class RouteMap(_Part):
    """The routes of some stacks in one environment. It holds no time: equal inputs give equal bytes."""

    model_config = ConfigDict(title="Route map")

    format: Literal[1]
    """Rises when a reader of the format before would misunderstand the map."""
    environment: Name
    """The registry's name of the environment."""
    routes: Annotated[tuple[MappedRoute, ...], Field(max_length=200_000)]
    """Every route, sorted by host, path and method; none stands twice."""
    stacks: Annotated[tuple[MappedStack, ...], Field(max_length=20_000)]
    """Every stack that serves an API, sorted by name; each route's is one of them."""


def route_map_json(routes: RouteMap) -> str:
    """Return a map as its file: keys sorted, one value a line, a newline at the end."""
    return json.dumps(routes.model_dump(mode="json"), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def route_map_schema() -> dict[str, Any]:
    """Return the JSON Schema, 2020-12, of a map's file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **RouteMap.model_json_schema()}
