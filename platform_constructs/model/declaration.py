"""
What a team declares: which paved road it takes, with which contract and backend. Data; builds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from platform_constructs.errors import DeclarationError
from platform_constructs.model.backend import Backend, HttpBackend
from platform_constructs.model.place import Place, caller
from platform_constructs.model.settings import SettingValue

__all__ = ["Account", "Declaration", "Delivery", "Edge", "IdentityPool", "Operation", "PublicApi"]

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _refuse(code: str, what: str, got: object, fix: str) -> DeclarationError:
    return DeclarationError(code, what, at=caller(), got=got, fix=fix)


def _check_name(kind: str, name: object) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > 24:
        raise _refuse(
            "DECL-001",
            f"{kind} must be lower-case words joined by hyphens, at most 24 characters",
            name,
            "rename it, for example `ordering` or `field-services`",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """
    What one operation does differently from its API.

    Attributes:
        backend: Its own backend; None takes the API's.
        rate_per_second: Its own throttle, requests per second, 1 or more; None takes the packs' choice.
        burst: Its own burst, requests, 1 or more; None takes the packs' choice.
    """

    backend: Backend | None = None
    rate_per_second: int | None = None
    burst: int | None = None

    def __post_init__(self) -> None:
        for name in ("rate_per_second", "burst"):
            value = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
                raise _refuse(
                    "DECL-012", f"{name} must be a whole number of at least 1", value, "correct it or drop it"
                )
        if self.backend is not None and not isinstance(self.backend, HttpBackend):
            raise _refuse(
                "DECL-013", "backend must be an HttpBackend", self.backend, "write backend=HttpBackend(url=...)"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """
    What every declaration says.

    Attributes:
        domain: Whose it is: a domain of the registry.
        escape_hatch: Called with the finished stack, to change what the road does not offer.
            The written Terraform is judged afterwards all the same.
        place: Where it stands; filled in by itself.
    """

    road: ClassVar[str] = ""
    domain: str
    escape_hatch: Callable[[Any], None] | None = None
    place: Place = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", caller())
        if not self.road:
            raise _refuse(
                "DECL-025", "a declaration takes one of the roads", type(self).__name__, "declare a PublicApi"
            )
        _check_name("domain", self.domain)
        if self.escape_hatch is not None and not callable(self.escape_hatch):
            raise _refuse(
                "DECL-014", "escape_hatch must be a function that takes the stack", self.escape_hatch, "pass a function"
            )

    @property
    def stack(self) -> str:
        """The stack's name: part of every Terraform address's path, so a public contract."""
        return f"{self.domain}-{self.road}"


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicApi(Declaration):
    """
    A REST API that external consumers reach on the public host.

    Attributes:
        backend: Where requests go unless `operations` says otherwise.
        contract: The OpenAPI document, relative to the declaring file.
        operations: What single operations do differently, by operationId: a backend or an `Operation`.
        settings: Values chosen within what the packs allow, by setting name.
        name: Tells two APIs of one domain apart.
        host: The registry's key of the host it is reached at.

    Raises:
        DeclarationError: for anything that makes no sense, at the line that said it.
    """

    road: ClassVar[str] = "public"
    backend: Backend
    contract: str = "openapi.yaml"
    operations: Mapping[str, Backend | Operation] = field(default_factory=dict)
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    name: str = ""
    host: str = "public"

    def __post_init__(self) -> None:
        Declaration.__post_init__(self)
        if not isinstance(self.backend, HttpBackend):
            raise _refuse(
                "DECL-013", "backend must be an HttpBackend", self.backend, "write backend=HttpBackend(url=...)"
            )
        if not isinstance(self.contract, str) or not self.contract:
            raise _refuse("DECL-015", "contract must be a path", self.contract, 'write contract="openapi.yaml"')
        if self.name:
            _check_name("name", self.name)
        _check_name("host", self.host)
        for name in ("settings", "operations"):
            value = getattr(self, name)
            if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
                raise _refuse("DECL-023", f"{name} must map names to what differs", value, f"write {name}={{...}}")
        for operation, choice in self.operations.items():
            if not isinstance(choice, HttpBackend | Operation):
                raise _refuse(
                    "DECL-016",
                    f"operations[{operation!r}] must be a backend or an Operation",
                    choice,
                    "write HttpBackend(url=...) or Operation(...)",
                )

    @property
    def stack(self) -> str:
        """The stack's name: part of every Terraform address's path, so a public contract."""
        return "-".join(filter(None, (self.domain, self.name, self.road)))

    def operation(self, operation: str) -> Operation:
        """Return what one operation does differently, as an `Operation` whatever it was written as."""
        choice = self.operations.get(operation, Operation())
        return choice if isinstance(choice, Operation) else Operation(backend=choice)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account(Declaration):
    """What exists once per AWS account: the role API Gateway writes its logs with. Platform only."""

    road: ClassVar[str] = "account"


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityPool(Declaration):
    """The user pool of external consumers, with a resource server per domain. Platform only."""

    road: ClassVar[str] = "identity"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge(Declaration):
    """
    A public host: its name, certificate and the mapping of each domain's API. Platform only.

    Attributes:
        host: The registry's key of the host.
    """

    road: ClassVar[str] = "edge"
    host: str = "public"

    def __post_init__(self) -> None:
        Declaration.__post_init__(self)
        _check_name("host", self.host)


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery(Declaration):
    """A deployment role for each domain that has pipelines in the registry. Platform only."""

    road: ClassVar[str] = "delivery"
